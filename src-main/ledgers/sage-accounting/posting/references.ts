/**
 * The marker in a payment's reference. Sage takes 25 characters (its description of contact_payment.reference: 25 or 40, by
 * endpoint). A payment that opens an invoice or credit again names it behind the marker's first twelve (`MB0123456789+SI-12`),
 * because nothing else in Sage ties a refund to an invoice: + an invoice, − a credit note.
 */
import type { Marker } from '../../../../shared/model.ts';
import { MARKER_MIN_LENGTH } from '../../marker.ts';
import type { ItemKind } from '../reading/artefact.ts';

export const REFERENCE_LENGTH = 25;

export interface Reopened {
  readonly kind: ItemKind;
  /** '' where it did not fit. */
  readonly number: string;
}

export interface ReadReference {
  /** The marker's beginning; two entries with the same one are told apart by what else they are. */
  readonly key: string;
  readonly part: string;
  readonly reopened: Reopened | null;
}

const PATTERN = /^(MB[0-9A-HJKMNP-TV-Z]{10,18})(?:([+-])(\S*))?(?:\s|$)/;

export function keyOf(marker: Marker): string {
  return marker.slice(0, MARKER_MIN_LENGTH);
}

export function referenceFor(marker: Marker, reopened: Reopened | null): string {
  if (reopened === null) return marker;
  const room = REFERENCE_LENGTH - MARKER_MIN_LENGTH - 1;
  const number = reopened.number.length <= room && !/\s/.test(reopened.number) ? reopened.number : '';
  return `${keyOf(marker)}${reopened.kind === 'invoice' ? '+' : '-'}${number}`;
}

/** Null for a reference that is not Matchbook's. */
export function readReference(reference: string | null | undefined): ReadReference | null {
  const match = PATTERN.exec(reference?.trim() ?? '');
  const [, part, sign, number = ''] = match ?? [];
  if (part === undefined) return null;
  const reopened =
    sign === undefined ? null : { kind: sign === '+' ? ('invoice' as const) : ('credit' as const), number };
  return { key: part.slice(0, MARKER_MIN_LENGTH), part, reopened };
}
