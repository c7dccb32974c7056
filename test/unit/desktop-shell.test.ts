import { describe, expect, it } from 'vitest';
import { EVENT_CHANNEL } from '../../src-main/desktop/channels.ts';
import { placeOf } from '../../src-main/desktop/notifications.ts';
import { desktopScene, settle } from '../support/desktop-scene.ts';

async function started(options: Parameters<typeof desktopScene>[0] = {}) {
  const desktop = desktopScene(options);
  await desktop.start();
  await settle();
  return desktop;
}

describe('the app in the tray', () => {
  it('hides instead of closing, and ends only when it is quit, after the app has closed', async () => {
    const desktop = await started();
    const window = desktop.windows[0];
    window?.emit('ready-to-show');
    expect(window?.visible).toBe(true);
    window?.close();
    expect(window?.destroyed).toBe(false);
    expect(window?.visible).toBe(false);

    desktop.app.quit();
    await settle();
    expect(desktop.life.closed).toBe(1);
    expect(desktop.state.quits).toBe(1);
    expect(desktop.trays[0]?.destroyed).toBe(true);
  });

  it('says how much waits, and lets one sync, pause and quit', async () => {
    const desktop = await started();
    const tray = desktop.trays[0];
    expect(tray?.toolTip).toBe('Matchbook: 3 to review');
    expect(tray?.image).toContain('needs_you');
    const item = (label: string) => tray?.menu.find((candidate) => candidate.label === label);
    item('Sync now')?.click?.({ checked: false });
    item('Pause the schedule')?.click?.({ checked: true });
    item('Start with Windows')?.click?.({ checked: true });
    await settle();
    expect(desktop.called).toEqual(['sync.run', 'sync.pause true']);
    expect(desktop.state.openAtLogin).toBe(true);
  });

  it('says that the schedule waits for mains power', async () => {
    const desktop = desktopScene();
    desktop.appNow.status = { ...desktop.appNow.status, scheduleHeld: 'on_battery' };
    await desktop.start();
    await settle();
    expect(desktop.trays[0]?.toolTip).toBe('Matchbook: 3 to review. On battery, the schedule waits');
  });

  it('is quiet while a company is closed between its two questions', async () => {
    const desktop = await started();
    const open = desktop.appNow.status;
    desktop.appNow.counts = async () => {
      desktop.appNow.status = { ...open, phase: 'fresh', company: null, environment: null };
      throw new Error('nothing is open');
    };
    desktop.emit({ type: 'changed', topics: ['status'] });
    await settle();
    expect(desktop.unexpected).toEqual([]);
    expect(desktop.trays[0]?.toolTip).toBe('Matchbook: nothing needs you');
  });

  it('reports counts that fail while the company is open', async () => {
    const desktop = await started();
    desktop.appNow.counts = async () => {
      throw new Error('disk on fire');
    };
    desktop.emit({ type: 'changed', topics: ['review'] });
    await settle();
    expect(desktop.unexpected).toEqual(['tray']);
  });

  it('started at login has no window before one is wanted', async () => {
    const desktop = await started({ args: ['--hidden'] });
    expect(desktop.windows).toHaveLength(0);
    desktop.trays[0]?.menu.find(({ label }) => label === 'Open Matchbook')?.click?.({ checked: false });
    desktop.windows[0]?.emit('ready-to-show');
    expect(desktop.windows[0]?.visible).toBe(true);
  });
});

describe('a second start', () => {
  it('does not build a second app, and quits', async () => {
    const desktop = await started({ firstInstance: false });
    expect(desktop.life.created).toBe(0);
    expect(desktop.windows).toHaveLength(0);
    expect(desktop.state.quits).toBe(1);
  });

  it('shows the first one, at the transaction that its link names', async () => {
    const desktop = await started();
    desktop.app.emit('second-instance', {}, ['matchbook.exe', 'matchbook://review/stripe%3Ach_1']);
    expect(desktop.windows[0]?.visible).toBe(true);
    expect(desktop.windows[0]?.webContents.sent).toContainEqual({
      channel: EVENT_CHANNEL,
      payload: { type: 'open', screen: 'review', transactionId: 'stripe:ch_1' },
    });
  });

  it('shows the page of the settings that its link names', async () => {
    const desktop = await started();
    desktop.app.emit('second-instance', {}, ['matchbook.exe', 'matchbook://settings/backup']);
    expect(desktop.windows[0]?.webContents.sent).toContainEqual({
      channel: EVENT_CHANNEL,
      payload: { type: 'open', screen: 'settings', transactionId: null, page: 'backup' },
    });
  });

  it('with a link, where no window was open yet: tells it when its page is there', async () => {
    const desktop = await started({ args: ['--hidden'] });
    desktop.app.emit('second-instance', {}, ['matchbook.exe', 'matchbook://payouts']);
    expect(desktop.windows[0]?.webContents.sent).toEqual([]);
    await settle();
    expect(desktop.windows[0]?.webContents.sent.at(-1)?.payload).toMatchObject({ screen: 'payouts' });
  });

  it('at login, when it runs already, shows nothing', async () => {
    const desktop = await started({ args: ['--hidden'] });
    desktop.app.emit('second-instance', {}, ['matchbook.exe', '--hidden']);
    expect(desktop.windows).toHaveLength(0);
  });
});

