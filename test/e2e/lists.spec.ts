/** A long list in use: sorted, searched, chosen with keys, copied into a spreadsheet, arranged, printed. */
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, goTo, withInvented } from './window.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const ENTRIES = 5_200;
const grid = (page: Page, name = 'History') => page.getByRole('grid', { name });
const lines = (page: Page) => grid(page).locator('[data-row]');
const title = (page: Page, name: string) => grid(page).getByRole('columnheader', { name });

async function openHistory(page: Page): Promise<void> {
  await goTo(page, 'History');
  await expect(lines(page).first()).toBeVisible();
}

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const copiedHtml = (page: Page) =>
  page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item?.getType('text/html'))?.text();
  });

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'History: copy, print, columns' }).click();
  await page.getByRole('menuitem', { name: item, exact: false }).first().click();
}

test('five thousand entries are sorted and searched over all of them, not over those on the screen', async ({
  page,
}) => {
  await withInvented(page, { history: ENTRIES }, async () => {
    await openHistory(page);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(ENTRIES + 1));
    await expect(lines(page).first()).toContainText('5,200');
    expect(await lines(page).count()).toBeLessThan(80);

    await title(page, 'When').getByRole('button').click();
    await expect(title(page, 'When')).toHaveAttribute('aria-sort', 'ascending');
    await expect(lines(page).first().getByRole('gridcell').nth(1)).toHaveText('1');
    await title(page, 'Who').getByRole('button').click();
    await expect(title(page, 'Who')).toHaveAttribute('aria-sort', 'ascending');
    await expect(title(page, 'When')).not.toHaveAttribute('aria-sort');
    await expect(lines(page).first()).toContainText('Alex Example');
    await title(page, 'Who').getByRole('button').click();
    await expect(lines(page).first()).toContainText('Sam Sample');

    await page.getByRole('searchbox', { name: 'Search the history' }).fill('journal of payout 43.');
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
    await page.getByRole('searchbox', { name: 'Search the history' }).fill('');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Who').selectOption('matchbook');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Filter, 1 set' })).toBeVisible();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(ENTRIES / 4 + 1));
    await expectAccessible(page);
  });
});

test('rows are chosen with the keys of Windows, and more are read on the way', async ({ page }) => {
  await withInvented(page, { history: ENTRIES }, async () => {
    await openHistory(page);
    await lines(page).first().click();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-row'));
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('5199');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByText('5,200 entries, 3 selected')).toBeVisible();
    await page.keyboard.press('End');
    await expect.poll(focused).not.toBe('5197');
    // The last of those read; by then more are.
    const last = Number(await focused());
    expect(last).toBeLessThan(5_010);
    await page.keyboard.press('End');
    await expect.poll(async () => Number(await focused())).toBeLessThanOrEqual(last);
    await page.keyboard.press('Home');
    await expect.poll(focused).toBe('5200');
    await fromMenu(page, 'Read all rows');
    await lines(page).first().focus();
    await expect(async () => {
      await page.keyboard.press('End');
      expect(await focused()).toBe('1');
    }).toPass();
    await page.keyboard.press('Control+a');
    await expect(grid(page).locator('xpath=ancestor::*[3]').getByRole('status').last()).toHaveText(
      'Selected all 5,200 rows',
    );
  });
});

test('chosen rows are copied as cells, and say so', async ({ page }) => {
  await withInvented(page, { history: ENTRIES }, async () => {
    await openHistory(page);
    await lines(page).first().click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await expect(page.getByText('Copied 2 rows')).toBeVisible();
    const cells = (await copied(page))
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split('\t'));
    expect(cells.map(([number]) => number)).toEqual(['5200', '5199']);
    expect(cells[0]?.[1]).toMatch(/^2026-05-14 \d\d:\d\d$/);
    expect(cells[0]?.[2]).toBe('Alex Example approved it: 5200.50 to 15200 (USD).');
    await fromMenu(page, 'Copy with column titles');
    await expect.poll(() => copied(page)).toMatch(/^No\.\tWhen\tWhat\tWho\tPayment\r\n5200\t/);
    expect(await copiedHtml(page)).toContain('<th>When</th>');
  });
});

