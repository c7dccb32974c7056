/**
 * The Sage Pro connector at size, over TDS: reading, and posting with and without the index on the marker's column.
 * Server and connector share one process, so memory is both's. `node test/bench/ledger/index.ts [rows] [receipts]`.
 */
import { AccountingDate, type OpenItem } from '../../../shared/model.ts';
import { markerFor } from '../../../src-main/ledgers/marker.ts';
import type { Ledger, ReceiptEntry } from '../../../src-main/ledgers/port.ts';
import type { BenchReport } from '../matching/index.ts';
import { startBigCompany } from './big-company.ts';

const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export async function run(rows = 200_000, receipts = 1_000): Promise<BenchReport> {
  const indexed = await measure(rows, receipts, true);
  const bare = await measure(rows, receipts, false);
  const ratio = bare.postMs / indexed.postMs;
  return {
    name: 'ledger',
    text: [
      `read ${indexed.read} items in ${seconds(indexed.readMs)} (${Math.round((indexed.read / indexed.readMs) * 1000)} a second), peak ${indexed.readPeakMb} MB`,
      `posted ${receipts} receipts, one transaction each, beside ${rows / 2} older ones:`,
      `  with the index on the marker's column     ${seconds(indexed.postMs)}`,
      `  without it                                ${seconds(bare.postMs)} (×${ratio.toFixed(1)})`,
      `peak of the whole run ${peakMb()} MB, server included`,
    ].join('\n'),
    checks: [],
  };
}

async function measure(rows: number, receipts: number, markerIndex: boolean) {
  const company = await startBigCompany({ openInvoices: rows, receipts: rows / 2, markerIndex });
  try {
    const { signal } = new AbortController();
    const readingFrom = performance.now();
    const payable: OpenItem[] = [];
    let read = 0;
    for await (const page of company.ledger.openItems(null, signal)) {
      read += page.items.length;
      for (const item of page.items) {
        if (payable.length < receipts && item.kind === 'invoice' && item.currency === 'USD')
          payable.push(item);
      }
    }
    const readMs = performance.now() - readingFrom;
    const readPeakMb = peakMb();
    const postingFrom = performance.now();
    for (const item of payable) await postOne(company.ledger, item);
    return { read, readMs, readPeakMb, postMs: performance.now() - postingFrom };
  } finally {
    await company.close();
  }
}

async function postOne(ledger: Ledger, item: OpenItem): Promise<void> {
  const facts = {
    gateway: 'bench',
    externalId: item.id,
    purpose: 'receipt',
    itemNumber: item.number,
    round: 0,
  };
  const entry: ReceiptEntry = {
    kind: 'receipt',
    marker: markerFor(facts),
    customerNo: item.customerNo,
    itemKind: 'invoice',
    itemNumber: item.number,
    amountMinor: item.balanceMinor,
    discountMinor: 0,
    writeOffMinor: 0,
    expectedBalanceMinor: item.balanceMinor,
    currency: item.currency,
    date: AccountingDate.parse('2026-06-30'),
    reference: `bench ${item.number}`,
    exchangeRate: null,
  };
  const outcome = await ledger.post({ entries: [entry] });
  if (outcome.kind !== 'posted') throw new Error(`${item.number}: ${JSON.stringify(outcome)}`);
}

if (import.meta.main) {
  const [rows, receipts] = process.argv.slice(2).map(Number);
  console.log((await run(rows, receipts)).text);
}
