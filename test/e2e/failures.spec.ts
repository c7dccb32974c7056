import { expect, test } from '@playwright/test';
import { withInvented, withMatchbook } from './window.ts';

test('the program ends while the window is open: the window says so, and what to do', async ({ page }) => {
  await withInvented(page, {}, async (host) => {
    await expect(page.getByRole('option').first()).toBeVisible();
    await host.stop();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText(/does not answer/).first()).toBeVisible();
    await expect(page.getByText(/Start Matchbook again/).first()).toBeVisible();
  });
});

test('a server that cannot be reached is said so in the wizard, and nothing is saved', async ({ page }) => {
  await withMatchbook(page, async () => {
    await page.getByRole('button', { name: /Connect my company/ }).click();
    await page.getByRole('textbox', { name: /^Server/ }).fill('127.0.0.1');
    await page
      .getByRole('textbox', { name: /Port/ })
      .or(page.getByRole('spinbutton', { name: /Port/ }))
      .first()
      .fill('9');
    await page
      .getByRole('textbox', { name: /database/i })
      .first()
      .fill('PRO01');
    await page.getByRole('textbox', { name: /user/i }).first().fill('matchbook');
    await page
      .getByLabel(/^Password/)
      .first()
      .fill('wrong');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/does not answer/).first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/Check that the SQL Server runs/).first()).toBeVisible();
  });
});
