import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, rows, type ScreenName, settled, withInvented } from './window.ts';

const SCREENS: readonly ScreenName[] = [
  'Today',
  'Review',
  'Orders',
  'Payouts',
  'Exceptions',
  'History',
  'Reports',
  'Flows',
  'Customers',
  'Settings',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the first start is accessible', async ({ page }) => {
      await withInvented(page, { fresh: true }, async () => {
        await expect(page.getByRole('button', { name: /Try the demo company/ })).toBeVisible();
        await expectAccessible(page);
      });
    });

    test('every screen is accessible', async ({ page }) => {
      await withInvented(page, {}, async () => {
        await expect(rows(page).first()).toBeVisible();
        for (const screen of SCREENS) {
          await test.step(screen, async () => {
            await goTo(page, screen);
            await settled(page);
            await expectAccessible(page);
          });
        }
      });
    });
  });
}

test('a rule of matching is previewed before it can be saved', async ({ page }) => {
  await withInvented(page, {}, async () => {
    await expect(rows(page).first()).toBeVisible();
    await goTo(page, 'Settings');
    await page.getByRole('tab', { name: 'Matching rules' }).click();
    const save = page.getByRole('button', { name: 'Save' });
    await expect(page.getByRole('switch').first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('switch').first().click();
    await expect(save).toBeDisabled();
    await page.getByRole('button', { name: 'Preview' }).click();
    await expect(save).toBeEnabled();
    await save.click();
    await expect(save).toBeDisabled();
    await page.getByRole('tab', { name: 'Learned' }).click();
    await expectAccessible(page);
  });
});

test('nothing is cut off in the smallest window', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await withInvented(page, {}, async () => {
    await expect(rows(page).first()).toBeVisible();
    for (const screen of SCREENS) {
      await goTo(page, screen);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(sideways, `${screen} scrolls sideways`).toBe(false);
    }
  });
});
