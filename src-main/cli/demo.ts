/** `demo`: the whole job on the demo company, from the gateway to the ledger and back, as FORMATS of the command line say. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { currency, formatMinor, sumMinor } from '../../shared/money.ts';
import { createApp } from '../app.ts';
import { homeDirectory } from '../home.ts';
import { periodTieOut } from '../reports/index.ts';
import type { Company } from '../workspace/company.ts';
import type { OpenCompany } from '../workspace/open-company.ts';
import type { Runs } from '../workspace/runs.ts';
import type { Command } from './io.ts';
import { wholeNumber } from './options.ts';

interface DemoReport {
  readonly synced: { readonly transactions: number; readonly openItems: number };
  readonly proposals: { readonly ready: number; readonly check: number; readonly exception: number };
  readonly posted: { readonly receipts: number; readonly amount: string };
  readonly ledger: { readonly openBefore: string; readonly openAfter: string; readonly receipts: number };
  readonly tieOut: {
    readonly gateway: string;
    readonly posted: string;
    readonly awaiting: string;
    readonly difference: string;
  };
  readonly elapsedMs: number;
}

const USER = 'command line';

export const demoCommand: Command = async (args, io) => {
  const started = performance.now();
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      payments: { type: 'string', default: '400' },
      approve: { type: 'string', default: 'ready' },
      json: { type: 'boolean', default: false },
    },
  });
  const seed = wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1);
  const payments = wholeNumber('--payments', values.payments, 1, 60_000);
  if (values.approve !== 'ready' && values.approve !== 'none') {
    io.stderr.write(`--approve takes "ready" or "none", not "${values.approve}".\n`);
    return 2;
  }
  const app = await createApp({
    directory: join(homeDirectory(io.env), 'command-line-demo', `seed-${seed}-payments-${payments}`),
    background: false,
    company: 'none',
    // The demo's servers give out their own passwords at each start.
    keychain: 'memory',
    demo: { seed, payments },
  });
  try {
    const report = await theWholeJob(await app.startDemo(), values.approve, started);
    io.stdout.write(values.json ? `${JSON.stringify(report)}\n` : inWords(report));
    return report.tieOut.difference === formatMinor(0, currency('USD')) ? 0 : 1;
  } finally {
    await app.close();
  }
};

async function theWholeJob(
  { company, runs }: OpenCompany,
  band: 'ready' | 'none',
  started: number,
): Promise<DemoReport> {
  const { store } = company;
  const base = company.settings().posting.baseCurrency;
  const known = store.receipts.count();
  await runs.run(null, USER);
  const openBefore = openInBase(company);
  const proposals = { ready: waitingIn(company, 'ready'), check: waitingIn(company, 'check'), exception: 0 };
  proposals.exception = waitingIn(company, 'exception');

  if (band === 'ready') await approveWhatIsReady(company, runs);

  const receipts = newestReceipts(company, store.receipts.count() - known);
  const inLedger = await receiptsInLedger(company);
  const tieOut = periodTieOut(store, { from: null, to: null }, company.settings().posting.timeZone).find(
    (line) => line.currency === base,
  );
  const amount = (minor: number): string => formatMinor(minor, base);
  return {
    synced: { transactions: store.transactions.count(), openItems: openCount(company) },
    proposals,
    posted: {
      receipts: receipts.length,
      amount: amount(
        sumMinor(receipts.filter((it) => it.currency === base).map(({ cashMinor }) => cashMinor)),
      ),
    },
    ledger: { openBefore: amount(openBefore), openAfter: amount(openInBase(company)), receipts: inLedger },
    tieOut: {
      gateway: amount(tieOut?.gatewayMinor ?? 0),
      posted: amount(tieOut?.postedMinor ?? 0),
      awaiting: amount(tieOut?.awaitingMinor ?? 0),
      difference: amount(tieOut?.differenceMinor ?? 0),
    },
    elapsedMs: Math.round(performance.now() - started),
  };
}

/** Posting one payment can settle a doubt about another, so what became ready by it is approved as well. */
const MOST_ROUNDS = 10;

async function approveWhatIsReady(company: Company, runs: Runs): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { decided } = await company.posting.approveAll(
      { states: ['waiting', 'returned'], bands: ['ready'] },
      USER,
      null,
    );
    await company.poster.drain(new AbortController().signal);
    // The ledger is read again each time: what it says now, not what was sent to it.
    await runs.run(company.store.connections.ledger()?.id ?? null, USER);
    if (decided.length === 0) return;
  }
}

function waitingIn({ store }: Company, band: 'ready' | 'check' | 'exception'): number {
  return store.review
    .counts({
      states: ['waiting', 'returned', 'dead_letter'],
      bands: band === 'exception' ? [band, null] : [band],
    })
    .reduce((sum, { count }) => sum + count, 0);
}

function openInBase(company: Company): number {
  const base = company.settings().posting.baseCurrency;
  return company.store.ledgerCopy.openTotals().find((total) => total.currency === base)?.balanceMinor ?? 0;
}

function openCount({ store }: Company): number {
  return store.ledgerCopy.openTotals().reduce((sum, { count }) => sum + count, 0);
}

function newestReceipts({ store }: Company, count: number) {
  return count === 0 ? [] : store.receipts.page(null, count);
}

async function receiptsInLedger(company: Company): Promise<number> {
  const markers = company.store.receipts.page(null, 1_000_000).map(({ marker }) => marker);
  const ledger = await company.ledger();
  return (await ledger.find(markers)).size;
}

function inWords(report: DemoReport): string {
  const { synced, proposals, posted, ledger, tieOut } = report;
  return [
    `Synced     ${synced.transactions} gateway transactions, ${synced.openItems} open items`,
    `Proposed   ${proposals.ready} ready, ${proposals.check} to check, ${proposals.exception} exceptions`,
    `Posted     ${posted.receipts} receipts, ${posted.amount}`,
    `Ledger     open ${ledger.openBefore} before, ${ledger.openAfter} after; ${ledger.receipts} receipts of ours`,
    `Tied out   gateway ${tieOut.gateway} = posted ${tieOut.posted} + awaiting ${tieOut.awaiting}; difference ${tieOut.difference}`,
    `Took       ${(report.elapsedMs / 1000).toFixed(1)} s`,
    '',
  ].join('\n');
}
