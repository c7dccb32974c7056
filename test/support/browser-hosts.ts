/** The program behind the window, in a process of its own, as a person starts it; ended with the test that started it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const projectRoot = join(import.meta.dirname, '../..');

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

export interface Host {
  /** With the one-time token: for one visit. */
  readonly url: string;
  readonly pid: number;
  /** Ends the program as closing its window does; resolves when its process is gone. */
  stop(): Promise<void>;
}

export interface RealHost extends Host {
  /** Matchbook's own folder, removed by `stop` unless it was given. */
  readonly home: string;
}

/**
 * The real app in its browser host, with nothing connected unless `home` has a company already. The first-run tour, which
 * lies over the window, was seen already unless `tour`.
 */
export async function startMatchbook(home?: string, options: { tour?: boolean } = {}): Promise<RealHost> {
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'matchbook-e2e-')));
  if (!options.tour) await markTourSeen(folder);
  const host = await start(['src-main/start.ts', '--browser', '--no-open', '--home', folder]);
  return {
    ...host,
    home: folder,
    stop: async () => {
      await host.stop();
      if (home === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** In a folder that has no profile yet: as if somebody had seen the tour and connected nothing. */
export async function markTourSeen(folder: string): Promise<void> {
  const file = join(folder, 'profile.json');
  if (existsSync(file)) return;
  await writeFile(file, JSON.stringify({ open: 'none', tourSeen: true }));
}

/** An invented company behind the same window, in memory: any size, and mistakes that can be called up. */
export function startInvented(
  options: { size?: number; fresh?: boolean; tour?: boolean; history?: number; damaged?: boolean } = {},
): Promise<Host> {
  return start([
    'test/support/fixture-serve.ts',
    ...(options.size === undefined ? [] : ['--size', String(options.size)]),
    ...(options.history === undefined ? [] : ['--history', String(options.history)]),
    ...(options.fresh ? ['--fresh'] : []),
    ...(options.tour ? ['--tour'] : []),
    ...(options.damaged ? ['--damaged'] : []),
  ]);
}

async function start(args: readonly string[]): Promise<Host> {
  const child = spawn(nodeProgram(), [...args], {
    cwd: projectRoot,
    env: { ...process.env, MATCHBOOK_KEYCHAIN: 'memory' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await address(child);
  // A program that printed its address has a process.
  return { url, pid: child.pid ?? 0, stop: () => stop(child) };
}

/** npm's Node, whatever runs Playwright: the program is written for 24. */
function nodeProgram(): string {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
  const program = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(program)) throw new Error('Node 24 is not in node_modules: run `npm ci`.');
  return program;
}

function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The program printed no address in ${START_LIMIT_MS / 1000} s:\n${output}`));
    }, START_LIMIT_MS);
    const read = (chunk: Buffer): void => {
      output = `${output}${chunk.toString('utf8')}`.slice(-8000);
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*(?=\s)/.exec(output);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The program ended with ${code} before it could be visited:\n${output}`));
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await gone;
  clearTimeout(timer);
}
