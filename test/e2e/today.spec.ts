import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, rows, withInvented } from './window.ts';

test('the last 30 days are read by keyboard, as a table too, and a day opens its reconciliation', async ({
  page,
}) => {
  await withInvented(page, {}, async () => {
    await expect(rows(page).first()).toBeVisible();
    await goTo(page, 'Today');
    const days = page.getByRole('toolbar', { name: 'Days' });
    await expect(days.getByRole('button')).toHaveCount(30);
    await expectAccessible(page);
    // One stop of the tab order, at the newest day.
    const newest = days.getByRole('button', { name: /^May 14, 2026: \$[\d,.]+ in, \$0.00 posted, / });
    await newest.focus();
    await page.keyboard.press('ArrowLeft');
    const before = days.getByRole('button', { name: /^May 13, 2026:/ });
    await expect(before).toBeFocused();
    await expect(days.locator('[tabindex="0"]')).toHaveCount(1);
    const spoken = /: (\$[\d,.]+) in/.exec((await before.getAttribute('aria-label')) ?? '')?.[1] ?? '';
    await expect(page.getByText(`May 13, 2026: ${spoken}`)).toBeVisible();
    await page.keyboard.press('Home');
    await expect(days.getByRole('button', { name: 'Apr 15, 2026: nothing' })).toBeFocused();

    await page.getByRole('button', { name: 'As a table' }).click();
    const table = page.getByRole('table', { name: 'Money in, by day' });
    await expect(table.getByRole('row', { name: /May 13, 2026/ })).toContainText(spoken);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'As a chart' }).click();

    await before.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible();
    await expect(page.getByLabel('First day')).toHaveValue('2026-05-13');
    await expect(page.getByLabel('Last day')).toHaveValue('2026-05-13');
    await expect(page.getByRole('heading', { level: 2, name: 'Reconciliation' })).toBeVisible();
  });
});
