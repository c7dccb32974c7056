import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, goTo, rows, withInvented, withMatchbook } from './window.ts';

const choose = (page: Page, report: RegExp) =>
  page.getByRole('navigation', { name: 'Choose a report' }).getByRole('button', { name: report }).click();

async function choosePeriod(page: Page, period: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Period' }).click();
  await page.getByRole('option', { name: period, exact: true }).click();
}

/** The invented books are of March 2026. */
async function march(page: Page): Promise<void> {
  await expect(rows(page).first()).toBeVisible();
  await goTo(page, 'Reports');
  await page.getByLabel('First day').fill('2026-03-01');
  await page.getByLabel('Last day').fill('2026-03-31');
}

test('a month is reconciled, taken along as a file, and a posting in it opened', async ({ page }) => {
  test.setTimeout(240_000);
  await withMatchbook(page, async () => {
    await page.getByRole('button', { name: /Try the demo company/ }).click();
    await expect(page.getByRole('button', { name: /Approve all \d+ ready/ })).toBeEnabled({
      timeout: 60_000,
    });
    const payer = await page
      .getByRole('region', { name: 'Details' })
      .getByRole('heading', { level: 2 })
      .textContent();
    await page.getByRole('listbox', { name: 'Ready' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Posted' }).click();
    await expect(rows(page)).toHaveCount(1, { timeout: 30_000 });

    await goTo(page, 'Reports');
    await choosePeriod(page, 'This year');
    const equation = page.getByRole('region', { name: 'Does it tie out?' });
    await expect(equation).toContainText('It ties out: nothing is left over');
    await expect(page.getByRole('table', { name: 'Reconciliation' })).toContainText(
      'Gateways less all others',
    );

    await choose(page, /^Receipts/);
    const register = page.getByRole('table', { name: 'Receipts register' });
    await expect(register.getByRole('row')).toHaveCount(3);
    const marker = (await register.getByRole('button').textContent()) ?? '';
    expect(marker).toMatch(/^MB[0-9A-Z]{18}$/);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: /^CSV/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^matchbook-receipts-\d{4}-01-01-\d{4}-12-31\.csv$/);
    const bytes = await readFile(await file.path());
    // Excel knows UTF-8 by its mark.
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.subarray(3).toString('utf8').trimEnd().split('\r\n');
    expect(lines[0]?.split(',').slice(0, 3)).toEqual(['Date', 'Marker', 'Kind']);
    expect(lines.filter((line) => line.includes(marker))).toHaveLength(1);

    await register.getByRole('button', { name: marker }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible();
    const details = page.getByRole('region', { name: 'Details' });
    await expect(details.getByRole('heading', { level: 2 })).toHaveText(payer ?? '');
    await expect(details.getByRole('table', { name: 'Receipts in the ledger' })).toContainText(marker);

    await goTo(page, 'Reports');
    await expect(register).toBeVisible();
  });
});

test('every report is made, is empty in words, and says what is wrong with the days', async ({ page }) => {
  await withInvented(page, {}, async () => {
    await march(page);
    for (const [button, title] of [
      [/^Reconciliation/, 'Reconciliation'],
      [/^Unmatched/, 'Unmatched, by age'],
      [/^Fees/, 'Fees by gateway and kind'],
      [/^Receipts/, 'Receipts register'],
      [/^Payouts/, 'Payouts'],
      [/^Audit/, 'Audit log'],
    ] as const) {
      await choose(page, button);
      await expect(page.getByRole('table', { name: title })).toBeVisible();
      await expectAccessible(page);
    }
    const log = page.getByRole('table', { name: 'Audit log' });
    const all = await log.getAttribute('aria-rowcount');
    await page.getByRole('searchbox', { name: 'With these words' }).fill('paid twice');
    await expect(log).not.toHaveAttribute('aria-rowcount', all ?? '');
    await expect(log).toContainText('paid twice');

    await choose(page, /^Receipts/);
    await page.getByLabel('Last day').fill('2026-02-01');
    await expect(page.getByText('The period ends before it begins.')).toBeVisible();
    await page.getByLabel('First day').fill('2026-01-01');
    await expect(page.getByText('Nothing was posted with a date in this period.')).toBeVisible();
  });
});

test('what is printed is the report alone, its heads on every page', async ({ page }) => {
  await withInvented(page, {}, async () => {
    await march(page);
    await choose(page, /^Receipts/);
    await expect(page.getByRole('table', { name: 'Receipts register' })).toBeVisible();
    await expect(page.locator('.report-sheet')).toHaveCount(0);
    await page.emulateMedia({ media: 'print' });
    const sheet = page.locator('.report-sheet');
    await expect(sheet.getByRole('heading', { level: 1 })).toHaveText('Receipts register');
    await expect(sheet).toContainText('Acme Books Ltd, Mar 1, 2026 to Mar 31, 2026');
    await expect(sheet.locator('thead')).toHaveCSS('display', 'table-header-group');
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByRole('button')).toHaveCount(0);
    await page.emulateMedia({ media: 'screen' });
    await expect(sheet).toHaveCount(0);
    await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  });
});
