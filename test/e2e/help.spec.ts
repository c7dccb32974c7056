import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, goTo, rows, withInvented } from './window.ts';

const pane = (page: Page) => page.getByRole('complementary', { name: 'Help' });

test('F1 opens the page of the screen, its links and the search lead on, Escape gives the focus back', async ({
  page,
}) => {
  await withInvented(page, {}, async () => {
    await expect(rows(page).first()).toBeVisible();
    const list = page.getByRole('listbox', { name: 'Ready' });
    await list.focus();
    const current = await list.getAttribute('aria-activedescendant');
    await page.keyboard.press('F1');
    await expect(pane(page).getByRole('heading', { name: 'Review' })).toBeFocused();
    // Keys of the screen beside it do nothing while the guide is read.
    await page.keyboard.press('j');
    expect(await list.getAttribute('aria-activedescendant')).toBe(current);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(pane(page)).toHaveCount(0);
    await expect(list).toBeFocused();

    for (const screen of [
      'Today',
      'Orders',
      'Payouts',
      'Exceptions',
      'History',
      'Reports',
      'Flows',
      'Settings',
    ] as const) {
      await goTo(page, screen);
      await page.getByRole('button', { name: 'Help (F1)' }).click();
      const title = screen === 'Settings' ? 'Connections' : screen;
      await expect(pane(page).getByRole('heading', { name: title, exact: true })).toBeFocused();
      await page.keyboard.press('F1');
      await expect(pane(page)).toHaveCount(0);
    }

    await page.keyboard.press('F1');
    await pane(page).getByRole('button', { name: 'All pages' }).click();
    await expect(pane(page).getByRole('heading', { name: 'Using Matchbook' })).toBeFocused();
    await pane(page).getByRole('button', { name: 'Payouts' }).click();
    await expect(pane(page).getByRole('heading', { name: 'Payouts' })).toBeFocused();
    await pane(page).getByRole('button', { name: 'Back' }).click();
    await expect(pane(page).getByRole('heading', { name: 'Using Matchbook' })).toBeFocused();
    await pane(page).getByRole('searchbox', { name: 'Search the guide' }).fill('ledger_timeout');
    await page.keyboard.press('Enter');
    await expect(pane(page).getByRole('article', { name: 'LEDGER_TIMEOUT' })).toBeFocused();
    await expectAccessible(page);
  });
});

test('the code of a message leads to what it means', async ({ page }) => {
  await withInvented(page, {}, async (host) => {
    await expect(rows(page).first()).toBeVisible();
    await goTo(page, 'Today');
    await host.stop();
    await goTo(page, 'Reports');
    await page.getByRole('button', { name: 'HOST_UNREACHABLE' }).first().click();
    const explained = pane(page).getByRole('article', { name: 'HOST_UNREACHABLE' });
    await expect(explained).toBeFocused();
    await expect(explained).toContainText('Start Matchbook again');
  });
});

test('from within a dialog, the guide opens above it, and what was typed is still there after', async ({
  page,
}) => {
  await withInvented(page, {}, async (host) => {
    await expect(rows(page).first()).toBeVisible();
    await page.getByRole('listbox', { name: 'Ready' }).focus();
    await page.keyboard.press('x');
    const dialog = page.getByRole('dialog').filter({ has: page.getByRole('textbox') });
    await dialog.getByRole('textbox').fill('Paid in cash');
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('F1');
    const above = page.getByRole('dialog', { name: 'Help' });
    await expect(above.getByRole('heading', { name: 'Review' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(above).toHaveCount(0);
    await expect(dialog.getByRole('textbox')).toHaveValue('Paid in cash');
    await host.stop();
  });
});

test('before a company is connected, help is how to connect one; nothing is cut off in the smallest window', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await withInvented(page, { fresh: true }, async () => {
    await expect(page.getByRole('button', { name: /Try the demo company/ })).toBeVisible();
    await page.keyboard.press('F1');
    await expect(pane(page).getByRole('heading', { name: 'Connect your company' })).toBeFocused();
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(sideways).toBe(false);
  });
});
