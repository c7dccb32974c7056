import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, rows, withInvented, withMatchbook } from './window.ts';

test('a newer version is looked for, waits for the user, and is offered on every screen', async ({
  page,
}) => {
  await withInvented(page, {}, async () => {
    await expect(rows(page).first()).toBeVisible();
    await goTo(page, 'Settings');
    await page.getByRole('tab', { name: 'About' }).click();
    await expect(page.getByText('This is the newest version, 0.1.0.')).toBeVisible();
    await page.getByRole('button', { name: 'Look now' }).click();
    await expect(page.getByText(/is being downloaded/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Restart to install' }).first()).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('switch', { name: /Look for newer versions/ }).press('Space');
    await expect(page.getByRole('switch', { name: /Look for newer versions/ })).not.toBeChecked();

    await goTo(page, 'Review');
    await expect(page.getByText('Matchbook 0.2.0 is ready.', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: 'Later' }).click();
    await expect(page.getByText('Matchbook 0.2.0 is ready.', { exact: false })).toHaveCount(0);
  });
});

test('in the browser there are no updates, and the licences of the real program can be read', async ({
  page,
}) => {
  await withMatchbook(page, async () => {
    await page.getByRole('button', { name: /Try the demo company/ }).click();
    await expect(rows(page).first()).toBeVisible({ timeout: 60_000 });
    await goTo(page, 'Settings');
    await page.getByRole('tab', { name: 'About' }).click();
    await expect(page.getByText(/was not installed with its installer/)).toBeVisible();
    await page.getByRole('button', { name: 'Show the licences' }).click();
    await page.getByRole('searchbox').fill('better-sqlite3');
    await page.getByRole('button', { name: /^better-sqlite3 .* MIT$/ }).click();
    await expect(page.getByText(/Joshua Wise/)).toBeVisible();
    await expectAccessible(page);
  });
});
