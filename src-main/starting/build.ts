import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NOTICES_FILE, writeNotices } from './notices.ts';

/** One thing that Vite builds, and from what, so that an up-to-date one is not built again. */
interface Target {
  readonly config: string;
  readonly output: string;
  readonly sources: readonly string[];
}

const renderer: Target = {
  config: 'vite.config.ts',
  output: 'out/renderer/index.html',
  sources: ['src-renderer', 'shared', 'vite.config.ts', 'package-lock.json'],
};
const main: Target = {
  config: 'vite.main.config.ts',
  output: 'out/main/browser-host.js',
  sources: ['src-main', 'shared', 'vite.main.config.ts', 'package-lock.json'],
};
const preload: Target = {
  config: 'vite.preload.config.ts',
  output: 'out/preload/preload.cjs',
  sources: ['src-main/preload.ts', 'shared', 'vite.preload.config.ts', 'package-lock.json'],
};

const notices = { output: NOTICES_FILE, sources: ['package-lock.json', 'src-main/starting/notices.ts'] };

/** Builds what is older than its sources: the window's files, the process behind it, and for Electron the preload. */
export async function ensureBuilt(
  root: string,
  host: 'browser' | 'electron',
  report: (line: string) => void,
): Promise<void> {
  if (isStale(root, notices)) writeNotices(root);
  const targets = host === 'electron' ? [renderer, main, preload] : [renderer, main];
  const stale = targets.filter((target) => isStale(root, target));
  if (stale.length === 0) return;
  report('Building Matchbook, once …');
  const { build } = await import('vite');
  for (const target of stale) await build({ configFile: join(root, target.config), logLevel: 'warn' });
}

function isStale(root: string, target: Pick<Target, 'output' | 'sources'>): boolean {
  const output = join(root, target.output);
  if (!existsSync(output)) return true;
  const built = statSync(output).mtimeMs;
  return target.sources.some((source) => newestIn(join(root, source)) > built);
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestIn(join(path, name))),
    stats.mtimeMs,
  );
}
