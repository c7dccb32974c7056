/** Looking back: one entry opened, what it changed, and a posting taken back from where it is read. */
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, goTo, openList, rows, sizeOfList, withInvented, withMatchbook } from './window.ts';

const entry = (page: Page, sentence: RegExp) =>
  page.getByRole('grid', { name: 'History' }).locator('[data-row]').filter({ hasText: sentence }).first();

async function open(page: Page, sentence: RegExp): Promise<void> {
  await expect(entry(page, sentence)).toBeVisible({ timeout: 60_000 });
  await entry(page, sentence)
    .getByRole('button', { name: /^Details of/ })
    .click();
}

test('a posting is opened in the history, and reversed from there', async ({ page }) => {
  test.setTimeout(300_000);
  await withMatchbook(page, async () => {
    await page.getByRole('button', { name: /Try the demo company/ }).click();
    const ready = page.getByRole('listbox', { name: 'Ready' });
    await expect(ready).toBeVisible({ timeout: 120_000 });
    const before = await sizeOfList(page);
    await ready.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => sizeOfList(page)).toBe(before - 1);
    await openList(page, 'Posted');
    await expect(rows(page)).toHaveCount(1, { timeout: 60_000 });

    await goTo(page, 'History');
    await open(page, /approved it/);
    const changes = page.getByRole('table', { name: 'Before and after' });
    await expect(changes.getByRole('row').filter({ hasText: 'Allocated to' }).first()).toContainText(
      /nothing.*\$/,
    );
    await expect(page.getByText(/^MB[0-9A-Z]{18}$/).first()).toBeVisible();
    await expect(page.getByText('in the ledger', { exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect(page.getByText('"approvalId"')).toBeVisible();
    await page.getByRole('button', { name: 'Show less' }).click();

    await page.getByRole('button', { name: 'Reverse in the ledger…' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Reverse it in the ledger?' });
    await expect(dialog).toContainText('their opposites are written beside them');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Reverse' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText(/^reversed by MB[0-9A-Z]{18}$/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Reverse in the ledger…' })).toHaveCount(0);
    await expect(entry(page, /asked for it to be reversed/)).toBeVisible();

    await goTo(page, 'Review');
    await openList(page, 'Ready');
    await expect.poll(() => sizeOfList(page), { timeout: 60_000 }).toBe(before);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 1024, height: 700 } });

    test('an opened entry is accessible in the smallest window, with the keyboard alone', async ({
      page,
    }) => {
      await withInvented(page, {}, async () => {
        await expect(rows(page).first()).toBeVisible();
        await page.getByRole('listbox', { name: 'Ready' }).focus();
        await page.keyboard.press('Enter');
        await goTo(page, 'History');
        const line = entry(page, /./);
        await expect(line).toBeVisible();
        await line.focus();
        await page.keyboard.press('Enter');
        await expect(page.getByRole('table', { name: 'Before and after' })).toBeVisible();
        await expectAccessible(page);
      });
    });
  });
}
