import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type KashFlowCompany, startKashFlowCompany } from '../support/kashflow-company.ts';
import { connectExports, expectAccessible, goTo, openList, rows, withMatchbook } from './window.ts';

let company: KashFlowCompany;
let folder: string;
test.beforeEach(async () => {
  company = await startKashFlowCompany();
  folder = await mkdtemp(join(tmpdir(), 'matchbook-exports-'));
  const today = new Date().toISOString().slice(0, 10);
  const lines = [
    'Transaction ID,Date,Type,Status,Amount,Fee,Net,Currency,Customer Name,Email,Description',
    `tx_1001,${today}T09:00:00,Payment,paid,125.50,3.90,121.60,USD,Blue Heron Marine,ap@blueheron.example.com,Invoice 10423`,
  ];
  await writeFile(join(folder, 'payments.csv'), `${lines.join('\n')}\n`);
});
test.afterEach(async () => {
  await company.close();
  await rm(folder, { recursive: true, force: true });
});

async function fillKashFlow(page: Page): Promise<void> {
  const { login } = company.simulator.control.sessions;
  await page.getByRole('button', { name: /Connect my company/ }).click();
  await page.getByRole('radio', { name: /KashFlow/ }).check();
  await page.getByLabel(/^User name/).fill(login.userName);
  await page.getByLabel(/^Password/).fill(login.password);
  await page.getByLabel(/^Memorable word/).fill('bananabread');
  await page.getByLabel(/^Base currency/).fill('USD');
  await page.getByRole('button', { name: 'More settings' }).click();
  await page.getByLabel(/^Address of the API/).fill(`${company.simulator.url}/v2`);
}

test('connects KashFlow with the memorable word, and a payment becomes one there', async ({ page }) => {
  test.setTimeout(240_000);
  page.setDefaultTimeout(30_000);
  await page.setViewportSize({ width: 1024, height: 700 });
  await withMatchbook(page, async () => {
    await fillKashFlow(page);
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByText(/not the characters of the memorable word/)).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(/^Memorable word/).fill(company.credentials.memorableWord ?? '');
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByRole('heading', { name: 'What the ledger allows' })).toBeVisible();
    await expect(page.getByText(/Harbour Supplies on 127\.0\.0\.1/)).toBeVisible();
    await page.getByRole('button', { name: 'Continue' }).click();
    for (const [label, account] of [
      ['Clearing account', '1015'],
      ['Bank account', '1010'],
      ['Fees account', '6050'],
      ['Write-offs and discounts', '1018'],
    ] as const) {
      const picker = page.getByRole('combobox', { name: label });
      await picker.fill(account);
      await picker.press('Tab');
      await expect(picker).toHaveValue(new RegExp(account));
    }
    await page.getByRole('button', { name: 'Save the ledger' }).click();

    await expect(page.getByRole('heading', { name: 'Connect your gateways' })).toBeVisible();
    await connectExports(page, folder);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page
      .getByRole('button', { name: /Open|Review|Matchbook/ })
      .last()
      .click();

    await goTo(page, 'Review');
    const proposal = rows(page).filter({ hasText: '125.50' });
    await expect(proposal).toBeVisible({ timeout: 60_000 });
    await proposal.click();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await openList(page, 'Posted');
    await expect(rows(page).filter({ hasText: '125.50' })).toBeVisible({ timeout: 60_000 });

    const payments = company.books.invoices.get(10423)?.payments ?? [];
    expect(payments.map(({ amountMinor }) => amountMinor)).toEqual([12_550]);
    expect(payments[0]?.note).toMatch(/^MB[0-9A-Z]{18} ~[0-9A-Z]{4} .*tx_1001/);
  });
});
