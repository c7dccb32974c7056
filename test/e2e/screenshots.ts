/**
 * Makes the pictures of docs/screenshots from the real app on the demo company: `node test/e2e/screenshots.ts`.
 * Not a test: run it when the window has changed, and look at what it made.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../support/browser-found.ts';
import { projectRoot, startMatchbook } from '../support/browser-hosts.ts';
import { goTo, openList, rows } from './window.ts';

const folder = join(projectRoot, 'docs/screenshots');
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: ensureBrowser((line) => process.stdout.write(`${line}\n`)),
  args: [...browserArguments],
});
const host = await startMatchbook();

async function shoot(page: Page, name: string): Promise<void> {
  // Toasts and progress lines come and go; a picture shows what stays.
  await page.waitForTimeout(1200);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  process.stdout.write(`${name}.png\n`);
}

const page = await browser.newPage({
  viewport: { width: 1440, height: 900 },
  locale: 'en-US',
  colorScheme: 'light',
});
await page.goto(host.url);
await page.getByRole('button', { name: /Try the demo company/ }).waitFor();
await shoot(page, 'first-start');
await page.getByRole('button', { name: /Try the demo company/ }).click();
await page.getByRole('button', { name: /Approve all \d+ ready/ }).waitFor({ timeout: 60_000 });
await rows(page).first().waitFor();
await page.waitForTimeout(15_000);
await shoot(page, 'review');

await page.getByRole('listbox').focus();
for (let step = 0; step < 12; step += 1) await page.keyboard.press('Enter');
await openList(page, 'Posted');
await page.getByRole('table', { name: 'Receipts in the ledger' }).waitFor();
await page.waitForTimeout(8_000);
await page.getByRole('table', { name: 'Receipts in the ledger' }).scrollIntoViewIfNeeded();
await shoot(page, 'posted');
await openList(page, 'Check');
await rows(page).nth(2).click();
await shoot(page, 'detail');
await page.keyboard.press('e');
await page.getByRole('dialog').waitFor();
await shoot(page, 'change');
await page.keyboard.press('Escape');
for (const screen of ['Today', 'Payouts', 'Exceptions', 'History', 'Reports', 'Flows', 'Settings'] as const) {
  await goTo(page, screen);
  await shoot(page, screen.toLowerCase());
}
await page.getByRole('tab', { name: 'Field mapping' }).click();
await page.getByRole('button', { name: 'Map arcash.checkno' }).click();
await shoot(page, 'mapping');
await goTo(page, 'Customers');
await page.getByRole('main').getByRole('button', { name: 'Read both sides' }).last().click();
const customers = page.getByRole('grid', { name: 'Customers' });
await customers.waitFor({ timeout: 60_000 });
await customers.getByRole('row').nth(1).dblclick();
await shoot(page, 'customers');
await page.emulateMedia({ colorScheme: 'dark' });
await goTo(page, 'Review');
await openList(page, 'Check');
await shoot(page, 'dark');
await goTo(page, 'Today');
await shoot(page, 'today-dark');

await browser.close();
await host.stop();
