/**
 * The marker in a payment's note, a bank transaction's comment and a journal's description: `MB… 1/2 refund of 10424 …`. Behind it
 * stand which part of the entry this is, where it has several, and what it opened again, where nothing else in KashFlow ties
 * the two together; then the gateway's reference and what the firm's mapping adds. That 200 characters fit is assumed.
 */
import type { Marker } from '../../../../shared/model.ts';
import { MARKER_LENGTH } from '../../marker.ts';

export const NOTE_LENGTH = 200;

export interface NoteFacts {
  readonly part: number;
  readonly of: number;
  /** A refund or chargeback that is a journal: of which invoice. */
  readonly refunded: number | null;
}

export const WHOLE: NoteFacts = { part: 1, of: 1, refunded: null };

export interface ReadNote extends NoteFacts {
  readonly marker: string;
}

const PATTERN = new RegExp(
  `^(MB[0-9A-HJKMNP-TV-Z]{${MARKER_LENGTH - 2}})(?: (\\d)/(\\d))?(?: refund of (\\d{1,15}))?(?:\\s|$)`,
);

export function noteFor(marker: Marker, facts: NoteFacts, ...about: readonly string[]): string {
  const parts = facts.of === 1 ? '' : ` ${facts.part}/${facts.of}`;
  const refunded = facts.refunded === null ? '' : ` refund of ${facts.refunded}`;
  const tail = about
    .map((text) => text.trim().replaceAll(/\s+/g, ' '))
    .filter((text) => text !== '')
    .join('; ');
  return `${marker}${parts}${refunded} ${tail}`.slice(0, NOTE_LENGTH).trim();
}

/** Null for a note that is not Matchbook's. */
export function readNote(note: string | null | undefined): ReadNote | null {
  const [, marker, part, of, refunded] = PATTERN.exec(note?.trim() ?? '') ?? [];
  if (marker === undefined) return null;
  return {
    marker,
    part: Number(part ?? 1),
    of: Number(of ?? 1),
    refunded: refunded === undefined ? null : Number(refunded),
  };
}
