/** Posts one row of the receipts file: approves it against the balance as it is now, and posts it exactly once. */
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { ConnectionError, MatchbookError } from '../../shared/errors.ts';
import type { OpenItem } from '../../shared/model.ts';
import { markerFor } from '../ledgers/marker.ts';
import type { LedgerEntry, PostOutcome } from '../ledgers/port.ts';
import type { SageProLedger } from '../ledgers/sage-pro/index.ts';
import type { ReceiptRow } from './receipt-file.ts';

export interface RowResult {
  readonly status: 'posted' | 'already_posted' | 'refused' | 'failed';
  readonly marker: string;
  readonly code: string | null;
  readonly reason: string | null;
  /** The connection is gone: the next row would fail as well. */
  readonly connectionLost: boolean;
}

/** How often a balance may move between being read and being posted to before somebody has to look. */
const MOST_MOVES = 5;

const patiently = retry(
  handleWhen((error) => error instanceof ConnectionError && error.transient),
  { maxAttempts: 4, backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 4_000 }) },
);

function entryFor(row: ReceiptRow, item: OpenItem | null): LedgerEntry {
  const onAccount = row.invoiceNo === '';
  const kind = row.amountMinor < 0 ? 'refund' : 'receipt';
  const base = {
    marker: markerFor({
      gateway: row.gateway,
      externalId: row.transactionId,
      purpose: onAccount ? 'on_account' : kind,
      itemNumber: row.invoiceNo,
      round: 0,
    }),
    currency: row.currency,
    date: row.date,
    reference: `${row.gateway} ${row.transactionId}`,
    exchangeRate: null,
    customerNo: row.customerNo,
    amountMinor: row.allocatedMinor,
  };
  if (onAccount) return { ...base, kind: 'on_account' };
  return {
    ...base,
    kind,
    itemKind: item?.kind === 'credit' ? 'credit' : 'invoice',
    itemNumber: row.invoiceNo,
    discountMinor: 0,
    writeOffMinor: 0,
    expectedBalanceMinor: item?.balanceMinor ?? 0,
  };
}

/** A row may be applied to an item whose balance moved since it was read, as long as it still fits: so it is read again. */
async function postOnce(ledger: SageProLedger, row: ReceiptRow): Promise<PostOutcome> {
  for (let moves = 1; ; moves += 1) {
    const item = row.invoiceNo === '' ? null : await ledger.currentItem(row.invoiceNo, row.customerNo);
    const outcome = await ledger.post({ entries: [entryFor(row, item)] });
    if (outcome.kind !== 'refused' || outcome.code !== 'BALANCE_MOVED' || moves >= MOST_MOVES) return outcome;
  }
}

export async function postRow(ledger: SageProLedger, row: ReceiptRow): Promise<RowResult> {
  const { marker } = entryFor(row, null);
  try {
    const outcome = await patiently.execute(() => postOnce(ledger, row));
    if (outcome.kind === 'refused') {
      return {
        status: 'refused',
        marker,
        code: outcome.code,
        reason: outcome.message,
        connectionLost: false,
      };
    }
    const reason = outcome.differences?.join(' ') ?? null;
    return { status: outcome.kind, marker, code: null, reason, connectionLost: false };
  } catch (error) {
    if (!(error instanceof MatchbookError)) throw error;
    const connectionLost = error instanceof ConnectionError && LOST.has(error.code);
    return { status: 'failed', marker, code: error.code, reason: error.message, connectionLost };
  }
}

const LOST = new Set([
  'LEDGER_CONNECTION_LOST',
  'LEDGER_UNREACHABLE',
  'LEDGER_HOST_UNKNOWN',
  'LEDGER_LOGIN_FAILED',
  'LEDGER_OFFLINE',
]);
