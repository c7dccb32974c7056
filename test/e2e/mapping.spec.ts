import { expect, test } from '@playwright/test';
import { expectAccessible, goTo, rows, withMatchbook } from './window.ts';

test('a field of the gateway is mapped, tried, saved, put back, and a flow leads to it', async ({ page }) => {
  await withMatchbook(page, async () => {
    await page.getByRole('button', { name: /Try the demo company/ }).click();
    await expect(rows(page).first()).toBeVisible({ timeout: 60_000 });

    await test.step('the flow of the gateway, read at a glance', async () => {
      await goTo(page, 'Flows');
      await expect(page.getByRole('heading', { level: 3, name: 'Post' }).first()).toBeVisible();
      await expectAccessible(page);
      await page
        .getByRole('button', { name: /^Settings of post/ })
        .first()
        .click();
      await expect(page.getByRole('tab', { name: 'Field mapping' })).toHaveAttribute('aria-selected', 'true');
    });

    await test.step('a line with a step, tried on what came in', async () => {
      await page.getByRole('button', { name: 'Map arcash.checkno' }).click();
      await page.getByRole('button', { name: 'Dry run' }).click();
      await expect(page.getByText(/of 50 would go back to review/)).toBeVisible();
      await page.getByRole('button', { name: 'Add a step' }).click();
      await page.getByRole('menuitem', { name: 'Cut to a length' }).click();
      await page.getByLabel('How many').fill('8');
      await page.getByRole('button', { name: 'Dry run' }).click();
      await expect(page.getByText(/The newest 50 transactions; nothing was written/)).toBeVisible();
      await expectAccessible(page);
    });

    await test.step('saved as a version with a note, changed, and put back', async () => {
      const save = page.getByRole('button', { name: 'Save', exact: true });
      await page.getByLabel('Note for this version').fill('short ids');
      await save.click();
      await expect(page.getByText('Saved; it counts from the next approval on')).toBeVisible();
      await page.getByRole('button', { name: 'Remove the mapping of arcash.checkno' }).click();
      await page.getByRole('button', { name: 'Dry run' }).click();
      await expect(save).toBeEnabled();
      await save.click();
      await page.getByRole('button', { name: 'Put version 1 back' }).click();
      await page.getByRole('button', { name: 'Put back', exact: true }).last().click();
      await expect(page.getByText('As version 1')).toBeVisible();
      await expect(page.getByText('first 8 characters')).toBeVisible();
    });
  });
});
