/** The desktop shell over the real app with no company to show: a first start, and a company file that is damaged. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src-main/app.ts';
import { desktopScene, settle } from '../support/desktop-scene.ts';

const homes: string[] = [];
const apps: App[] = [];

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

async function shellOver(prepare: (home: string) => void) {
  const home = mkdtempSync(join(tmpdir(), 'matchbook-shell-'));
  homes.push(home);
  prepare(home);
  const faults: unknown[] = [];
  const app = await createApp({
    directory: home,
    keychain: 'memory',
    background: false,
    onFault: (_, error) => faults.push(error),
  });
  apps.push(app);
  const desktop = desktopScene({ app, args: ['--hidden'] });
  await desktop.start();
  await settle();
  const item = (name: string) => desktop.trays[0]?.menu.find(({ label }) => label === name);
  return { desktop, app, faults, item };
}

describe.each([
  {
    start: 'a first start',
    prepare: () => undefined,
    toolTip: 'Matchbook: nothing needs you',
    image: 'idle',
    phase: 'fresh',
  },
  {
    start: 'a start over a damaged company file',
    prepare: (home: string) => {
      mkdirSync(join(home, 'live'));
      writeFileSync(join(home, 'live', 'company.db'), 'not a company file at all'.repeat(400));
      writeFileSync(join(home, 'profile.json'), '{"open":"live"}\n');
    },
    toolTip: 'Matchbook: a problem needs you',
    image: 'problem',
    phase: 'damaged',
  },
])('$start', ({ prepare, toolTip, image, phase }) => {
  it('is told by the tray, and nothing is reported as a fault', async () => {
    const { desktop, app, faults, item } = await shellOver(prepare);
    expect((await app.handlers['app.status']({})).phase).toBe(phase);
    expect(desktop.trays[0]?.toolTip).toBe(toolTip);
    expect(desktop.trays[0]?.image).toContain(image);
    expect(item('Sync now')?.enabled).toBe(false);
    expect(item('Pause the schedule')?.enabled).toBe(false);
    desktop.powerMonitor.emit('resume');
    await settle();
    expect(desktop.unexpected).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('answers a task of the jump list with the window, which says what is to be done first', async () => {
    const { desktop } = await shellOver(prepare);
    expect(desktop.windows).toHaveLength(0);
    desktop.app.emit('second-instance', {}, ['matchbook.exe', '--sync-now']);
    await settle();
    expect(desktop.windows).toHaveLength(1);
    expect(desktop.unexpected).toEqual([]);
  });
});
