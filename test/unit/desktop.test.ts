import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { CALL_CHANNEL } from '../../src-main/desktop/channels.ts';
import { APP_URL, windowFile } from '../../src-main/desktop/protocol.ts';
import { desktopScene } from '../support/desktop-scene.ts';

const ourFrame = { url: APP_URL, parent: null };

describe('the security checklist', () => {
  let desktop: ReturnType<typeof desktopScene>;
  beforeEach(async () => {
    desktop = desktopScene();
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

  it('refuses every permission and device, and every download but of what the window made itself', () => {
    const answers: boolean[] = [];
    for (const permission of ['camera', 'geolocation', 'clipboard-read', 'openExternal']) {
      desktop.decisions.permission?.(null, permission, (granted) => answers.push(granted));
    }
    expect(answers).toEqual([false, false, false, false]);
    expect(desktop.decisions.check?.()).toBe(false);
    expect(desktop.decisions.device?.()).toBe(false);
    const prevented = (url: string): boolean => {
      let stopped = false;
      const event = { preventDefault: () => (stopped = true) };
      desktop.session.emit('will-download', event, { getURL: () => url });
      return stopped;
    };
    expect(prevented('https://evil.example/setup.exe')).toBe(true);
    expect(prevented('blob:https://evil.example/0f5c')).toBe(true);
    expect(prevented('blob:matchbook-app://window.evil.example/0f5c')).toBe(true);
    expect(prevented('matchbook-app://window/index.html')).toBe(true);
    expect(prevented('blob:matchbook-app://window/0f5c')).toBe(false);
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
    const unforeseen = await refused('review.detail', { transactionId: 'stripe:ch_1' });
    expect(unforeseen.code).toBe('UNEXPECTED');
    expect(unforeseen.happened).not.toContain('disk on fire');
    expect(desktop.unexpected).toEqual(['review.detail']);
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
