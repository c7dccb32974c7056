/** What every journey does: visit, find the way, look at the list. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { startInvented, startMatchbook } from '../support/browser-hosts.ts';

export type ScreenName =
  | 'Today'
  | 'Review'
  | 'Orders'
  | 'Payouts'
  | 'Exceptions'
  | 'History'
  | 'Reports'
  | 'Flows'
  | 'Customers'
  | 'Settings';

export async function goTo(page: Page, screen: ScreenName): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click();
  await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
}

/** Nothing on the page is still being read: no shape of what is coming, no turning wheel. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('.fui-Skeleton, .fui-Spinner')).toHaveCount(0, { timeout: 60_000 });
}

export async function openList(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
  await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
}

export const rows = (page: Page) => page.getByRole('option');

/** How many a list holds, as its first row says to a screen reader. */
export async function sizeOfList(page: Page): Promise<number> {
  await expect(rows(page).first()).toBeVisible();
  return Number(await rows(page).first().getAttribute('aria-setsize'));
}

/** WCAG 2.2 A and AA, as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // Fluent UI's focus guards: they pass the focus on the moment they get it.
    .exclude('[data-tabster-dummy]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
}

/** The invented company, visited; ended after `journey`. */
export async function withInvented(
  page: Page,
  options: { size?: number; fresh?: boolean; tour?: boolean; history?: number; damaged?: boolean },
  journey: (host: { stop(): Promise<void> }) => Promise<void>,
): Promise<void> {
  const host = await startInvented(options);
  try {
    await page.goto(host.url);
    await journey(host);
  } finally {
    await host.stop();
  }
}

/** The real app, nothing connected, visited; ended after `journey`. */
export async function withMatchbook(
  page: Page,
  journey: () => Promise<void>,
  options: { tour?: boolean } = {},
): Promise<void> {
  const host = await startMatchbook(undefined, options);
  try {
    await page.goto(host.url);
    await journey();
  } finally {
    await host.stop();
  }
}

/** Fills in the form of a gateway by CSV, on a page or in a dialog, has it tested, and connects it. */
export async function connectExports(form: Page | Locator, folder: string): Promise<void> {
  await form.getByRole('radio', { name: /CSV files/ }).check();
  await form.getByLabel(/^Folder with the exports/).fill(folder);
  await form.getByRole('button', { name: /Test/ }).click();
  await form
    .getByRole('button', { name: /Connect|Save/ })
    .last()
    .click();
}
