/**
 * What the window lists, sorted and filtered in SQL and read page by page. Reads what the repositories of the folder above
 * write; called by the handlers, through the store.
 */
export { type DeadLetterList, deadLetterList } from './dead-letters.ts';
export { type HistoryList, historyList } from './history.ts';
export { PAID_KINDS, type PayoutList, payoutList, RETURNED_KINDS } from './payouts.ts';
