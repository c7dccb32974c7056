/**
 * The Review screen over 50,000 proposals: the real browser host in a process of its own, its window in Chromium.
 * `node test/bench/review-window.ts [proposals]`, or `npm run bench -- --only review`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../support/browser-found.ts';
import { startMatchbook } from '../support/browser-hosts.ts';
import type { BenchReport } from './matching/index.ts';
import { fillCompany } from './review/company.ts';
import { awaitApproval, chooseGroups, type Frames, scrollFrames, watchFirstPaint } from './review/in-page.ts';

const FIRST_PAINT_MS = 1000;
const FRAME_MS = 50;
const APPROVAL_MS = 50;
const MEMORY_MB = 300;
const APPROVALS = 20;
const PASSES = 5;
const PASS_MS = 2500;
/** A fast flick of the wheel: about one row and a half a frame. */
const PIXELS_A_FRAME = 90;

export async function run(proposals = 50_000): Promise<BenchReport> {
  const home = mkdtempSync(join(tmpdir(), 'matchbook-bench-'));
  try {
    fillCompany(home, proposals);
    return await measure(home, proposals);
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Of a company that is filled already. */
export async function measure(home: string, proposals: number): Promise<BenchReport> {
  const host = await startMatchbook(home);
  const browser = await chromium.launch({
    executablePath: ensureBrowser((line) => console.log(line)),
    args: [...browserArguments],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(watchFirstPaint);
    await page.goto(host.url);
    await openReview(page);
    page.setDefaultTimeout(60_000);
    const firstPaintMs = await firstPaint(page);
    const plain = await scrolled(page);
    const approvals = await approved(page);
    const groupedMs = await grouped(page);
    const inGroups = await scrolled(page);
    const memory = memoryOf(host.pid);
    const worst = Math.max(
      median(plain.map(({ worstMs }) => worstMs)),
      median(inGroups.map(({ worstMs }) => worstMs)),
    );
    const approvalMs = median(approvals);
    return {
      name: 'review',
      text: [
        `${proposals} proposals, ${PASSES} passes of ${PASS_MS / 1000} s each way of scrolling, ${APPROVALS} approvals`,
        `first paint      ${firstPaintMs.toFixed(0)} ms after the answer arrived; by customer ${groupedMs.toFixed(0)} ms after it was asked for`,
        `worst frames     plain ${inWords(plain)}; in groups ${inWords(inGroups)}`,
        `approve          ${approvals.map((ms) => ms.toFixed(0)).join(' ')} ms from key to row gone`,
        `host's memory    ${memory.nowMb.toFixed(0)} MB, at most ${memory.mostMb.toFixed(0)} MB`,
      ].join('\n'),
      checks: [
        check('first paint, ms', firstPaintMs, FIRST_PAINT_MS),
        check('worst frame while scrolling, ms (median of the passes)', worst, FRAME_MS),
        check('approval shown, ms (median)', approvalMs, APPROVAL_MS),
        check('memory of the host, MB', memory.mostMb, MEMORY_MB),
      ],
    };
  } finally {
    await browser.close();
    await host.stop();
  }
}

/** A company that was never looked at opens on Today, with the tour. */
async function openReview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Skip' }).click();
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await screens.getByRole('button', { name: 'Review' }).click();
}

async function firstPaint(page: Page): Promise<number> {
  await page.waitForFunction(() => window.benchPaintedAt !== undefined, null, { timeout: 120_000 });
  return page.evaluate(() => (window.benchPaintedAt ?? 0) - (window.benchAnsweredAt ?? 0));
}

async function scrolled(page: Page): Promise<Frames[]> {
  const passes: Frames[] = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    await page.waitForTimeout(400);
    passes.push(await page.evaluate(scrollFrames, { ms: PASS_MS, pixels: PIXELS_A_FRAME }));
  }
  return passes;
}

async function approved(page: Page): Promise<number[]> {
  const times: number[] = [];
  await page.locator('#review-list').focus();
  await page.keyboard.press('Home');
  for (let at = 0; at < APPROVALS; at += 1) {
    await page.waitForTimeout(300);
    await page.evaluate(awaitApproval);
    await page.keyboard.press('Enter');
    times.push(await page.evaluate(async () => (await window.benchApproval) ?? 0));
  }
  return times;
}

/** From choosing the grouping to its first rows, timed in the page. */
async function grouped(page: Page): Promise<number> {
  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: 'By customer' }).waitFor();
  return page.evaluate(chooseGroups, 'By customer');
}

function memoryOf(pid: number): { nowMb: number; mostMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { nowMb: mb('VmRSS'), mostMb: mb('VmHWM') };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const inWords = (passes: readonly Frames[]): string =>
  `${passes.map(({ worstMs }) => worstMs.toFixed(0)).join(' ')} ms of ${passes.reduce((sum, { frames }) => sum + frames, 0)} frames`;

const check = (name: string, value: number, limit: number): BenchReport['checks'][number] => ({
  name,
  value,
  limit: `under ${limit}`,
  ok: value < limit,
});

if (import.meta.main) {
  const [proposals = 50_000] = process.argv.slice(2).map(Number);
  const report = await run(proposals);
  console.log(report.text);
  for (const it of report.checks) {
    console.log(`${it.ok ? 'ok  ' : 'FAIL'}  ${it.name}: ${Number(it.value.toFixed(1))} (${it.limit})`);
  }
}
