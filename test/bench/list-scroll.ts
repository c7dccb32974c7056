/**
 * A list of 50,000 rows: all of them read, then scrolled from end to end in Chromium, and each frame timed by the page itself.
 * `node test/bench/list-scroll.ts [rows]`, or `npm run bench -- --only list`. The window must have been built.
 */
import { chromium, type Page } from '@playwright/test';
import { goTo } from '../e2e/window.ts';
import { browserArguments, ensureBrowser } from '../support/browser-found.ts';
import { startInvented } from '../support/browser-hosts.ts';
import type { BenchReport } from './matching/index.ts';

const FRAME_MS = 50;
const PASSES = 5;
const PASS_MS = 3000;
/** A fast flick of the wheel: two rows a frame. */
const PIXELS_A_FRAME = 90;

interface Frames {
  readonly count: number;
  readonly worstMs: number;
  readonly p99Ms: number;
  readonly late: number;
  /** The window's own work for a frame, on average: processor time, whatever else the machine does. */
  readonly workMs: number;
}

export async function run(rows = 50_000): Promise<BenchReport> {
  const host = await startInvented({ history: rows });
  const browser = await chromium.launch({
    executablePath: ensureBrowser((line) => console.log(line)),
    args: [...browserArguments],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(host.url);
    await goTo(page, 'History');
    const readMs = await readAll(page, rows);
    const work = await watchWork(page);
    const passes: Frames[] = [];
    for (let pass = 0; pass < PASSES; pass += 1) {
      const before = await work();
      const frames = await scroll(page, pass % 2 === 0 ? PIXELS_A_FRAME : -PIXELS_A_FRAME);
      passes.push({ ...frames, workMs: ((await work()) - before) / frames.count });
    }
    const worst = passes.map(({ worstMs }) => worstMs).sort((a, b) => a - b)[Math.floor(PASSES / 2)] ?? 0;
    return {
      name: 'list',
      text: [
        `${rows} rows, ${PASSES} passes of ${PASS_MS / 1000} s, ${PIXELS_A_FRAME} pixels a frame`,
        `all rows read in ${(readMs / 1000).toFixed(1)} s, by pages of 500`,
        ...passes.map(
          ({ count, worstMs, p99Ms, late, workMs }) =>
            `${count} frames, worst ${worstMs.toFixed(1)} ms, 99% within ${p99Ms.toFixed(1)} ms, ${late} over ${FRAME_MS} ms; ${workMs.toFixed(1)} ms of work each`,
        ),
      ].join('\n'),
      checks: [
        {
          name: 'worst frame while scrolling, ms (median of the passes)',
          value: worst,
          ok: worst <= FRAME_MS,
          limit: `at most ${FRAME_MS}`,
        },
      ],
    };
  } finally {
    await browser.close();
    await host.stop();
  }
}

async function readAll(page: Page, rows: number): Promise<number> {
  const from = performance.now();
  await page.getByRole('button', { name: 'History: copy, print, columns' }).click();
  await page.getByRole('menuitem', { name: 'Read all rows' }).click();
  const row = page.locator('[data-row]').first();
  await row.focus();
  // The last row is there when End leads to it.
  await page.waitForFunction(
    () => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
      return document.activeElement?.getAttribute('data-row') === '1';
    },
    undefined,
    { timeout: 300_000, polling: 250 },
  );
  await page.keyboard.press('Home');
  await page.waitForFunction(
    (first) => document.activeElement?.getAttribute('data-row') === first,
    String(rows),
  );
  return performance.now() - from;
}

/** Milliseconds of processor time that the page's main thread has had so far. */
async function watchWork(page: Page): Promise<() => Promise<number>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
}

function scroll(page: Page, pixels: number): Promise<Omit<Frames, 'workMs'>> {
  return page.evaluate(
    ([by, forMs, limit]) =>
      new Promise<Omit<Frames, 'workMs'>>((resolve, reject) => {
        const scroller = document.querySelector('[role=grid]')?.parentElement;
        if (!scroller) return reject(new Error('There is no list on this screen.'));
        const frames: number[] = [];
        let before = performance.now();
        const end = before + forMs;
        const frame = (): void => {
          const now = performance.now();
          frames.push(now - before);
          before = now;
          scroller.scrollTop += by;
          if (now < end) return void requestAnimationFrame(frame);
          const sorted = [...frames].sort((a, b) => a - b);
          resolve({
            count: frames.length,
            worstMs: sorted.at(-1) ?? 0,
            p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
            late: frames.filter((ms) => ms > limit).length,
          });
        };
        requestAnimationFrame(frame);
      }),
    [pixels, PASS_MS, FRAME_MS] as const,
  );
}

if (process.argv[1] === import.meta.filename) {
  const report = await run(Number(process.argv[2] ?? 50_000));
  console.log(report.text);
}
