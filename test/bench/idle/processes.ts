/** The two processes of the idle benchmark: the demo company's servers, and the host that is measured. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { HostFigures, HostOrder } from './host.ts';

export const root = join(import.meta.dirname, '../../..');
const START_LIMIT_MS = 60_000;
const ANSWER_LIMIT_MS = 5 * 60_000;

export interface ServerAddresses {
  readonly sql: {
    readonly port: string;
    readonly database: string;
    readonly user: string;
    readonly password: string;
  };
  readonly stripe: { readonly port: string; readonly apiKey: string };
}

export interface Servers {
  readonly addresses: ServerAddresses;
  stop(): Promise<void>;
}

/** `npm run demo:servers`, and what it prints about where they are. */
export async function startServers(directory: string): Promise<Servers> {
  const child = spawn(process.execPath, ['src-main/demo/serve.ts', '--directory', directory], { cwd: root });
  const text = await printed(child, /Data: .*/);
  const part = (pattern: RegExp): string => {
    const found = pattern.exec(text)?.[1];
    if (found === undefined) throw new Error(`The demo's servers did not say ${pattern}:\n${text}`);
    return found;
  };
  return {
    addresses: {
      sql: {
        port: part(/SQL Server {2}host \S+ {2}port (\d+)/),
        database: part(/database (\S+)/),
        user: part(/user (\S+) {2}password/),
        password: part(/password (\S+)/),
      },
      stripe: { port: part(/Stripe\s+http:\/\/\S+:(\d+)/), apiKey: part(/key (\S+)/) },
    },
    stop: () => stop(child),
  };
}

export interface MeasuredHost {
  ask(order: HostOrder): Promise<HostFigures>;
  stop(): Promise<void>;
}

/** `file`: host.ts, built as the product is. */
export function startHost(file: string): MeasuredHost {
  const child = spawn(process.execPath, [file], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`The measured host ended with ${code}.`);
  });
  // Told to whoever asks next; at the end it is expected.
  gone.catch(() => undefined);
  return {
    ask: async (order) => {
      const answer = once(child, 'message', { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
      child.send(order);
      const [figures] = (await Promise.race([answer, gone])) as [HostFigures];
      return figures;
    },
    stop: () => stop(child),
  };
}

function printed(child: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The servers did not start within ${START_LIMIT_MS / 1000} s:\n${text}`));
    }, START_LIMIT_MS);
    const read = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      if (!wanted.test(text)) return;
      clearTimeout(timer);
      resolve(text);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The servers ended with ${code}:\n${text}`));
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
