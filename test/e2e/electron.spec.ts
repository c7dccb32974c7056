import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test } from '@playwright/test';
import { electronPresence } from '../support/browser-electron.ts';
import { markTourSeen, projectRoot } from '../support/browser-hosts.ts';
import { mainJourney } from './main-journey.ts';

const electron = electronPresence();

test('the same journey in the Electron app', async () => {
  test.skip(!electron.present, electron.present ? '' : electron.reason);
  if (!electron.present) return;
  test.setTimeout(300_000);
  const home = await mkdtemp(join(tmpdir(), 'matchbook-electron-'));
  await markTourSeen(home);
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [projectRoot],
    env: { ...process.env, MATCHBOOK_HOME: home, MATCHBOOK_KEYCHAIN: 'memory' } as Record<string, string>,
  });
  try {
    await mainJourney(await app.firstWindow());
  } finally {
    await app.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
});
