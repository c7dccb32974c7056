/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security), item by item: how each is met, read from the
 * real configuration and driven through the shell. The same shell runs in real Electron in test/e2e/electron.spec.ts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { calls } from '../../shared/api.ts';
import { CALL_CHANNEL } from '../../src-main/desktop/channels.ts';
import { APP_URL, windowFile } from '../../src-main/desktop/protocol.ts';
import { desktopScene } from '../support/desktop-scene.ts';

const ourFrame = { url: APP_URL, parent: null };

let desktop: ReturnType<typeof desktopScene>;
beforeEach(async () => {
  desktop = desktopScene();
  await desktop.start();
});

const preferences = () => desktop.windows[0]?.options.webPreferences ?? {};
const contents = () => {
  const found = desktop.windows[0]?.webContents;
  if (found === undefined) throw new Error('There is no window.');
  return found;
};

/** Every source file of a folder, for what must not be written anywhere in it. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|html)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

describe('1. Only load secure content', () => {
  it('loads its own files by its own protocol and nothing from anywhere', async () => {
    expect(desktop.windows.map(({ url }) => url)).toEqual([APP_URL]);
    const page = readFileSync('src-renderer/index.html', 'utf8');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    const policy = (await served(APP_URL)).headers.get('Content-Security-Policy');
    expect(policy).not.toMatch(/https?:/);
  });
});

describe('2. Do not enable Node.js integration for remote content', () => {
  it('gives the window no Node, nor its workers, nor its frames', () => {
    expect(preferences()).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });
});

describe('3. Enable context isolation in all renderers', () => {
  it('keeps the preload apart from the page', () => {
    expect(preferences().contextIsolation).toBe(true);
  });
});

describe('4. Enable process sandboxing', () => {
  it('for the window, and for whatever else would be opened', () => {
    expect(preferences().sandbox).toBe(true);
    expect(desktop.state.sandboxed).toBe(true);
  });
});

describe('5. Handle session permission requests', () => {
  it('refuses every permission and device, and every download but of what the window made itself', () => {
    const answers: boolean[] = [];
    for (const permission of ['camera', 'geolocation', 'clipboard-read', 'notifications', 'openExternal']) {
      desktop.decisions.permission?.(null, permission, (granted) => answers.push(granted));
    }
    expect(answers).toEqual([false, false, false, false, false]);
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
});

describe('6. Do not disable webSecurity', () => {
  it('keeps it on', () => expect(preferences().webSecurity).toBe(true));
});

describe('7. Define a Content-Security-Policy', () => {
  it('lets in no foreign and no inline script, and no connection at all', async () => {
    const { headers } = await served(APP_URL);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it('has it on every file, also on what is not there', async () => {
    for (const address of ['matchbook-app://window/assets/x.js', 'matchbook-app://elsewhere/']) {
      expect((await served(address)).headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    }
  });
});

describe('8. Do not enable allowRunningInsecureContent', () => {
  it('keeps it off', () => expect(preferences().allowRunningInsecureContent).toBe(false));
});

describe('9. Do not enable experimental features', () => {
  it('asks for none', () => expect(preferences()).not.toHaveProperty('experimentalFeatures'));
});

describe('10. Do not use enableBlinkFeatures', () => {
  it('names none', () => {
    expect(preferences()).not.toHaveProperty('enableBlinkFeatures');
    for (const source of [...sources('src-main/desktop'), readFileSync('src-main/main.ts', 'utf8')]) {
      expect(source).not.toMatch(/enableBlinkFeatures|appendSwitch|commandLine/);
    }
  });
});

describe('11. <webview>: do not use allowpopups', () => {
  it('has no webview at all', () => {
    expect(preferences().webviewTag).toBe(false);
    for (const source of sources('src-renderer')) expect(source).not.toMatch(/<webview|allowpopups/);
  });
});

describe('12. <webview>: verify options and params', () => {
  it('attaches none, whatever its options', () => {
    let prevented = false;
    contents().emit('will-attach-webview', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

describe('13. Disable or limit navigation', () => {
  it.each([
    ['matchbook-app://window/index.html#/review', true],
    ['https://evil.example/', false],
    ['matchbook-app://window.evil.example/', false],
    ['matchbook-app://window@evil.example/', false],
    ['file:///c:/', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
  ])('%s: %s', (address, allowed) => {
    expect(contents().navigate(address)).toBe(allowed);
  });

  it('follows no redirect', () => {
    let prevented = false;
    contents().emit('will-redirect', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

describe('14. Disable or limit creation of new windows', () => {
  it('opens none', () => {
    expect(contents().windowOpen?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
    expect(contents().windowOpen?.({ url: APP_URL })).toEqual({ action: 'deny' });
    expect(desktop.windows).toHaveLength(1);
  });
});

describe('15. Do not use shell.openExternal with untrusted content', () => {
  it('opens the gateways’ own pages in the user’s browser, and nothing else', () => {
    for (const url of [
      'https://evil.example/',
      'https://dashboard.stripe.com.evil.example/',
      'https://dashboard.stripe.com@evil.example/',
      'http://dashboard.stripe.com/',
      'file:///c:/windows/system32/calc.exe',
      'ms-msdt:/id',
    ]) {
      contents().windowOpen?.({ url });
    }
    expect(desktop.opened).toEqual([]);
    contents().windowOpen?.({ url: 'https://dashboard.stripe.com/payments/pi_1' });
    expect(desktop.opened).toEqual(['https://dashboard.stripe.com/payments/pi_1']);
  });
});

describe('16. Use a current version of Electron', () => {
  it('takes the newest of its major version, from a registry that checks what it sends', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(devDependencies.electron).toMatch(/^\^\d+\./);
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const { version, integrity } = packages['node_modules/electron'];
    // Older majors get no fixes (electronjs.org/docs/latest/tutorial/electron-timelines).
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45);
    expect(integrity).toMatch(/^sha512-/);
  });
});

describe('17. Validate the sender of all IPC messages', () => {
  it('answers calls of its own top frame alone', async () => {
    const foreign = [
      null,
      { url: 'https://evil.example/', parent: null },
      { url: 'matchbook-app://window.evil.example/x', parent: null },
      { url: 'about:blank', parent: null },
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
    expect((await refused({ toString: () => 'app.status' }, {})).code).toBe('UNKNOWN_CALL');
    expect((await refused('sync.pause', { paused: 'yes' })).code).toBe('BAD_INPUT');
    const unforeseen = await refused('review.detail', { transactionId: 'stripe:ch_1' });
    expect(unforeseen.code).toBe('UNEXPECTED');
    expect(unforeseen.happened).not.toContain('disk on fire');
    expect(desktop.unexpected).toEqual(['review.detail']);
  });

  it('refuses an input that is not the contract’s, for every call', async () => {
    for (const name of Object.keys(calls)) {
      const answer = await desktop.invoke(CALL_CHANNEL, ourFrame, name, 'not an object');
      expect(answer, name).toMatchObject({ ok: false, failure: { code: 'BAD_INPUT' } });
    }
  });
});

describe('18. Avoid the file:// protocol, prefer custom protocols', () => {
  it('has one of its own, with no more privileges than a page needs', () => {
    expect(desktop.schemes).toEqual([
      { scheme: 'matchbook-app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
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

  it('serves reading alone', async () => {
    const posted = await desktop.protocols.get('matchbook-app')?.(new Request(APP_URL, { method: 'POST' }));
    expect(posted?.status).toBe(404);
  });
});

describe('19. Check which fuses you can change', () => {
  // That they reach the program is in test/integration/package-contents.test.ts.
  it.each([
    ['runAsNode', false],
    ['enableCookieEncryption', true],
    ['enableNodeOptionsEnvironmentVariable', false],
    ['enableNodeCliInspectArguments', false],
    ['enableEmbeddedAsarIntegrityValidation', true],
    ['onlyLoadAppFromAsar', true],
    ['loadBrowserProcessSpecificV8Snapshot', false],
    ['grantFileProtocolExtraPrivileges', false],
  ])('%s: %s', (fuse, state) => {
    const fuses = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(readFileSync('electron-builder.yml', 'utf8'))?.[1];
    expect(fuses).toContain(`  ${fuse}: ${state}\n`);
  });
});

describe('20. Do not expose Electron APIs to untrusted web content', () => {
  it('puts the contract’s bridge in front of the page, and no part of Electron', () => {
    const preload = readFileSync('src-main/preload.ts', 'utf8');
    expect(preload.match(/exposeInMainWorld\(/g)).toHaveLength(1);
    expect(preload).toContain("exposeInMainWorld('matchbook', bridge)");
    // The event object carries the sender; only what was sent goes through, and only on our two channels.
    expect(preload).toContain('(_event: unknown, event: AppEvent): void => listener(event)');
    expect(preload.match(/ipcRenderer\.\w+\(/g)).toEqual([
      'ipcRenderer.invoke(',
      'ipcRenderer.on(',
      'ipcRenderer.off(',
    ]);
    for (const source of sources('src-renderer')) expect(source).not.toMatch(/from 'electron'|require\(/);
  });
});

async function served(address: string): Promise<Response> {
  const answer = await desktop.protocols.get('matchbook-app')?.(new Request(address));
  if (answer === undefined) throw new Error('The window’s protocol is not there.');
  return answer;
}
