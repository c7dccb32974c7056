/**
 * The points between two steps of an approval, a posting or an undo. A fault harness passes `onStep` and ends the process
 * at one of them (or throws: nothing on the way up catches it, so no clean-up runs that a power cut would not run).
 * Steps named `…_in_transaction` are inside the local transaction: ending there takes all of it back.
 */
export const STEPS = [
  /** Approval, outbox entry and audit event written, not committed. */
  'approve.in_transaction',
  /** Committed: from here on it will be posted. */
  'approve.committed',
  'undo.in_transaction',
  'undo.committed',
  'journal.in_transaction',
  'journal.committed',
  /** This process is the one that drains the outbox. */
  'post.lease_taken',
  /** An entry was chosen; nothing is written yet. */
  'post.picked',
  /** The ledger was asked for the markers of an entry whose outcome was unknown. */
  'post.looked',
  /** In flight, committed locally; the ledger is called next. */
  'post.claimed',
  /** The ledger answered; nothing of it is recorded yet. */
  'post.answered',
  /** Receipts, state and audit event written, not committed. */
  'post.record_in_transaction',
  'post.recorded',
  /** A failure (to be tried again, or a dead letter) is committed. */
  'post.failure_recorded',
  'post.lease_released',
] as const;

export type StepName = (typeof STEPS)[number];
export type OnStep = (step: StepName, subject: string) => void;
