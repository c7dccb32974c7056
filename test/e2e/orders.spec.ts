import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  connectExports,
  expectAccessible,
  goTo,
  openList,
  rows,
  withInvented,
  withMatchbook,
} from './window.ts';

test('a paid web order becomes a sales order, with its payment held for it', async ({ page }) => {
  page.setDefaultTimeout(30_000);
  const folder = await mkdtemp(join(tmpdir(), 'matchbook-orders-'));
  await withMatchbook(page, async () => {
    await page.getByRole('button', { name: /Try the demo company/ }).click();
    await expect(page.getByRole('button', { name: /Approve all \d+ ready/ })).toBeEnabled({
      timeout: 90_000,
    });

    const payment = await test.step('a payment that no invoice explains', async () => {
      await openList(page, 'Exception');
      const row = rows(page).filter({ hasText: '$' }).first();
      await row.click();
      const written = /\$[\d,]+\.\d{2}/.exec((await row.textContent()) ?? '')?.[0] ?? '';
      const details = page.getByRole('region', { name: 'Details' });
      await expect(details).toContainText(written);
      const id = /(?:ch|py)_[A-Za-z0-9]{8,}/.exec((await details.textContent()) ?? '')?.[0] ?? '';
      const amount = written.replaceAll(/[$,]/g, '');
      expect([id, amount]).toEqual([expect.stringMatching(/_/), expect.stringMatching(/^\d/)]);
      return { id, amount };
    });
    const today = new Date().toISOString().slice(0, 10);
    await writeFile(
      join(folder, 'orders.csv'),
      [
        'Order number,Order date,Currency,Total,SKU,Item name,Qty,Unit price,Customer name,Transaction ID',
        `WEB-5512,${today},USD,${payment.amount},,Boat varnish,1,${payment.amount},Marina Walk-in,${payment.id}`,
      ].join('\n'),
    );

    await test.step('the folder with the exports is connected, and the orders are read', async () => {
      await goTo(page, 'Settings');
      await page.getByRole('button', { name: 'Add gateway' }).click();
      const dialog = page.getByRole('dialog');
      await connectExports(dialog, folder);
      await expect(dialog).toBeHidden({ timeout: 60_000 });
      await goTo(page, 'Orders');
      await page.getByRole('button', { name: 'Read orders' }).last().click();
      await page.getByRole('tab', { name: /To check/ }).click();
    });

    const grid = page.getByRole('grid', { name: 'Orders' });
    await test.step('what is not known is said, and chosen', async () => {
      await grid.getByRole('row').nth(1).dblclick();
      await expect(page.getByText('The article Boat varnish is not known in the ledger.')).toBeVisible();
      await expectAccessible(page);
      const article = page.getByRole('combobox', { name: 'Article for Boat varnish' });
      await article.click();
      await article.pressSequentially('HDW-01S');
      await page
        .getByRole('option', { name: /HDW-01S/ })
        .first()
        .click();
      await page.getByRole('button', { name: 'Use', exact: true }).click();
      const customer = page.getByRole('combobox', { name: 'Customer' });
      await customer.click();
      await customer.pressSequentially('01');
      await page.getByRole('option').first().click();
      await page.getByRole('button', { name: 'Link', exact: true }).click();
    });

    await test.step('created once, and its payment put on the account', async () => {
      await page.getByRole('tab', { name: /^Ready/ }).click();
      const create = page.getByRole('button', { name: 'Create in the ledger' });
      if (!(await create.isVisible())) await grid.getByRole('row').nth(1).dblclick();
      await create.click();
      await page.getByRole('tab', { name: /^Done/ }).click();
      await expect(grid.getByText('WWEB5512')).toBeVisible();
      await goTo(page, 'History');
      await expect(
        page.getByText(/brought the order WEB-5512 into the ledger as WWEB5512.*held on the customer/),
      ).toBeVisible();
    });
  });
  await rm(folder, { recursive: true, force: true });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 1024, height: 700 } });

    test('orders of every kind are accessible in the smallest window', async ({ page }) => {
      await withInvented(page, {}, async () => {
        await expect(rows(page).first()).toBeVisible();
        await goTo(page, 'Orders');
        const grid = page.getByRole('grid', { name: 'Orders' });
        for (const name of [/To check/, /^Ready/, /To void/, /^Done/, /^Ignored/]) {
          await page.getByRole('tab', { name }).click();
          await grid.getByRole('row').nth(1).dblclick();
          await expectAccessible(page);
          const sideways = await page.evaluate(
            () => document.documentElement.scrollWidth > window.innerWidth,
          );
          expect(sideways).toBe(false);
        }
      });
    });
  });
}