describe('the jump list', () => {
  it('starts the program with tasks that the instance at work carries out, without a window in the way', async () => {
    const desktop = await started({ args: ['--hidden'] });
    const tasks = Object.fromEntries(desktop.userTasks.map((task) => [task.title, task]));
    expect(Object.keys(tasks)).toEqual(['Sync now', 'Review', 'Pause the schedule']);
    expect(tasks['Sync now']?.program).toBe('C:\\Matchbook\\Matchbook.exe');
    const start = (title: string): void =>
      void desktop.app.emit('second-instance', {}, [
        'matchbook.exe',
        ...(tasks[title]?.arguments ?? '').split(' '),
      ]);
    start('Sync now');
    start('Pause the schedule');
    await settle();
    expect(desktop.called).toEqual(['sync.run', 'sync.pause true']);
    expect(desktop.windows).toHaveLength(0);
    start('Review');
    await settle();
    expect(desktop.windows[0]?.webContents.sent.at(-1)?.payload).toMatchObject({ screen: 'review' });
  });

  it('offers to resume what is paused', async () => {
    const desktop = desktopScene();
    const connection = { paused: true, problem: null } as (typeof desktop.appNow.status.connections)[number];
    desktop.appNow.status = { ...desktop.appNow.status, connections: [connection] };
    await desktop.start();
    await settle();
    expect(desktop.userTasks.at(-1)).toMatchObject({
      title: 'Resume the schedule',
      arguments: '--resume-schedule',
    });
  });

  it('is Windows’ own: elsewhere none is set', async () => {
    const desktop = await started({ platform: 'linux' });
    expect(desktop.userTasks).toEqual([]);
  });
});

describe('the taskbar', () => {
  const progress = { type: 'progress', task: 'run', label: 'Reading' } as const;

  it('shows how far a run is, then nothing', async () => {
    const desktop = await started();
    const window = desktop.windows[0];
    window?.emit('ready-to-show');
    desktop.emit({ ...progress, fraction: null, done: false });
    expect(window?.progress).toBe('indeterminate');
    desktop.emit({ ...progress, fraction: 0.4, done: false });
    expect(window?.progress).toBe(0.4);
    desktop.emit({ ...progress, fraction: 1, done: true });
    expect(window?.progress).toBe(-1);
  });

  it('has the count over the icon, again after the window was away', async () => {
    const desktop = await started();
    const window = desktop.windows[0];
    window?.emit('ready-to-show');
    expect(window?.overlay).toEqual({ image: '/app/assets/badge/3.png', description: '3 to review' });
    window?.close();
    desktop.appNow.waiting = 12;
    desktop.emit({ type: 'changed', topics: ['review'] });
    await settle();
    window?.show();
    expect(window?.overlay).toEqual({ image: '/app/assets/badge/more.png', description: '12 to review' });
    desktop.appNow.waiting = 0;
    desktop.emit({ type: 'changed', topics: ['review'] });
    await settle();
    expect(window?.overlay).toEqual({ image: null, description: '' });
  });

  it('outside Windows the count is the program’s badge', async () => {
    const desktop = await started({ platform: 'linux' });
    expect(desktop.state.badge).toBe(3);
  });
});

describe('an alert', () => {
  const alert = {
    type: 'alert',
    code: 'X',
    title: 'Stripe refused the key',
    message: 'Nothing was lost.',
    transactionId: null,
  } as const;

  it('becomes a notification that opens what it speaks of', async () => {
    const desktop = await started();
    desktop.emit({ ...alert, severity: 'error', kind: 'sync_failed' });
    await settle();
    expect(desktop.notifications[0]).toMatchObject({
      shown: true,
      options: { title: alert.title, body: alert.message },
    });
    desktop.notifications[0]?.emit('click');
    expect(desktop.windows[0]?.webContents.sent.at(-1)?.payload).toEqual({
      type: 'open',
      screen: 'today',
      transactionId: null,
    });
  });

  it.each([
    ['needs_you', 'review'],
    ['payout', 'payouts'],
    ['posting_failed', 'exceptions'],
    ['sync_failed', 'today'],
    [undefined, 'today'],
  ] as const)('of the kind %s opens %s', (kind, screen) => {
    expect(placeOf({ transactionId: null, kind }).screen).toBe(screen);
  });

  it('that only informs stays in the window', async () => {
    const desktop = await started();
    desktop.emit({ ...alert, severity: 'info' });
    await settle();
    expect(desktop.notifications).toHaveLength(0);
    expect(desktop.windows[0]?.webContents.sent.at(-1)?.payload).toMatchObject({ type: 'alert' });
  });

  it('of a kind that the user does not want, or in quiet hours, stays in the window', async () => {
    const desktop = await started();
    const { settings } = desktop.appNow;
    const chosen = (notifications: Partial<typeof settings.notifications>) => ({
      ...settings,
      notifications: { ...settings.notifications, ...notifications },
    });
    desktop.appNow.settings = chosen({ kinds: { ...settings.notifications.kinds, payout: false } });
    desktop.emit({ ...alert, severity: 'warning', kind: 'payout' });
    await settle();
    desktop.appNow.settings = chosen({ quietFrom: '11:00', quietTo: '13:00' });
    desktop.emit({ ...alert, severity: 'error', kind: 'sync_failed' });
    await settle();
    expect(desktop.notifications).toHaveLength(0);
  });
});
