import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import {
  type SageAccountingCompany,
  startSageAccountingCompany,
} from '../support/sage-accounting-company.ts';
import { connectExports, expectAccessible, goTo, openList, rows, withMatchbook } from './window.ts';

let company: SageAccountingCompany;
let folder: string;
test.beforeEach(async () => {
  company = await startSageAccountingCompany();
  company.simulator.control.oauth.page = 'ask';
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

async function fillSage(page: Page): Promise<void> {
  const { url, client } = company.simulator;
  await page.getByRole('button', { name: /Connect my company/ }).click();
  await page.getByRole('radio', { name: /Sage Accounting/ }).check();
  await page.getByLabel(/^Country of the business/).selectOption('us');
  await page.getByLabel(/^Client ID/).fill(client.id);
  await page.getByLabel(/^Client secret/).fill(client.secret);
  await page.getByLabel(/^Base currency/).fill('GBP');
  await page.getByRole('button', { name: 'More settings' }).click();
  await page.getByLabel(/^Redirect port/).fill('0');
  await page.getByLabel(/^Address of the API/).fill(`${url}/v3.1`);
  await page.getByLabel(/^Address of the sign-in page/).fill(`${url}/oauth2/auth/central`);
  await page.getByLabel(/^Address for tokens/).fill(`${url}/token`);
  await page.getByLabel(/^Address to give access back/).fill(`${url}/revoke`);
}

/** In the page that opens beside the window. */
async function decide(page: Page, decision: 'Allow' | 'Deny'): Promise<string> {
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in to Sage Accounting' }).click();
  const sage = await opening;
  await sage.getByRole('link', { name: decision }).click();
  const heading = sage.getByRole('heading', { level: 1 });
  await expect(heading).not.toHaveText(/simulator/);
  const text = await heading.textContent();
  await sage.close();
  return text ?? '';
}

test('signs in to Sage Accounting in the browser, and a payment becomes a receipt there', async ({
  page,
}) => {
  test.setTimeout(240_000);
  page.setDefaultTimeout(30_000);
  await page.setViewportSize({ width: 1024, height: 700 });
  await withMatchbook(page, async () => {
    await fillSage(page);
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByText('Sign in first.')).toBeVisible();

    expect(await decide(page, 'Deny')).toBe('The sign-in did not go through');
    await expect(page.getByText(/did not let Matchbook in/)).toBeVisible();
    expect(await decide(page, 'Allow')).toBe('You are signed in');
    await expect(page.getByText('Signed in as ann@example.com.')).toBeVisible();
    await page.getByLabel(/^Business/).selectOption({ label: 'Harbour Supplies (United States)' });
    await expect(page.getByLabel(/^Base currency/)).toHaveValue('USD');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByRole('heading', { name: 'What the ledger allows' })).toBeVisible();
    await expect(page.getByText(/Harbour Supplies on 127\.0\.0\.1/)).toBeVisible();
    // Back and forth: what was signed in to is still known.
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByText('Signed in as ann@example.com.')).toBeVisible();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    for (const [label, account] of [
      ['Clearing account', '1015'],
      ['Bank account', '1010'],
      ['Fees account', '6050'],
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

    const receipts = [...company.books.payments.values()].filter(({ reference }) =>
      reference.startsWith('MB'),
    );
    expect(receipts.map(({ type, totalMinor }) => [type, totalMinor])).toEqual([
      ['CUSTOMER_RECEIPT', 12_550],
    ]);
    const invoice = [...company.books.artefacts.values()].find(({ number }) => number === '10423');
    expect(invoice && company.books.outstandingMinor(invoice)).toBe(0);

    await goTo(page, 'Settings');
    await page.getByRole('button', { name: /Sign in to Harbour Supplies again/ }).click();
    expect(await decide(page, 'Allow')).toBe('You are signed in');
    await expect(page.getByText('Tried and saved. It goes on where it was.')).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: /Disconnect Harbour Supplies/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await expect(page.getByRole('button', { name: /Disconnect Harbour Supplies/ })).toHaveCount(0);
    // Of three sign-ins (the test's own, and two in the window) the one that was in use is worthless now.
    expect(company.simulator.control.oauth.liveRefreshTokens).toBe(2);
  });
});
