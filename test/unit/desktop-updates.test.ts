import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createUpdates, type Updater } from '../../src-main/desktop/updates.ts';
import { desktopScene, settle } from '../support/desktop-scene.ts';
import { UpdaterStandIn } from '../support/updater-stand-in.ts';

function scene(directory = mkdtempSync(join(tmpdir(), 'matchbook-updates-'))) {
  const updater = new UpdaterStandIn();
  const clock = { now: new Date('2026-03-02T09:00:00Z') };
  const steps: string[] = [];
  const unexpected: unknown[] = [];
  let look: (() => void) | null = null;
  const updates = createUpdates({
    load: async () => updater as unknown as Updater,
    version: '1.0.0',
    directory,
    now: () => clock.now,
    onChanged: ({ phase }) => steps.at(-1) !== phase && steps.push(phase),
    beforeRestart: async () => void steps.push('closed'),
    quit: () => steps.push('quit'),
    onUnexpected: (_name, error) => unexpected.push(error),
    every: (_ms, again) => {
      look = again;
      return () => {
        look = null;
      };
    },
  });
  const hours = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 1) {
      clock.now = new Date(clock.now.getTime() + 3_600_000);
      look?.();
      await settle();
    }
  };
  return { updates, updater, clock, steps, unexpected, hours, directory };
}

describe('newer versions', () => {
  it('are looked for at the start and once a day', async () => {
    const { updates, updater, hours } = scene();
    updates.start();
    await settle();
    expect(updater.looks).toBe(1);
    await hours(23);
    expect(updater.looks).toBe(1);
    await hours(25);
    expect(updater.looks).toBe(3);
    updates.stop();
    await hours(48);
    expect(updater.looks).toBe(3);
  });

  it('are not looked for when the user said so, today and after the next start', async () => {
    const { updates, updater, hours, directory } = scene();
    expect(updates.setAutomatic(false).automatic).toBe(false);
    updates.start();
    await hours(30);
    expect(updater.looks).toBe(0);
    expect(scene(directory).updates.state().automatic).toBe(false);
    await updates.check();
    expect(updater.looks).toBe(1);
  });

  it('are downloaded, and then wait for the user', async () => {
    const { updates, updater, steps } = scene();
    updater.offer = '1.1.0';
    await updates.check();
    updater.download(40);
    expect(updates.state()).toMatchObject({ phase: 'downloading', available: '1.1.0', progress: 0.4 });
    updater.download(100);
    expect(updates.state()).toMatchObject({ phase: 'ready', available: '1.1.0', progress: null });
    expect(updater.installs).toEqual([]);
    await updates.check();
    expect(updates.state().phase).toBe('ready');
    await updates.install();
    await settle();
    expect(updater.installs).toEqual([{ silent: true, runAfter: true }]);
    expect(steps).toEqual(['checking', 'downloading', 'ready', 'restarting', 'closed', 'quit']);
  });

  it('are not installed before there are any', async () => {
    const { updates, updater } = scene();
    await updates.install();
    await updates.check();
    await updates.install();
    expect(updater.installs).toEqual([]);
    expect(updates.state()).toMatchObject({ phase: 'current', checkedAt: '2026-03-02T09:00:00.000Z' });
  });

  it('that cannot be looked for are a calm sentence, without the error’s own words', async () => {
    const { updates, updater, unexpected } = scene();
    updater.offer = new Error('net::ERR_NAME_NOT_RESOLVED at https://updates.matchbook.example/latest.yml');
    const state = await updates.check();
    expect(state).toMatchObject({ phase: 'failed' });
    expect(state.problem).toContain('goes on with this version');
    expect(state.problem).not.toContain('ERR_');
    expect(unexpected).toHaveLength(1);
    updater.offer = null;
    expect((await updates.check()).problem).toBeNull();
  });

  it('whose download breaks off, or is not what was signed, are not used', async () => {
    const { updates, updater } = scene();
    updater.offer = '1.1.0';
    await updates.check();
    updater.emit('error', new Error('sha512 checksum mismatch'));
    expect(updates.state()).toMatchObject({ phase: 'failed', progress: null });
    expect(updates.state().problem).toContain('not used');
  });
});

describe('an update that is ready', () => {
  it('is in the tray’s menu, and restarts only after the posting at hand', async () => {
    const updater = new UpdaterStandIn();
    updater.offer = '1.1.0';
    const posting = Promise.withResolvers<void>();
    const desktop = desktopScene({ updater, posting: posting.promise });
    await desktop.start();
    await settle();
    const item = () => desktop.trays[0]?.menu.find(({ label }) => label?.startsWith('Restart'));
    expect(item()).toBeUndefined();
    updater.download(100);
    await settle();
    expect(item()?.label).toBe('Restart to update to 1.1.0');
    expect(desktop.windows[0]?.webContents.sent.at(-1)?.payload).toEqual({
      type: 'changed',
      topics: ['updates'],
    });
    item()?.click?.({ checked: false });
    await settle();
    expect(updater.installs).toEqual([]);
    posting.resolve();
    await settle();
    expect(updater.installs).toHaveLength(1);
    expect(desktop.life.closed).toBe(1);
    expect(desktop.state.quits).toBe(1);
  });

  it('does not restart by itself', async () => {
    const updater = new UpdaterStandIn();
    updater.offer = '1.1.0';
    const desktop = desktopScene({ updater });
    await desktop.start();
    await settle();
    updater.download(100);
    await settle();
    expect(updater.autoInstallOnAppQuit).toBe(true);
    expect(updater.installs).toEqual([]);
    expect(desktop.life.closed).toBe(0);
  });
});

describe('a host without updates', () => {
  it('offers none in its tray', async () => {
    const desktop = desktopScene();
    await desktop.start();
    await settle();
    expect(desktop.trays[0]?.menu.some(({ label }) => label?.startsWith('Restart'))).toBe(false);
  });
});
