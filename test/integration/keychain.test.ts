/** The keychain for real: a Secret Service of its own (D-Bus session, gnome-keyring) in a child process, then gone. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConnectionId } from '../../shared/model.ts';
import { KeychainError, openSecretStore, secretsOf } from '../../src-main/credentials/index.ts';

const CONNECTION = ConnectionId.parse('stripe-1');
const SECRET = ['pass', 'word', 'for', 'a', 'test'].join(' ');
const script = fileURLToPath(new URL('../support/keychain-round-trip.ts', import.meta.url));

/** Null when a Secret Service can be run here; otherwise what is missing. */
async function missing(): Promise<string | null> {
  if (process.platform !== 'linux') return 'this test starts a Secret Service, which is Linux’s';
  for (const program of ['dbus-run-session', 'gnome-keyring-daemon']) {
    if (spawnSync('which', [program]).status !== 0) return `${program} is not installed`;
  }
  try {
    await import('keytar');
  } catch (error) {
    return `keytar cannot be loaded: ${String(error).split('\n')[0]}`;
  }
  return null;
}

const reason = await missing();

describe(`a real Secret Service${reason === null ? '' : ` (skipped: ${reason})`}`, () => {
  it.skipIf(reason !== null)('keeps secrets between two runs of the program, by connection and field', () => {
    const home = mkdtempSync(join(tmpdir(), 'matchbook-keychain-'));
    const unlock = `printf 'unlock' | gnome-keyring-daemon --unlock --components=secrets >/dev/null`;
    const run = (verb: string) => `'${process.execPath}' '${script}' ${verb}`;
    const result = spawnSync(
      'dbus-run-session',
      ['--', 'sh', '-c', `${unlock} && ${run('set')} && ${run('get')} && ${run('delete')} && ${run('get')}`],
      {
        encoding: 'utf8',
        timeout: 50_000,
        env: {
          PATH: process.env.PATH,
          HOME: home,
          XDG_RUNTIME_DIR: home,
          XDG_DATA_HOME: join(home, 'share'),
          MATCHBOOK_TEST_SECRET: SECRET,
        },
      },
    );
    rmSync(home, { recursive: true, force: true });
    expect(result.status, result.stderr).toBe(0);
    const lines = result.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { verb: 'set', persistent: true, message: null, found: {} },
      { verb: 'get', persistent: true, message: null, found: { apiKey: SECRET } },
      { verb: 'delete', persistent: true, message: null, found: {} },
      { verb: 'get', persistent: true, message: null, found: {} },
    ]);
  });
});

describe('without a keychain', () => {
  it.each([
    ['because it was asked for', { keychain: 'memory' }, 'as asked for'],
    [
      'because keytar is not installed',
      { keychain: 'system', load: () => Promise.reject(new Error("Cannot find package 'keytar'")) },
      'not installed',
    ],
    [
      'because no keychain answers',
      {
        keychain: 'system',
        load: async () => ({
          getPassword: () => Promise.reject(new Error('Cannot autolaunch D-Bus')),
          setPassword: async () => {},
          deletePassword: async () => true,
        }),
      },
      'does not answer (Cannot autolaunch D-Bus)',
    ],
    [
      'because it never answers',
      {
        keychain: 'system',
        probeTimeoutMs: 20,
        load: async () => ({
          getPassword: () => new Promise<null>(() => {}),
          setPassword: async () => {},
          deletePassword: async () => true,
        }),
      },
      'no answer within 20 ms',
    ],
  ])('secrets are in memory, and it says so, %s', async (_, options, sentence) => {
    const store = await openSecretStore(options);
    expect(store.persistent).toBe(false);
    expect(store.message).toContain(sentence);
    await store.set(CONNECTION, 'apiKey', SECRET);
    expect(await secretsOf(store, CONNECTION, ['apiKey', 'other'])).toEqual({ apiKey: SECRET });
    await store.delete(CONNECTION, 'apiKey');
    expect(await store.get(CONNECTION, 'apiKey')).toBeNull();
  });
});

describe('a keychain that refuses later', () => {
  it('is an error with what to do, and without the secret', async () => {
    const locked = () => Promise.reject(new Error('The collection is locked'));
    const store = await openSecretStore({
      keychain: 'system',
      load: async () => ({ getPassword: async () => null, setPassword: locked, deletePassword: locked }),
    });
    const failure = await store.set(CONNECTION, 'apiKey', SECRET).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(KeychainError);
    expect(String(failure)).toContain('Unlock the keychain');
    expect(String(failure)).not.toContain(SECRET);
  });
});
