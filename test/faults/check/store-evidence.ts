/**
 * What a company file says was decided and done, read with plain SQL straight from the file. Shares no code with the
 * program that wrote it.
 */
import Database from 'better-sqlite3';

export interface DecidedAllocation {
  readonly number: string;
  readonly amountMinor: number;
}

export interface ApprovalEvidence {
  readonly id: string;
  readonly transactionId: string;
  readonly status: 'open' | 'posted' | 'returned' | 'undone' | 'cancelled' | 'ignored';
  readonly round: number;
  readonly allocations: readonly DecidedAllocation[];
  readonly remainder: { readonly kind: string; readonly amountMinor: number };
}

export interface OutboxEvidence {
  readonly id: string;
  readonly kind: 'approval' | 'reversal' | 'journal' | 'journal_reversal';
  readonly transactionId: string;
  readonly approvalId: string | null;
  readonly state: 'due' | 'in_flight' | 'done' | 'refused' | 'dead' | 'cancelled';
  readonly outcomeUnknown: boolean;
  readonly markers: readonly string[];
}

export interface TransactionEvidence {
  readonly id: string;
  readonly externalId: string;
  readonly kind: string;
  readonly state: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly payout: string | null;
  readonly grossMinor: number;
  readonly feeMinor: number;
}

export interface ReceiptEvidence {
  readonly marker: string;
  readonly approvalId: string;
  readonly amountMinor: number;
  readonly reversedBy: string | null;
}

export interface AuditEvidence {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly sentence: string;
  readonly detail: string;
  readonly previous_hash: string;
  readonly hash: string;
}

export interface StoreEvidence {
  readonly name: string;
  readonly transactions: ReadonlyMap<string, TransactionEvidence>;
  readonly approvals: readonly ApprovalEvidence[];
  readonly outbox: readonly OutboxEvidence[];
  readonly receipts: readonly ReceiptEvidence[];
  /** Ids of outbox entries with an open dead letter. */
  readonly deadLetters: ReadonlySet<string>;
  /** Those of them that say that a part is in the ledger: only of a ledger without transactions. */
  readonly inPart: ReadonlySet<string>;
  readonly journals: readonly { readonly transactionId: string; readonly state: string }[];
  readonly audit: readonly AuditEvidence[];
  readonly auditHead: { readonly seq: number; readonly hash: string } | null;
  /** What SQLite itself says about the file. */
  readonly integrity: string;
}

export function readStore(name: string, file: string): StoreEvidence {
  const db = new Database(file, { readonly: true });
  const rows = <Row>(sql: string): Row[] => db.prepare<[], Row>(sql).all();
  try {
    const transactions = rows<
      Omit<TransactionEvidence, 'grossMinor' | 'feeMinor'> & { gross: number | null; fee: number | null }
    >(
      `SELECT id, external_id AS externalId, kind, state, amount_minor AS amountMinor, currency,
         payout_external_id AS payout, gross_minor AS gross, fee_minor AS fee FROM gateway_transaction`,
    );
    return {
      name,
      transactions: new Map(
        transactions.map(({ gross, fee, ...it }) => [
          it.id,
          { ...it, grossMinor: gross ?? 0, feeMinor: fee ?? 0 },
        ]),
      ),
      approvals: rows<{
        id: string;
        transactionId: string;
        status: ApprovalEvidence['status'];
        round: number;
        record: string;
      }>(
        'SELECT id, transaction_id AS transactionId, status, round, record FROM approval ORDER BY rowid',
      ).map(({ record, ...it }) => {
        const { allocations, remainder } = JSON.parse(record) as Pick<
          ApprovalEvidence,
          'allocations' | 'remainder'
        >;
        return { ...it, allocations, remainder };
      }),
      outbox: rows<Omit<OutboxEvidence, 'markers' | 'outcomeUnknown'> & { markers: string; unknown: number }>(
        `SELECT id, kind, transaction_id AS transactionId, approval_id AS approvalId, state,
           outcome_unknown AS unknown, markers FROM outbox ORDER BY seq`,
      ).map(({ markers, unknown, ...it }) => ({
        ...it,
        outcomeUnknown: unknown === 1,
        markers: JSON.parse(markers) as string[],
      })),
      receipts: rows<ReceiptEvidence>(
        'SELECT marker, approval_id AS approvalId, amount_minor AS amountMinor, reversed_by AS reversedBy FROM receipt',
      ),
      deadLetters: new Set(
        rows<{ id: string }>(
          `SELECT outbox_id AS id FROM dead_letter WHERE state = 'open' AND outbox_id IS NOT NULL`,
        ).map(({ id }) => id),
      ),
      inPart: new Set(
        rows<{ id: string }>(
          `SELECT outbox_id AS id FROM dead_letter WHERE state = 'open' AND code = 'LEDGER_POSTING_INCOMPLETE'`,
        ).map(({ id }) => id),
      ),
      journals: rows('SELECT transaction_id AS transactionId, journal_state AS state FROM payout'),
      audit: rows<AuditEvidence>('SELECT * FROM audit_event ORDER BY seq'),
      auditHead: rows<{ seq: number; hash: string }>('SELECT seq, hash FROM audit_head')[0] ?? null,
      integrity: String(db.pragma('integrity_check', { simple: true })),
    };
  } finally {
    db.close();
  }
}
