/** Backups, the way back to one, a start over a damaged file, and the three companies of one PC: as an accountant meets them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { startMatchbook } from '../support/browser-hosts.ts';
import { expectAccessible, goTo, openList, rows, settled, withInvented } from './window.ts';

async function openPage(page: Page, name: string): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name, exact: true }).click();
  await expect(page.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
}

test('a backup is made, checked and restored; what was posted since is back in Review; a damaged file is no end', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const home = mkdtempSync(join(tmpdir(), 'matchbook-backup-e2e-'));
  const first = await startMatchbook(home);
  try {
    await page.goto(first.url);
    await page.getByRole('button', { name: /Try the demo company/ }).click();
    await expect(page.getByRole('button', { name: /Approve all \d+ ready/ })).toBeEnabled({
      timeout: 60_000,
    });

    await test.step('back up and check', async () => {
      await openPage(page, 'Backup');
      await page.getByRole('button', { name: 'Back up now' }).click();
      const table = page.getByRole('table', { name: 'Backups' });
      await expect(table).toContainText('Asked for');
      await table.getByRole('button', { name: /Check the backup/ }).click();
      await expect(page.getByText(/^Whole: /)).toBeVisible();
      await expectAccessible(page);
    });

    await test.step('one is posted since', async () => {
      await goTo(page, 'Review');
      await page.getByRole('listbox', { name: 'Ready' }).focus();
      await page.keyboard.press('Enter');
      await openList(page, 'Posted');
      await expect(rows(page)).toHaveCount(1, { timeout: 30_000 });
    });

    await test.step('restore', async () => {
      await openPage(page, 'Backup');
      await page.getByRole('button', { name: /Restore the backup/ }).click();
      const asking = page.getByRole('alertdialog');
      await expect(asking).toContainText('not deleted');
      await expectAccessible(page);
      await asking.getByRole('button', { name: 'Restore' }).click();
      const done = page.getByRole('dialog', { name: 'The backup was restored' });
      await expect(done).toContainText('One transaction was posted since', { timeout: 60_000 });
      await expect(done).toContainText('-replaced.db');
      await expectAccessible(page);
      await done.getByRole('button', { name: 'Done' }).click();
      await expect(page.getByRole('table', { name: 'Backups' })).toContainText('Put aside');
    });
  } finally {
    await first.stop();
  }

  const file = join(home, 'demo', 'company.db');
  writeFileSync(file, readFileSync(file).fill(0x55, 4_096, 60_000));
  const second = await startMatchbook(home);
  try {
    await page.goto(second.url);
    await expect(page.getByRole('heading', { name: 'Your demo company cannot be opened' })).toBeVisible();
    await expect(page.getByText('Newest that is whole', { exact: true })).toBeVisible();
    await expectAccessible(page);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save a diagnostics file' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^matchbook-diagnostics-.*\.json$/);

    const suggested = page.getByRole('row').filter({ hasText: 'Newest that is whole' });
    await suggested.getByRole('button', { name: /Restore/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click();
    const done = page.getByRole('dialog', { name: 'The backup was restored' });
    await expect(done).toContainText('What was posted since the backup is not known', { timeout: 60_000 });
    await done.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('listbox', { name: 'Ready' })).toBeVisible();
    await expect(page.getByText('Ties out')).toBeVisible();
  } finally {
    await second.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('a damaged file is put aside for an empty company', async ({ page }) => {
  await withInvented(page, { damaged: true }, async () => {
    await page.getByRole('button', { name: 'Put the file aside and begin anew' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Begin anew' }).click();
    await expect(page.getByRole('button', { name: /Connect my company/ })).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the window says which company is open, and another can be opened', async ({ page }) => {
      await withInvented(page, {}, async () => {
        const mark = (name: string) =>
          page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name });
        await mark('Demo company').click();
        await expect(page.getByRole('tab', { name: 'Environments' })).toHaveAttribute(
          'aria-selected',
          'true',
        );
        await expectAccessible(page);
        await page.getByRole('button', { name: 'Open the live company' }).click();
        await expect(page.getByRole('alertdialog')).toContainText(
          'Its schedules stop until it is opened again',
        );
        await page.getByRole('alertdialog').getByRole('button', { name: 'Open' }).click();
        await expect(mark('Live company')).toBeVisible();
        await page.getByRole('button', { name: 'Set up the test company' }).click();
        await expect(page.getByRole('radio', { name: /A test copy/ })).toBeChecked();
        await page.getByRole('button', { name: 'Leave the setup' }).click();
        await expect(mark('Live company')).toBeVisible();
      });
    });

    test('every page of the settings is accessible, with the keyboard and in the smallest window', async ({
      page,
    }) => {
      await page.setViewportSize({ width: 1024, height: 700 });
      await withInvented(page, {}, async () => {
        await expect(rows(page).first()).toBeVisible();
        await goTo(page, 'Settings');
        const tabs = page.getByRole('tablist', { name: 'Pages of the settings' }).getByRole('tab');
        await tabs.first().focus();
        for (const tab of await tabs.all()) {
          const name = (await tab.getAttribute('id')) ?? '';
          await test.step(name, async () => {
            await page.keyboard.press('Enter');
            await expect(tab).toHaveAttribute('aria-selected', 'true');
            await settled(page);
            await expectAccessible(page);
            expect(
              await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
              `${name} scrolls sideways`,
            ).toBe(false);
            await page.keyboard.press('ArrowDown');
          });
        }
      });
    });
  });
}

test('what was typed is kept while other pages are looked at, and a problem is shown where it is', async ({
  page,
}) => {
  await withInvented(page, {}, async () => {
    await expect(rows(page).first()).toBeVisible();
    await openPage(page, 'Notifications');
    await page.getByRole('switch', { name: 'No notifications at certain hours' }).click();
    await page.getByLabel('From').fill('25:00');
    await openPage(page, 'Schedules');
    await page.getByRole('switch', { name: /on battery/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('tab', { name: 'Notifications' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByLabel('From')).toBeFocused();
    await page.getByLabel('From').fill('19:30');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.reload();
    await openPage(page, 'Notifications');
    await expect(page.getByLabel('From')).toHaveValue('19:30');
  });
});

test('a new computer gets the company from a backup on the first page', async ({ page }) => {
  await withInvented(page, { fresh: true }, async () => {
    await page.getByRole('button', { name: 'Restore a backup' }).click();
    await page.getByLabel('A backup that is somewhere else').fill('"/backups/matchbook-live.db"');
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByText(/^Whole: /)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('alertdialog')).toContainText('compare with the ledger');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click();
    const done = page.getByRole('dialog', { name: 'The backup was restored' });
    await done.getByLabel('Restricted or secret key').fill(['rk', 'test', 'invented'.repeat(3)].join('_'));
    await done.getByRole('button', { name: 'Test and save' }).click();
    await expect(done.getByText('Tested and saved')).toBeVisible();
    await done.getByRole('button', { name: 'Done' }).click();
    await expect(rows(page).first()).toBeVisible();
  });
});
