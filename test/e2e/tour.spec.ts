import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, rows, withInvented, withMatchbook } from './window.ts';

const step = (page: Page, name: string) => page.getByRole('dialog', { name });

test('the tour is shown after the first start, points at real parts, and never comes by itself again', async ({
  page,
}) => {
  await withInvented(page, { tour: true }, async () => {
    await expect(step(page, 'One equation, always in sight')).toBeVisible();
    const next = page.getByRole('button', { name: 'Next' });
    await expect(next).toBeFocused();
    await expect(page.locator('[data-tour-now]')).toHaveAttribute('aria-label', 'Tie-out');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(step(page, 'What needs you')).toBeVisible();
    await next.click();
    await expect(step(page, 'A payment, and why it belongs there')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Details', includeHidden: true })).toHaveAttribute(
      'data-tour-now',
      '',
    );
    // The keys of the screen below are not the tour's: nothing is approved by going on.
    await expect(next).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(step(page, 'Enter approves')).toBeVisible();
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(step(page, 'A payment, and why it belongs there')).toBeVisible();
    await next.click();
    await expect(step(page, 'Enter approves')).toBeVisible();
    await next.click();
    await expect(step(page, 'Nothing is final, everything is kept')).toBeVisible();
    await page.getByRole('button', { name: 'Begin' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('[data-tour-now]')).toHaveCount(0);
    // A list with something in it has its number in its name.
    await expect(page.getByRole('tab', { name: 'Approved', exact: true })).toBeVisible();

    await page.reload();
    await expect(rows(page).first()).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('F1');
    await page.getByRole('button', { name: 'Show the tour' }).click();
    await expect(step(page, 'One equation, always in sight')).toBeVisible();
  });
});

test('Escape ends the tour in the real app, which remembers it', async ({ page }) => {
  test.setTimeout(180_000);
  await withMatchbook(
    page,
    async () => {
      await page.getByRole('button', { name: /Try the demo company/ }).click();
      await expect(step(page, 'One equation, always in sight')).toBeVisible({ timeout: 60_000 });
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.reload();
      await expect(page.getByText('Ties out')).toBeVisible();
      await expect(rows(page).first()).toBeVisible({ timeout: 60_000 });
      await expect(page.getByRole('dialog')).toHaveCount(0);
    },
    { tour: true },
  );
});
