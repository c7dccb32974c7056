/**
 * What an entry of the audit trail says, opened for a person: before and after, field by field, and the facts that were
 * written beside it. Pure; imports shared/ alone. Called by handlers/history-detail.ts.
 */
export { type EntryContext, type ReadEntry, readEntry } from './entry.ts';
