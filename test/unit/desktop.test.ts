import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AppEvent, Handlers } from '../../shared/api.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../src-main/desktop/channels.ts';
import { startDesktop } from '../../src-main/desktop/index.ts';
import { APP_URL, windowFile } from '../../src-main/desktop/protocol.ts';
import { electronStandIn } from '../support/electron-stand-in.ts';

const status = {
  version: '1.0.0',
  phase: 'ready',
  demo: true,
  company: 'Demo',
  baseCurrency: 'USD',
  timeZone: 'America/New_York',
  locale: null,
  secretsKept: { persistent: true, message: null },
  connections: [],
  working: null,
};

function build(options: { firstInstance?: boolean; args?: string[] } = {}) {
  const standIn = electronStandIn(options);
  const listeners = new Set<(event: AppEvent) => void>();
  const called: string[] = [];
  const unexpected: string[] = [];
  const life = { closed: 0, caughtUp: 0, created: 0 };
  const handlers = {
    'app.status': async () => status,
    'review.counts': async () => [{ tab: 'ready', count: 3, totals: [] }],
    'sync.run': async () => {
      called.push('sync.run');
      return { started: true };
    },
    'sync.pause': async ({ paused }: { paused: boolean }) => {
      called.push(`sync.pause ${paused}`);
      return { paused };
    },
    'settings.get': async () => {
      throw new Error('disk on fire');
    },
  } as unknown as Handlers;
  const directory = mkdtempSync(join(tmpdir(), 'matchbook-desktop-'));
  const start = () =>
    startDesktop({
      electron: standIn.electron,
      directory,
      windowFiles: '/app/out/renderer',
      preload: '/app/out/preload/preload.cjs',
      assets: '/app/assets',
      args: options.args ?? [],
      createApp: async () => {
        life.created += 1;
        return {
          handlers,
          events: {
            subscribe: (listener) => {
              listeners.add(listener);
              return () => void listeners.delete(listener);
            },
          },
          catchUp: () => {
            life.caughtUp += 1;
          },
          close: async () => {
            life.closed += 1;
          },
        };
      },
      checkForUpdates: () => called.push('updates'),
      onUnexpected: (name) => unexpected.push(name),
    });
  const emit = (event: AppEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return { ...standIn, start, emit, called, unexpected, life, directory };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const ourFrame = { url: APP_URL, parent: null };

describe('the security checklist', () => {
  let desktop: ReturnType<typeof build>;
  beforeEach(async () => {
    desktop = build();
    await desktop.start();
  });

  it('isolates and sandboxes the window, and gives it no Node', () => {
    expect(desktop.windows[0]?.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    });
    expect(desktop.state.sandboxed).toBe(true);
  });

  it('loads the window from a protocol of its own, with a policy that lets no foreign or inline script in', async () => {
    expect(desktop.windows[0]?.url).toBe(APP_URL);
    expect(desktop.schemes).toEqual([
      { scheme: 'matchbook-app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    const page = await desktop.protocols.get('matchbook-app')?.(new Request(APP_URL));
    const policy = page?.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(page?.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it.each([
    'matchbook-app://window/../../etc/passwd',
    'matchbook-app://window/..%2f..%2fetc/passwd',
    'matchbook-app://window/%00',
    'matchbook-app://window/%E0%A4%A',
    'matchbook-app://window/a%5c..%5c..%5cx',
    'matchbook-app://elsewhere/index.html',
    'file:///etc/passwd',
  ])('serves nothing outside the window’s folder: %s', (address) => {
    const file = windowFile('/app/out/renderer', address);
    expect(file === null || file.startsWith('/app/out/renderer/')).toBe(true);
  });

  it('refuses every permission, device and download', () => {
    const answers: boolean[] = [];
    for (const permission of ['camera', 'geolocation', 'clipboard-read', 'openExternal']) {
      desktop.decisions.permission?.(null, permission, (granted) => answers.push(granted));
    }
    expect(answers).toEqual([false, false, false, false]);
    expect(desktop.decisions.check?.()).toBe(false);
    expect(desktop.decisions.device?.()).toBe(false);
    let prevented = false;
    desktop.session.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  it('goes nowhere but its own pages, opens no window, attaches no webview', () => {
    const contents = desktop.windows[0]?.webContents;
    expect(contents?.navigate('matchbook-app://window/index.html#/review')).toBe(true);
    expect(contents?.navigate('https://evil.example/')).toBe(false);
    expect(contents?.navigate('matchbook-app://window.evil.example/')).toBe(false);
    expect(contents?.navigate('file:///c:/')).toBe(false);
    expect(contents?.windowOpen?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
    expect(desktop.opened).toEqual([]);
    contents?.windowOpen?.({ url: 'https://dashboard.stripe.com/payments/pi_1' });
    expect(desktop.opened).toEqual(['https://dashboard.stripe.com/payments/pi_1']);
    let prevented = 0;
    contents?.emit('will-attach-webview', { preventDefault: () => (prevented += 1) });
    contents?.emit('will-redirect', { preventDefault: () => (prevented += 1) });
    expect(prevented).toBe(2);
  });

  it('answers calls of its own top frame alone', async () => {
    const foreign = [
      null,
      { url: 'https://evil.example/', parent: null },
      { url: 'matchbook-app://window.evil.example/x', parent: null },
      { url: APP_URL, parent: ourFrame },
    ];
    for (const frame of foreign) {
      expect(await desktop.invoke(CALL_CHANNEL, frame, 'app.status', {})).toMatchObject({
        ok: false,
        failure: { code: 'FOREIGN_SENDER' },
      });
    }
    expect(await desktop.invoke(CALL_CHANNEL, ourFrame, 'app.status', {})).toMatchObject({ ok: true });
  });

  it('checks what a call carries, and hides what nobody foresaw', async () => {
    const refused = async (name: unknown, input: unknown) => {
      const answer = (await desktop.invoke(CALL_CHANNEL, ourFrame, name, input)) as {
        failure: { code: string; happened: string };
      };
      return answer.failure;
    };
    expect((await refused('toString', {})).code).toBe('UNKNOWN_CALL');
    expect((await refused('__proto__', {})).code).toBe('UNKNOWN_CALL');
    expect((await refused('sync.pause', { paused: 'yes' })).code).toBe('BAD_INPUT');
    const unforeseen = await refused('settings.get', {});
    expect(unforeseen.code).toBe('UNEXPECTED');
    expect(unforeseen.happened).not.toContain('disk on fire');
    expect(desktop.unexpected).toEqual(['settings.get']);
  });

  it('has the fuses of the packaged app set', () => {
    const yml = readFileSync('electron-builder.yml', 'utf8');
    for (const line of [
      'runAsNode: false',
      'enableCookieEncryption: true',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ]) {
      expect(yml).toContain(`  ${line}\n`);
    }
  });
});

describe('the app in the tray', () => {
  it('hides instead of closing, and ends only when it is quit, after the app has closed', async () => {
    const desktop = build();
    await desktop.start();
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
    const desktop = build();
    await desktop.start();
    await settle();
    const tray = desktop.trays[0];
    expect(tray?.toolTip).toBe('Matchbook: 3 to review');
    expect(tray?.image).toContain('needs_you');
    expect(desktop.state.badge).toBe(3);
    const item = (label: string) => tray?.menu.find((candidate) => candidate.label === label);
    item('Sync now')?.click?.({ checked: false });
    item('Pause the schedule')?.click?.({ checked: true });
    item('Start with Windows')?.click?.({ checked: true });
    await settle();
    expect(desktop.called).toEqual(['updates', 'sync.run', 'sync.pause true']);
    expect(desktop.state.openAtLogin).toBe(true);
  });

  it('started at login stays hidden', async () => {
    const desktop = build({ args: ['--hidden'] });
    await desktop.start();
    desktop.windows[0]?.emit('ready-to-show');
    expect(desktop.windows[0]?.visible).toBe(false);
  });

  it('catches up once after the computer slept', async () => {
    const desktop = build();
    await desktop.start();
    desktop.powerMonitor.emit('resume');
    expect(desktop.life.caughtUp).toBe(1);
  });
});

describe('a second start', () => {
  it('does not build a second app, and quits', async () => {
    const desktop = build({ firstInstance: false });
    await desktop.start();
    expect(desktop.life.created).toBe(0);
    expect(desktop.windows).toHaveLength(0);
    expect(desktop.state.quits).toBe(1);
  });

  it('shows the first one, at the transaction that its link names', async () => {
    const desktop = build();
    await desktop.start();
    desktop.app.emit('second-instance', {}, ['matchbook.exe', 'matchbook://review/stripe%3Ach_1']);
    expect(desktop.windows[0]?.visible).toBe(true);
    expect(desktop.windows[0]?.webContents.sent).toContainEqual({
      channel: EVENT_CHANNEL,
      payload: { type: 'open', screen: 'review', transactionId: 'stripe:ch_1' },
    });
  });
});

describe('an alert', () => {
  const alert = {
    type: 'alert',
    code: 'X',
    title: 'Stripe refused the key',
    message: 'Nothing was lost.',
  } as const;

  it('becomes a notification that opens what it speaks of', async () => {
    const desktop = build();
    await desktop.start();
    desktop.emit({ ...alert, severity: 'error', transactionId: null });
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

  it('that only informs stays in the window', async () => {
    const desktop = build();
    await desktop.start();
    desktop.emit({ ...alert, severity: 'info', transactionId: null });
    expect(desktop.notifications).toHaveLength(0);
    expect(desktop.windows[0]?.webContents.sent.at(-1)?.payload).toMatchObject({ type: 'alert' });
  });
});
