/** Which columns of arcust hold which field of a customer. Only company was seen in sites' queries; the rest are used where they are. */
import type { CustomerField, CustomerFieldShape } from '../../../../shared/customers.ts';
import { CHAR_TYPES, type ColumnProfile, isServerFilled, type TableProfile } from '../schema/profile.ts';

/** The FoxPro edition's names first, then what sites call them. */
const COLUMNS: readonly (readonly [CustomerField, readonly string[]])[] = [
  ['name', ['company']],
  ['contact', ['contact']],
  ['email', ['email', 'e_mail']],
  ['phone', ['phone']],
  ['address1', ['address1', 'address']],
  ['address2', ['address2']],
  ['address3', ['address3']],
  ['city', ['city']],
  ['state', ['state', 'addrstate']],
  ['postalCode', ['zip', 'zipcode']],
  ['country', ['country']],
];

export interface CustomerColumn {
  readonly field: CustomerField;
  readonly key: string;
  readonly column: ColumnProfile;
}

export function customerColumns(arcust: TableProfile): CustomerColumn[] {
  return COLUMNS.flatMap(([field, keys]) => {
    const key = keys.find((it) => {
      const column = arcust.columns.get(it);
      return column !== undefined && CHAR_TYPES.has(column.type) && !isServerFilled(column);
    });
    const column = key === undefined ? undefined : arcust.columns.get(key);
    return key === undefined || column === undefined ? [] : [{ field, key, column }];
  });
}

export function customerShapes(arcust: TableProfile): CustomerFieldShape[] {
  return customerColumns(arcust).map(({ field, column }) => ({
    field,
    title: `${arcust.name}.${column.name}`,
    length: column.length === null || column.length < 0 ? null : column.length,
  }));
}

/**
 * Columns of arcust that a new customer leaves blank, all of them the FoxPro edition's: Sage Pro itself writes the empty value.
 * One that must be filled, has no default and is not among them is the site's own, and only the site knows what belongs there.
 */
const BLANK = new Set(
  'company contact title address1 address2 address3 city state zip country phone phone2 faxno email comment salesmn terr code type source pterms pdisc pdays pnet currency taxrate tax credstat arnotes balance ldate lastpay lpymt onorder limit ptdsls ytdsls lsale gllink discount shipvia fob lckstat lckuser lckdate lcktime'.split(
    ' ',
  ),
);

export const STAMPED = new Set(['entered', 'adduser', 'adddate', 'addtime']);

export function unfillable(arcust: TableProfile): string[] {
  return [...arcust.columns]
    .filter(
      ([key, column]) =>
        key !== 'custno' &&
        !column.nullable &&
        !column.hasDefault &&
        !isServerFilled(column) &&
        !BLANK.has(key) &&
        !STAMPED.has(key),
    )
    .map(([, { name }]) => `${arcust.name}.${name}`);
}

export const isBlankInCustomer = (key: string): boolean => BLANK.has(key);
