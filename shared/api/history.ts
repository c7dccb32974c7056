/** One entry of the history, opened: what it changed, what it wrote to the ledger, and whether it can be taken back. */
import * as z from 'zod';
import { Instant, Marker } from '../model.ts';
import { Currency, Minor } from '../money.ts';
import { AuditLine } from './review.ts';

/** The window writes amounts and moments as the region does. */
export const AuditValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('money'), amountMinor: Minor, currency: Currency }),
  z.object({ kind: z.literal('moment'), at: Instant }),
]);
export type AuditValue = z.infer<typeof AuditValue>;

export const AuditChange = z.object({
  /** What it is called: Allocated to INV-1001, Appearance, Balance afterwards. */
  field: z.string(),
  /** Null: there was nothing. */
  before: AuditValue.nullable(),
  after: AuditValue.nullable(),
});
export type AuditChange = z.infer<typeof AuditChange>;

export const AuditFact = z.object({ name: z.string(), value: AuditValue });
export type AuditFact = z.infer<typeof AuditFact>;

/** waiting: on its way. stands: in the ledger. reversed: its opposite stands beside it. not_written: it never came there. */
export const AuditMarker = z.object({
  marker: Marker,
  /** What the entry did with it. */
  role: z.enum(['wrote', 'asked_to_reverse']),
  state: z.enum(['waiting', 'stands', 'reversed', 'not_written']),
  /** Of the entry that takes it back. */
  reversedBy: Marker.nullable(),
});
export type AuditMarker = z.infer<typeof AuditMarker>;

/** reverse: an opposite in the ledger. withdraw: it is not posted yet. reconsider: it was ignored. journal: of a payout. */
export const Reversal = z.enum(['reverse', 'withdraw', 'reconsider', 'journal']);
export type Reversal = z.infer<typeof Reversal>;

export const AuditDetail = z.object({
  line: AuditLine,
  /** As the person gave it. */
  reason: z.string().nullable(),
  /** Why Matchbook proposed it: sentences, strongest first. */
  evidence: z.array(z.string()),
  changes: z.array(AuditChange),
  /** What else was written down, which was not before or after anything. */
  facts: z.array(AuditFact),
  markers: z.array(AuditMarker),
  /** What can be taken back from here now; null: nothing. */
  reversal: Reversal.nullable(),
  /** Why not, where one would expect it. */
  noReversal: z.string().nullable(),
  /** What was written down, word for word: JSON over several lines. */
  raw: z.string(),
});
export type AuditDetail = z.infer<typeof AuditDetail>;
