import { test } from '@playwright/test';
import { mainJourney } from './main-journey.ts';
import { withMatchbook } from './window.ts';

test('a first-time user tries the demo, approves, sees the receipt in the ledger, and takes it back', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await withMatchbook(page, () => mainJourney(page));
});
