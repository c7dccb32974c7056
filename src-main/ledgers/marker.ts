/**
 * The marker that makes a posting exactly once: derived from what is posted, so that any process that posts the same
 * thing (the app, the command line, a second PC) computes the same text and finds the first one's row.
 */
import { createHash } from 'node:crypto';
import { Marker } from '../../shared/model.ts';

/** Crockford's base 32: no I, L, O, U, so it can be read out over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 20 characters: `MB` and 90 bits of the hash. A ledger with a narrower column stores its beginning (12 at least: 50 bits). */
export const MARKER_LENGTH = 20;
export const MARKER_MIN_LENGTH = 12;

export interface MarkerFacts {
  readonly gateway: string;
  /** The gateway's own id of the transaction. */
  readonly externalId: string;
  /** receipt, on_account, refund, chargeback, journal, or `reversal:<n>` for the nth undo of the same entry. */
  readonly purpose: string;
  /** Invoice or credit number, trimmed; '' for on account and journals. */
  readonly itemNumber: string;
  /** 0 for the first posting; one more each time it is posted again after an undo. */
  readonly round: number;
}

/** Deterministic; different facts give different markers for all practical purposes. */
export function markerFor(facts: MarkerFacts): Marker {
  const text = JSON.stringify([
    facts.gateway,
    facts.externalId,
    facts.purpose,
    facts.itemNumber.trim(),
    facts.round,
  ]);
  const digest = createHash('sha256').update(text, 'utf8').digest();
  let bits = BigInt(`0x${digest.subarray(0, 12).toString('hex')}`) >> 6n;
  let encoded = '';
  for (let at = 0; at < MARKER_LENGTH - 2; at += 1) {
    encoded = `${ALPHABET[Number(bits & 31n)]}${encoded}`;
    bits >>= 5n;
  }
  return Marker.parse(`MB${encoded}`);
}
