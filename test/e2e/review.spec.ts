import { expect, test } from '@playwright/test';
import { openList, rows, sizeOfList, withInvented } from './window.ts';

test('the whole screen by keyboard alone, with the focus never lost', async ({ page }) => {
  await withInvented(page, {}, async () => {
    const list = page.getByRole('listbox', { name: 'Ready' });
    await expect(rows(page).first()).toBeVisible();
    const before = await sizeOfList(page);
    await list.focus();
    const current = () => list.getAttribute('aria-activedescendant');

    const first = await current();
    await page.keyboard.press('j');
    const second = await current();
    expect(second).not.toBe(first);
    await page.keyboard.press('k');
    expect(await current()).toBe(first);

    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(page.getByText('2 marked')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect.poll(() => sizeOfList(page)).toBe(before - 2);
    await expect(list).toBeFocused();

    await page.keyboard.press('x');
    await page.getByRole('textbox', { name: /Why is it not to be posted/ }).fill('Paid in cash as well');
    await page.getByRole('dialog').getByRole('button', { name: 'Ignore' }).click();
    await expect.poll(() => sizeOfList(page)).toBe(before - 3);
    await expect(list).toBeFocused();
    await page.keyboard.press('6');
    await expect(rows(page)).toHaveCount(1);
    await page.keyboard.press('u');
    await expect(rows(page)).toHaveCount(0);
    await page.keyboard.press('1');
    await expect.poll(() => sizeOfList(page)).toBe(before - 2);

    await page.keyboard.press('/');
    await expect(page.getByRole('textbox', { name: 'Search' })).toBeFocused();
    await page.keyboard.type('zzzz nothing');
    await expect(page.getByText('Nothing fits the search')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect.poll(() => sizeOfList(page)).toBe(before - 2);

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

test('an allocation is changed by hand, and always adds up', async ({ page }) => {
  await withInvented(page, {}, async () => {
    await openList(page, 'Check');
    await expect(rows(page).first()).toBeVisible();
    const before = await sizeOfList(page);
    await page.getByRole('button', { name: 'Change…' }).click();
    const dialog = page.getByRole('dialog');
    const removing = dialog.getByRole('button', { name: /^Remove / });
    await expect(removing.first()).toBeVisible();
    for (let left = await removing.count(); left > 0; left--) await removing.first().click();
    await expect(dialog.getByText(/Choose an invoice/)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Approve' })).toBeDisabled();
    const found = dialog.getByRole('list', { name: 'Open items' }).getByRole('listitem');
    if ((await found.count()) === 0)
      await dialog.getByRole('textbox', { name: 'Find an open item' }).fill('1');
    await found.first().getByRole('button').click();
    const amount = dialog.getByRole('textbox', { name: /^Amount for/ });
    await amount.fill('0.01');
    await expect(dialog.getByText(/left$/)).toBeVisible();
    await expect(dialog.getByRole('radio', { name: 'Rest on account' })).toBeChecked();
    await amount.fill('1.005');
    await expect(dialog.getByText(/more decimals/)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Approve' })).toBeDisabled();
    await amount.fill('0.01');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await expect.poll(() => sizeOfList(page)).toBe(before - 1);
  });
});

test('fifty thousand proposals are walked through without a hitch', async ({ page }) => {
  await withInvented(page, { size: 50_000 }, async () => {
    const list = page.getByRole('listbox', { name: 'Ready' });
    await expect(rows(page).first()).toBeVisible({ timeout: 60_000 });
    expect(await sizeOfList(page)).toBeGreaterThan(10_000);
    // A window that is drawn as far as it is seen, however long the list.
    expect(await rows(page).count()).toBeLessThan(80);
    await list.focus();
    const place = () =>
      list.evaluate((box) => {
        const current = document.getElementById(box.getAttribute('aria-activedescendant') ?? '');
        return Number(current?.getAttribute('aria-posinset') ?? 0);
      });
    // The last row read so far is an end too, so a step may be a short one: as many as it takes, over several pages.
    await expect
      .poll(
        async () => {
          await page.keyboard.press('PageDown');
          return place();
        },
        { timeout: 120_000, intervals: [20] },
      )
      .toBeGreaterThan(300);
    const id = (await list.getAttribute('aria-activedescendant')) ?? '';
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
  });
});
