/**
 * What Matchbook costs a PC that it only waits on: the browser host with no window, over the demo company's books after a
 * first sync, a schedule every 15 minutes. The demo's servers are another process, so that the figures are the host's own.
 * `node test/bench/idle/index.ts [minutes]`; ten by default.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { ensureBuilt } from '../../../src-main/starting/index.ts';
import type { BenchReport } from '../matching/index.ts';
import type { HostFigures } from './host.ts';
import { root, startHost, startServers } from './processes.ts';

const MOST_RSS_MB = 150;
const MOST_CPU_PERCENT = 0.5;
const SAMPLE_MS = 5_000;
/** What the first sync leaves behind is not idleness: the collector gets this long. */
const SETTLE_MS = 30_000;

const mb = (bytes: number): number => bytes / 1024 / 1024;

export async function run(minutes = 10): Promise<BenchReport> {
  await ensureBuilt(root, 'browser', console.log);
  const built = await buildHost();
  const folder = mkdtempSync(join(tmpdir(), 'matchbook-idle-'));
  const servers = await startServers(join(folder, 'servers'));
  const host = startHost(join(built, 'host.js'));
  try {
    const fresh = await host.ask({
      home: join(folder, 'home'),
      servers: servers.addresses,
      rendererDirectory: join(root, 'out/renderer'),
    });
    const synced = await host.ask('sync');
    await wait(SETTLE_MS);
    const { samples, percent, mostPercent } = await watch(() => host.ask('figures'), minutes * 60_000);
    const rss = samples.map(({ rssBytes }) => mb(rssBytes));
    const most = Math.max(...rss);
    const runsWhileIdle = (samples.at(-1)?.runs ?? 0) - synced.runs;
    return {
      name: 'idle',
      text: [
        `${minutes} min idle, ${samples.length} samples; ${runsWhileIdle} connections were read on schedule meanwhile`,
        `memory   started ${mb(fresh.rssBytes).toFixed(0)} MB, after the first sync ${mb(synced.rssBytes).toFixed(0)} MB`,
        `         idle ${Math.min(...rss).toFixed(0)} to ${most.toFixed(0)} MB, at the end ${rss.at(-1)?.toFixed(0)} MB (heap ${mb(samples.at(-1)?.heapUsedBytes ?? 0).toFixed(0)} MB)`,
        `CPU      ${percent.toFixed(3)} % of one core on average, ${mostPercent.toFixed(2)} % in the busiest ${SAMPLE_MS / 1000} s`,
      ].join('\n'),
      checks: [
        { name: 'idle memory, MB', value: most, limit: `at most ${MOST_RSS_MB}`, ok: most <= MOST_RSS_MB },
        {
          name: 'idle CPU, %',
          value: percent,
          limit: `at most ${MOST_CPU_PERCENT}`,
          ok: percent <= MOST_CPU_PERCENT,
        },
      ],
    };
  } finally {
    await host.stop();
    await servers.stop();
    for (const left of [folder, built]) rmSync(left, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** As vite.main.config.ts builds the real one: same options, another entry. Within the project, for its node_modules. */
async function buildHost(): Promise<string> {
  const outDir = join(root, 'out/idle-bench');
  await build({
    configFile: join(root, 'vite.main.config.ts'),
    logLevel: 'warn',
    build: {
      outDir,
      rollupOptions: {
        input: {
          host: join(import.meta.dirname, 'host.ts'),
          'propose-worker': join(root, 'src-main/proposing/propose-worker.ts'),
        },
      },
    },
  });
  return outDir;
}

async function watch(figures: () => Promise<HostFigures>, ms: number) {
  const samples: HostFigures[] = [];
  const begun = performance.now();
  const first = await figures();
  let [before, beforeAt, mostPercent] = [first, begun, 0];
  while (performance.now() - begun < ms) {
    await wait(SAMPLE_MS);
    const now = await figures();
    const at = performance.now();
    mostPercent = Math.max(mostPercent, (100 * (now.cpuMs - before.cpuMs)) / (at - beforeAt));
    samples.push(now);
    [before, beforeAt] = [now, at];
  }
  const percent = (100 * (before.cpuMs - first.cpuMs)) / (beforeAt - begun);
  return { samples, percent, mostPercent };
}

if (import.meta.main) {
  const [minutes = 10] = process.argv.slice(2).map(Number);
  const report = await run(minutes);
  console.log(report.text);
  for (const it of report.checks) {
    console.log(`${it.ok ? 'ok  ' : 'FAIL'}  ${it.name}: ${Number(it.value.toFixed(3))} (${it.limit})`);
  }
}
