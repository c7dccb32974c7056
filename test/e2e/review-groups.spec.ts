import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, openList, rows, sizeOfList, withInvented } from './window.ts';

const tree = (page: Page) => page.getByRole('tree', { name: 'Ready' });
const heads = (page: Page) => page.getByRole('treeitem', { level: 1 });

async function groupBy(page: Page, words: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: words }).click();
  await expect(heads(page).first()).toBeVisible();
}

test('the list in groups: folded and opened by keyboard, a group approved with its totals confirmed', async ({
  page,
}) => {
  await withInvented(page, { size: 600 }, async () => {
    await expect(rows(page).first()).toBeVisible();
    const before = await sizeOfList(page);
    await groupBy(page, 'By payout');
    await tree(page).focus();
    await page.keyboard.press('Home');
    await expect(heads(page).first()).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowLeft');
    await expect(heads(page).first()).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const active = (await tree(page).getAttribute('aria-activedescendant')) ?? '';
    expect(active).toMatch(/^row-/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('[');
    await expect(page.getByRole('treeitem', { level: 2 })).toHaveCount(0);
    await expectAccessible(page);

    const inGroup = Number(
      /, (\d+), /.exec((await heads(page).first().getAttribute('aria-label')) ?? '')?.[1],
    );
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: new RegExp(`^Approve ${inGroup} proposals`) });
    await expect(dialog.getByText(/ in \d+$/).first()).toBeVisible();
    await dialog.getByRole('button', { name: 'Approve all' }).click();
    await expect(page.getByText(`Approved: ${inGroup}`, { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: `Approve all ${before - inGroup} ready` })).toBeVisible();

    // The choice is remembered.
    await page.reload();
    await expect(heads(page).first()).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Group by' })).toHaveText('By payout');
  });
});

test('a payment is flagged for a colleague, replied to, and stays out of "approve all"', async ({ page }) => {
  await withInvented(page, { size: 200 }, async () => {
    await expect(rows(page).first()).toBeVisible();
    const before = await sizeOfList(page);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog', { name: 'Flag for a colleague' });
    await dialog.getByRole('combobox', { name: /Who should look/ }).fill('Robin');
    await dialog.getByRole('textbox', { name: /What is the question/ }).fill('Is this the deposit?');
    await dialog.getByRole('button', { name: 'Flag', exact: true }).click();
    await expect(dialog).toHaveCount(0);

    const flag = page.getByRole('region', { name: 'Flag' });
    await expect(flag.getByText('Is this the deposit?')).toBeVisible();
    await flag.getByRole('textbox', { name: 'Reply' }).fill('It is, see the order');
    await flag.getByRole('button', { name: 'Reply' }).click();
    await expect(flag.getByText('It is, see the order')).toBeVisible();
    await expect(page.getByRole('option', { name: /flagged for Robin/ })).toHaveCount(1);
    await expectAccessible(page);

    await page.getByRole('button', { name: `Approve all ${before - 1} ready` }).click();
    const all = page.getByRole('dialog', { name: `Approve ${before - 1} proposals` });
    await expect(
      all.getByRole('checkbox', { name: /1 flagged for a colleague is left out/ }),
    ).not.toBeChecked();
    await all.getByRole('button', { name: 'Approve all' }).click();
    await expect(rows(page)).toHaveCount(1);

    await page.getByRole('button', { name: 'Flagged 1' }).click();
    await expect(rows(page)).toHaveCount(1);
    await page.getByRole('region', { name: 'Flag' }).getByRole('button', { name: 'Clear the flag' }).click();
    await expect(page.getByText('Nothing fits the filters')).toBeVisible();
  });
});

test('the list is narrowed by filters, each with a chip that takes it away, and the counts follow', async ({
  page,
}) => {
  await withInvented(page, { size: 600 }, async () => {
    await openList(page, 'Check');
    await expect(rows(page).first()).toBeVisible();
    const before = await sizeOfList(page);
    await page.getByRole('button', { name: 'Filter' }).click();
    const form = page.getByRole('dialog', { name: 'Filter' });
    await form.getByRole('combobox', { name: 'Remarks' }).click();
    await page.getByRole('option', { name: 'Part payment' }).click();
    await form.getByRole('textbox', { name: 'Amount from' }).fill('12,5');
    await expect(form.getByText('Write an amount as 1234.56.')).toBeVisible();
    await form.getByRole('textbox', { name: 'Amount from' }).fill('100');
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Show' }).click();
    const chips = page.getByRole('toolbar', { name: 'What the list is narrowed to' });
    await expect(chips.getByText('Remark: Part payment')).toBeVisible();
    await expect.poll(() => sizeOfList(page)).toBeLessThan(before);
    const narrowed = await sizeOfList(page);
    await expect(page.getByRole('tab', { name: 'Check' })).toContainText(String(narrowed));
    for (const row of await rows(page).all()) await expect(row).toContainText('Part payment');
    await expectAccessible(page);

    await chips.getByText('Remark: Part payment').click();
    await expect.poll(() => sizeOfList(page)).toBeGreaterThan(narrowed);
    await chips.getByText(/^Amount: from 100/).click();
    await expect.poll(() => sizeOfList(page)).toBe(before);
    await expect(chips).toHaveCount(0);
  });
});
