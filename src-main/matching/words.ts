/** Words and field names that say what the number beside them is. */
import { wordValue } from './atoms.ts';

export const Role = {
  none: 0,
  invoice: 1,
  order: 2,
  po: 3,
  customer: 4,
  credit: 5,
  /** The number is no reference: a telephone, a card, a month's day, an amount. */
  other: 6,
  /** A field made for a reference of some kind. */
  reference: 7,
} as const;
export type Role = (typeof Role)[keyof typeof Role];

/** Says nothing by itself: the word before it does ("invoice no 10423", "10423 and 10424"). */
export const TRANSPARENT = 9;

const WORDS: readonly (readonly [number, string])[] = [
  [
    Role.invoice,
    'INV INVS INVOICE INVOICES INVNO BILL BILLS IV FACTURE FACTURA RECHNUNG FAKTURA STATEMENT DOC',
  ],
  [Role.order, 'ORDER ORDERS ORD SO SALES WEBORDER'],
  [Role.po, 'PO POS PURCHASE PONO YOURREF'],
  [Role.customer, 'CUST CUSTOMER ACCT ACCOUNT CLIENT AC CUSTNO DEBTOR'],
  [Role.credit, 'CN CM CREDIT CREDITS CR CRN CREDITNOTE CRED'],
  [
    Role.other,
    'TEL TELEPHONE PHONE PH FAX MOBILE MOB CELL CALL WHATSAPP CARD ENDING VISA AMEX MASTERCARD MC DEBIT SUITE STE APT ' +
      'ROOM FLOOR UNIT QTY SKU ITEM LOT BOX ZIP AUTH APPROVAL BATCH TERMINAL JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT ' +
      'OCT NOV DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER USD GBP EUR ' +
      'CAD AUD DOLLARS POUNDS AMOUNT TOTAL DATED DATE TAX VAT FEE QUOTE QUOTATION SERIAL VERSION PAGE CHAPTER STREET',
  ],
  [
    TRANSPARENT,
    'NO NOS NR NUM NUMBER NUMBERS NUMS REF REFS REFERENCE AND ET UND Y FOR OF OUR YOUR THE IS ID',
  ],
];

const ROLE_OF_WORD = new Map<number, number>();
for (const [role, words] of WORDS)
  for (const word of words.split(' ')) ROLE_OF_WORD.set(wordValue(word), role);

/** Role of a word by its base-27 value; TRANSPARENT for connecting words, -1 for a word that says nothing. */
export function roleOfWord(value: number): number {
  return ROLE_OF_WORD.get(value) ?? -1;
}

const FIELD_ROLES: readonly (readonly [RegExp, Role])[] = [
  [
    /phone|(^|_)(tel|fax|zip|ip|qty|vat)($|_)|post_?code|postal|amount|total|(^|_)date|time|card|last4|version|quantity/,
    Role.other,
  ],
  [/inv|bill_?no|bill_?num|document|^doc/, Role.invoice],
  [/credit_?(note|memo)/, Role.credit],
  [/(^|_)po($|_)|purchase|po_?num|po_?no/, Role.po],
  [/order|(^|_)so($|_)/, Role.order],
  [/cust|account|acct|client|debtor|member/, Role.customer],
  [/ref|number|^no$|memo|note|statement_descriptor|transfer_group/, Role.reference],
];
const roleOfField = new Map<string, Role>();

/** What a metadata key or a gateway's field name promises. Remembered: the keys of a company's gateways are few. */
export function fieldRole(name: string): Role {
  const known = roleOfField.get(name);
  if (known !== undefined) return known;
  const plain = name
    .slice(0, 60)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  const role = FIELD_ROLES.find(([pattern]) => pattern.test(plain))?.[1] ?? Role.none;
  if (roleOfField.size < 1_000) roleOfField.set(name, role);
  return role;
}
