/**
 * The marker in a payment's note, a bank transaction's comment and a journal's description: `MB… 1/2 refund of 10424 ~7F3K …`.
 * Behind it stand which part of the entry this is, where it has several; what it opened again, where nothing else in KashFlow
 * ties the two together; who wrote it; then the gateway's reference and what the firm's mapping adds. `MB… back 1234` takes back
 * the one with that id, which another computer wrote a moment earlier. That 200 characters fit is assumed.
 */
import type { Marker } from '../../../../shared/model.ts';
import { MARKER_LENGTH } from '../../marker.ts';

export const NOTE_LENGTH = 200;

export interface NoteFacts {
  readonly part: number;
  readonly of: number;
  /** A refund or chargeback that is a journal: of which invoice. */
  readonly refunded: number | null;
  /** The id of what this takes back. */
  readonly back: number | null;
}

export const WHOLE: NoteFacts = { part: 1, of: 1, refunded: null, back: null };

export interface ReadNote extends NoteFacts {
  readonly marker: string;
  /** '' where it does not say. */
  readonly writer: string;
}

const PATTERN = new RegExp(
  `^(MB[0-9A-HJKMNP-TV-Z]{${MARKER_LENGTH - 2}})(?: (\\d)/(\\d))?(?: refund of (\\d{1,15}))?(?: back (\\d{1,15}))?(?: ~(\\w{4}))?(?:\\s|$)`,
);

export function noteFor(
  marker: Marker,
  { part, of, refunded, back }: NoteFacts,
  writer: string,
  ...about: readonly string[]
): string {
  const head = [
    marker,
    ...(of === 1 ? [] : [`${part}/${of}`]),
    ...(refunded === null ? [] : [`refund of ${refunded}`]),
    ...(back === null ? [] : [`back ${back}`]),
    `~${writer}`,
  ].join(' ');
  const tail = about
    .map((text) => text.trim().replaceAll(/\s+/g, ' '))
    .filter((text) => text !== '')
    .join('; ');
  return `${head} ${tail}`.slice(0, NOTE_LENGTH).trim();
}

/** Null for a note that is not Matchbook's. */
export function readNote(note: string | null | undefined): ReadNote | null {
  const [, marker, part, of, refunded, back, writer] = PATTERN.exec(note?.trim() ?? '') ?? [];
  if (marker === undefined) return null;
  return {
    marker,
    part: Number(part ?? 1),
    of: Number(of ?? 1),
    refunded: refunded === undefined ? null : Number(refunded),
    back: back === undefined ? null : Number(back),
    writer: writer ?? '',
  };
}
