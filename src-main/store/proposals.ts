/** The current proposal of each transaction, its version, who made it, and which ones a person has turned down. */
import type Database from 'better-sqlite3';
import type { Instant, Proposal, TransactionId } from '../../shared/model.ts';
import { canonicalJson, fromJson, sha256 } from './canonical.ts';
import { proposalTextOf } from './search-text.ts';

export interface ProposalRow {
  readonly proposal: Proposal;
  /** One more each time it changes: what was on the screen can be told from what is now. */
  readonly version: number;
  readonly madeBy: 'matching' | 'person';
  readonly proposedAt: Instant;
}

export interface Proposals {
  /** Stores it as the current one; unchanged ones keep their version. Returns whether anything changed. */
  save(proposal: Proposal, madeBy: ProposalRow['madeBy']): boolean;
  find(id: TransactionId): ProposalRow | null;
  /** A person's choice that can no longer be posted: matching may propose again. */
  release(id: TransactionId): void;
  reject(id: TransactionId, signature: string, by: string, reason: string): void;
  rejection(id: TransactionId, signature: string): { by: string; reason: string } | null;
}

/** Equal for proposals that would post the same. */
export function proposalSignature(
  proposal: Pick<Proposal, 'allocations' | 'remainder' | 'customerNo'>,
): string {
  const lines = proposal.allocations
    .map(({ openItemId, amountMinor }) => [openItemId, amountMinor])
    .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1));
  return sha256(canonicalJson([lines, proposal.remainder, proposal.customerNo])).slice(0, 32);
}

interface Row {
  version: number;
  made_by: string;
  record: string;
  proposed_at: string;
}

export function proposalsRepository(db: Database.Database, now: () => Date): Proposals {
  const find = db.prepare<[string], Row>(
    'SELECT version, made_by, record, proposed_at FROM proposal WHERE transaction_id = ?',
  );
  const save = db.prepare(`
    INSERT INTO proposal (transaction_id, version, made_by, signature, record, proposed_at)
    VALUES (@id, 1, @madeBy, @signature, @record, @at)
    ON CONFLICT (transaction_id) DO UPDATE SET version = version + 1, made_by = @madeBy, signature = @signature,
      record = @record, proposed_at = @at`);
  const mirror = db.prepare(
    `UPDATE gateway_transaction SET band = @band, confidence = @confidence, proposal_text = @text,
       customer_no = @customerNo, flags = @flags WHERE id = @id`,
  );
  const namesOf = db
    .prepare<[string, string | null], string>(
      `SELECT customer_name FROM open_item WHERE id IN (SELECT value FROM json_each(?))
       UNION SELECT name FROM customer WHERE customer_no = ?`,
    )
    .pluck();
  const release = db.prepare(`UPDATE proposal SET made_by = 'matching' WHERE transaction_id = ?`);
  const reject = db.prepare(
    `INSERT OR REPLACE INTO proposal_rejection (transaction_id, signature, rejected_by, rejected_at, reason)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const rejection = db.prepare<[string, string], { by: string; reason: string }>(
    'SELECT rejected_by AS by, reason FROM proposal_rejection WHERE transaction_id = ? AND signature = ?',
  );
  return {
    save: (proposal, madeBy) => {
      const record = JSON.stringify(proposal);
      const before = find.get(proposal.transactionId);
      if (before && before.record === record && before.made_by === madeBy) return false;
      save.run({
        id: proposal.transactionId,
        madeBy,
        signature: proposalSignature(proposal),
        record,
        at: now().toISOString(),
      });
      const items = JSON.stringify(proposal.allocations.map(({ openItemId }) => openItemId));
      const text = proposalTextOf(proposal, namesOf.all(items, proposal.customerNo));
      mirror.run({
        id: proposal.transactionId,
        band: proposal.band,
        confidence: proposal.confidence,
        text,
        customerNo: proposal.customerNo ?? '',
        // Each between spaces: one is found by its whole name.
        flags: proposal.flags.length === 0 ? '' : ` ${proposal.flags.join(' ')} `,
      });
      return true;
    },
    find: (id) => {
      const row = find.get(id);
      if (!row) return null;
      return {
        proposal: fromJson<Proposal>(row.record, 'proposal'),
        version: row.version,
        madeBy: row.made_by as ProposalRow['madeBy'],
        proposedAt: row.proposed_at as Instant,
      };
    },
    release: (id) => {
      release.run(id);
    },
    reject: (id, signature, by, reason) => {
      reject.run(id, signature, by, now().toISOString(), reason);
    },
    rejection: (id, signature) => rejection.get(id, signature) ?? null,
  };
}
