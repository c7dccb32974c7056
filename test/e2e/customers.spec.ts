import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, rows, withMatchbook } from './window.ts';

test('customers are read, compared, and one is created at the gateway once that is allowed', async ({
  page,
}) => {
  await withMatchbook(page, async () => {
    await page.getByRole('button', { name: /Try the demo company/ }).click();
    await expect(rows(page).first()).toBeVisible({ timeout: 60_000 });
    await goTo(page, 'Customers');
    await page.getByRole('main').getByRole('button', { name: 'Read both sides' }).last().click();
    const grid = page.getByRole('grid', { name: 'Customers' });
    await expect(grid).toBeVisible({ timeout: 30_000 });

    await test.step('what is only in the ledger, opened, with writing off', async () => {
      await page.getByRole('tab', { name: /Only in the ledger/ }).click();
      await grid.getByRole('row').nth(1).dblclick();
      await expect(page.getByText(/Writing customers is off/)).toBeVisible();
      await expectAccessible(page);
    });

    await test.step('allowed, created, and the same from then on', async () => {
      await page.getByRole('switch', { name: 'May be written to the gateway' }).click();
      const create = page.getByRole('button', { name: /^Create at/ });
      await expect(create).toBeEnabled();
      await expectAccessible(page);
      await create.click();
      await expect(page.getByRole('tab', { name: /The same [1-9]/ })).toBeVisible();
      await goTo(page, 'History');
      await expect(page.getByText(/created .* at Stripe \(demo\)/)).toBeVisible();
    });
  });
});
