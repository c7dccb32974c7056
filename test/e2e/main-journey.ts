/** The main job as a first-time user does it; the same in a browser and in Electron. */
import { expect, type Page } from '@playwright/test';
import { goTo, openList, rows, sizeOfList } from './window.ts';

export async function mainJourney(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Try the demo company/ }).click();
  const ready = page.getByRole('listbox', { name: 'Ready' });
  await expect(ready).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: /Approve all \d+ ready/ })).toBeEnabled({ timeout: 60_000 });
  await expect(page.getByText('Ties out')).toBeVisible();

  const before = await sizeOfList(page);
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details.getByRole('heading', { name: 'Why' })).toBeVisible();
  const title = (await details.getByRole('heading', { level: 2 }).textContent()) ?? '';
  await ready.focus();
  await page.keyboard.press('Enter');
  await expect(details.getByRole('heading', { level: 2 })).not.toHaveText(title);
  await expect.poll(() => sizeOfList(page)).toBe(before - 1);

  await openList(page, 'Posted');
  await expect(rows(page)).toHaveCount(1, { timeout: 30_000 });
  await expect(details.getByRole('heading', { level: 2 })).toHaveText(title);
  const receipts = details.getByRole('table', { name: 'Receipts in the ledger' });
  await expect(receipts).toContainText(/MB[0-9A-Z]{18}/);
  await expect(receipts.getByRole('row').nth(1)).toContainText('$0.00');

  await page.getByRole('button', { name: 'Reverse in the ledger' }).click();
  await expect(rows(page)).toHaveCount(0, { timeout: 30_000 });
  await openList(page, 'Ready');
  await expect.poll(() => sizeOfList(page), { timeout: 30_000 }).toBe(before);

  await page.getByRole('button', { name: /Approve all \d+ ready/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading')).toHaveText(`Approve ${before} proposals`);
  await expect(dialog).toContainText('$');
  await dialog.getByRole('button', { name: 'Approve all' }).click();
  await expect(page.getByText(`Approved: ${before}`, { exact: true })).toBeVisible({ timeout: 60_000 });
  await openList(page, 'Posted');
  await expect.poll(() => sizeOfList(page), { timeout: 120_000 }).toBe(before);
  await expect(page.getByText('Ties out')).toBeVisible();

  await goTo(page, 'History');
  await page.getByRole('button', { name: /Verify/ }).click();
  await expect(page.getByText(/whole/i).first()).toBeVisible();
}