test('payouts are copied with their currency, and open under their row', async ({ page }) => {
  await withInvented(page, {}, async () => {
    await goTo(page, 'Payouts');
    const payouts = grid(page, 'Payouts');
    await payouts.locator('[data-row]').nth(1).click();
    await page.keyboard.press('Control+c');
    await expect(page.getByText('Copied 1 row')).toBeVisible();
    expect(await copied(page)).toMatch(
      /^2026-05-13\t8262\.71\t0\.00\t-243\.02\t0\.00\t8019\.69\tUSD\tTies out\tTo be posted\r\n$/,
    );
    await page.keyboard.press('ArrowRight');
    await expect(payouts.getByText('Adds up to')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Tab');
    await expect(payouts.getByRole('button', { name: /^Details of/, expanded: true })).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowLeft');
    await expect(payouts.getByText('Adds up to')).toBeHidden();
    await payouts.getByRole('columnheader', { name: 'Payments' }).getByRole('button').click();
    await expect(payouts.locator('[data-row]').first()).toContainText('$12,720.63');
  });
});

test('columns stay as they were arranged', async ({ page }) => {
  await withInvented(page, { history: 40 }, async () => {
    await openHistory(page);
    await fromMenu(page, 'Columns');
    const dialog = page.getByRole('dialog', { name: 'Columns of History' });
    await dialog.getByRole('checkbox', { name: 'Kind' }).check();
    await dialog.getByRole('checkbox', { name: 'Payment' }).uncheck();
    await dialog.getByRole('button', { name: 'Move Who up' }).click();
    await dialog.getByRole('button', { name: 'Move Who up' }).click();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    // The first is that of the button that opens a row.
    const titles = async () => (await grid(page).getByRole('columnheader').allInnerTexts()).slice(1);
    await expect.poll(titles).toEqual(['No.', 'When', 'Who', 'What', 'Kind']);
    const width = async () => (await title(page, 'Who').boundingBox())?.width ?? 0;
    const before = await width();
    await title(page, 'Who').getByRole('button').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(width).toBe(Math.round(before) + 16);
    const saved = page.waitForResponse((response) => response.url().endsWith('lists.saveLayout'));
    await page.keyboard.press('Alt+Shift+ArrowLeft');
    await saved;
    await page.reload();
    await openHistory(page);
    expect(await titles()).toEqual(['No.', 'Who', 'When', 'What', 'Kind']);
    expect(await width()).toBe(Math.round(before) + 16);
  });
});

test('what is printed is the list alone, on white, and says what is missing from it', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => document.body.setAttribute('data-printed', String(Date.now()));
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  await withInvented(page, { history: ENTRIES }, async () => {
    await openHistory(page);
    await fromMenu(page, 'Print');
    await expect(page.locator('body[data-printed]')).toHaveCount(1);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const sheet = page.locator('.list-sheet');
    await expect(sheet.getByRole('heading', { name: 'History' })).toBeVisible();
    await expect(sheet).toContainText('PRO01 Demo Company');
    await expect(sheet).toContainText('of 5,200 rows. The others were not read');
    await expect(page.getByRole('navigation', { name: 'Screens' })).toBeHidden();
    await expect(grid(page)).toBeHidden();
    expect(await sheet.evaluate((it) => getComputedStyle(it).backgroundColor)).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect(sheet).toHaveCount(0);
  });
});

test('the review list is sorted by its titles, copied as cells and printed', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => document.body.setAttribute('data-printed', String(Date.now()));
  });
  await withInvented(page, {}, async () => {
    const options = page.getByRole('option');
    await expect(options.first()).toBeVisible();
    const sorting = page.getByRole('group', { name: 'Sort by' });
    await sorting.getByRole('button', { name: 'Amount' }).click();
    await expect(sorting.getByRole('button', { name: 'Amount, largest first' })).toBeVisible();
    await expect(options.first()).toContainText('£2,396.12');
    await sorting.getByRole('button', { name: 'Amount' }).click();
    await expect(options.first()).not.toContainText('£2,396.12');
    await sorting.getByRole('button', { name: 'Amount' }).click();
    await expect(options.first()).toContainText('£2,396.12');

    await options.first().click();
    await page.keyboard.press('Control+c');
    await expect(page.getByText('Copied 1 row')).toBeVisible();
    expect((await copied(page)).split('\t').slice(4, 6)).toEqual(['2396.12', 'GBP']);
    await page.keyboard.press('Space');
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+c');
    await expect(page.getByText('Copied 2 rows')).toBeVisible();
    expect((await copied(page)).trimEnd().split('\r\n')).toHaveLength(2);

    await page.getByRole('button', { name: 'Ready: copy, print, columns' }).click();
    await page.getByRole('menuitem', { name: 'Columns to copy and print' }).click();
    await page.getByRole('checkbox', { name: 'Kind' }).uncheck();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Control+p');
    await expect(page.locator('body[data-printed]')).toHaveCount(1);
    const sheet = page.locator('.list-sheet');
    await page.emulateMedia({ media: 'print' });
    await expect(sheet.getByRole('heading', { name: 'Review: Ready' })).toBeVisible();
    await expect(sheet.getByRole('columnheader', { name: 'Kind' })).toHaveCount(0);
    await expect(sheet.getByRole('row').nth(1)).toContainText('£2,396.12');
    await page.emulateMedia({ media: 'screen' });
    await expectAccessible(page);
  });
});
