/** One gateway read at times of its own, the others as before. */
import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, rows, withInvented } from './window.ts';

test('a gateway gets a schedule of its own, and goes back to the common one', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await withInvented(page, {}, async () => {
    await expect(rows(page).first()).toBeVisible();
    await goTo(page, 'Settings');
    await page.getByRole('tab', { name: 'Schedules' }).click();
    const stripe = page.getByRole('combobox', { name: /^Stripe/ });
    await expect(stripe).toHaveValue('common');
    await stripe.selectOption('At times of the day');
    const times = page.getByRole('textbox', { name: /^Times of Stripe/ });
    const save = page.getByRole('button', { name: 'Save' });
    await times.fill('half past eight');
    await save.click();
    await expect(page.getByText('Times of day such as 08:00, 17:30.')).toBeVisible();
    await expect(times).toBeFocused();
    await expectAccessible(page);
    await times.fill('17:30, 8:30');
    await save.click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await expect(times).toHaveValue('08:30, 17:30');
    await expectAccessible(page);
    await stripe.selectOption('As above');
    await save.click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await expect(times).toHaveCount(0);
  });
});
