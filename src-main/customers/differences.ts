/** Where two records of one customer say different things, past what is only a way of writing. */
import { CustomerField, type CustomerFieldShape, type CustomerValues } from '../../shared/customers.ts';
import { countryCode } from './country.ts';
import { fitValues } from './fit.ts';

export interface Difference {
  readonly field: CustomerField;
  /** Null where that side has no place for the field. */
  readonly gateway: string | null;
  readonly ledger: string | null;
  /** same: nothing to do. no_place: one side cannot hold the field. The others say what the two sides show. */
  readonly is: 'same' | 'different' | 'only_gateway' | 'only_ledger' | 'no_place';
}

/** What is left of a value when case, spaces and punctuation do not count; a phone number is its digits. */
export function comparable(field: CustomerField, value: string): string {
  const folded = value.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  if (field === 'phone') return folded.replaceAll(/\D/g, '').replace(/^(00|1(?=\d{10}$))/, '');
  if (field === 'email') return folded.trim();
  if (field === 'country') return countryCode(value) ?? folded.trim();
  return folded.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/**
 * Every field that either side can hold, in one order. A value that the ledger holds exactly as it would have to be cut counts as
 * the same: cutting it again would change nothing.
 */
export function differences(
  gateway: CustomerValues,
  ledger: CustomerValues,
  ledgerShapes: readonly CustomerFieldShape[],
): Difference[] {
  const asWritten = fitValues(gateway, ledgerShapes).values;
  return CustomerField.options.flatMap((field): Difference[] => {
    const [ours, theirs] = [gateway[field], ledger[field]];
    if (ours === undefined && theirs === undefined) return [];
    if (ours === undefined || theirs === undefined) {
      return [{ field, gateway: ours ?? null, ledger: theirs ?? null, is: 'no_place' }];
    }
    const [left, right] = [comparable(field, ours), comparable(field, theirs)];
    const same = left === right || comparable(field, asWritten[field] ?? ours) === right;
    const is = same ? 'same' : right === '' ? 'only_gateway' : left === '' ? 'only_ledger' : 'different';
    return [{ field, gateway: ours, ledger: theirs, is }];
  });
}
