/**
 * HTTP to a ledger on the web: no faster than it allows, reads tried again, writes never, and failures in sentences that say
 * whether something may have been written. What an answer means is the connector's to say. May import shared/; used by the
 * ledgers that have no database of their own to reach.
 */
export { type AddressRule, BaseUrl } from './address.ts';
export { minorOf, numberOf } from './amounts.ts';
export { busy, ledgerClosed, postingIncomplete, requestRefused, timedOut, unreadable } from './failures.ts';
export { inTurn } from './in-turn.ts';
export { Refusal } from './refusal.ts';
export { createLedgerWeb, type LedgerWeb, readJson, type WebAnswer, type WebRequest } from './web.ts';
