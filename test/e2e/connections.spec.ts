import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, withInvented, withMatchbook } from './window.ts';

const EXPORT = [
  'Reference,Date,Gross,Currency,Customer',
  'W-1,2026-05-04,120.50,USD,Harbor Dental',
  'W-2,2026-05-04,75.25,USD,Acme Tools',
  'W-3,2026-05-05,310.10,USD,Blue Heron',
  'W-4,2026-05-05,42.99,USD,Pine Street',
  'W-5,2026-05-06,18.75,USD,Acme Tools',
  'W-6,2026-05-06,free,USD,Harbor Dental',
].join('\n');

test('an accountant changes the fees account and imports an export with a row that cannot be read', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await withMatchbook(page, async () => {
    await page.getByRole('button', { name: /Try the demo company/ }).click();
    await expect(page.getByRole('button', { name: /Approve all \d+ ready/ })).toBeEnabled({
      timeout: 90_000,
    });

    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Edit Sage Pro (demo)' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('textbox', { name: 'Server' })).not.toHaveValue('');
    await expect(dialog.getByLabel('Password')).toHaveValue('');
    await expect(dialog.getByText('PRO01', { exact: true })).toBeVisible();
    const fees = dialog.getByRole('combobox', { name: 'Fees account', exact: true });
    await expect(fees).toHaveValue(/^6050 {2}Merchant/, { timeout: 30_000 });
    await expectAccessible(page);
    await fees.fill('bank charges');
    await fees.press('Tab');
    await expect(fees).toHaveValue(/^6040 {2}Bank charges/);
    await dialog.getByRole('button', { name: 'Test and save' }).click();
    await expect(dialog.getByText('Fees account 6050 → 6040')).toBeVisible({ timeout: 30_000 });
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();

    await page
      .getByLabel('CSV file', { exact: true })
      .setInputFiles({ name: 'web-shop.csv', mimeType: 'text/csv', buffer: Buffer.from(EXPORT) });
    await expect(dialog.getByText('6 rows in 5 columns.')).toBeVisible();
    await expect(dialog.getByText('web-shop.csv, line 7').first()).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Import 5 rows' }).click();
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused({ timeout: 60_000 });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('button', { name: 'Edit CSV files' })).toBeVisible();

    await goTo(page, 'History');
    await expect(page.getByText(/imported web-shop\.csv: 5 new/)).toBeVisible();
    await expect(page.getByText(/changed Sage Pro \(demo\): Fees account 6050 → 6040/)).toBeVisible();
    await goTo(page, 'Exceptions');
    await expect(page.getByText(/web-shop\.csv, line 7/).first()).toBeVisible();
  });
});

test('a key is replaced: a wrong one is refused beside its field, a good one takes its place', async ({
  page,
}) => {
  await withInvented(page, { size: 40 }, async () => {
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Change how Stripe signs in' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replace the key of Stripe' });
    const key = dialog.getByLabel('Restricted or secret key');
    await key.fill('short');
    await dialog.getByRole('button', { name: 'Test and replace' }).click();
    await expect(dialog.getByText('Stripe does not accept this key.')).toBeVisible();
    await expect(key).toBeFocused();
    await expectAccessible(page);
    await key.fill('a-longer-one-of-the-same-account');
    await dialog.getByRole('button', { name: 'Test and replace' }).click();
    await expect(dialog.getByText(/Tested and saved/)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
  });
});

test('what a gateway owes stands above its payouts, and what is missing on Today', async ({ page }) => {
  await withInvented(page, { size: 40 }, async () => {
    await goTo(page, 'Today');
    await expect(page.getByText(/A payout is missing\. Stripe, \$1,785\.40/)).toBeVisible();
    await page.getByRole('button', { name: 'Show in Payouts' }).first().click();
    const owed = page.getByRole('table', { name: /in no payout yet/ });
    await expect(owed.getByText('Missing', { exact: true })).toBeVisible();
    await expect(owed.getByText(/The bank did not take it/)).toBeVisible();
    await expectAccessible(page);
    const all = await owed.getByRole('row').count();
    await page.getByRole('button', { name: /^Show \d more$/ }).click();
    await expect.poll(() => owed.getByRole('row').count()).toBeGreaterThan(all);
  });
});
