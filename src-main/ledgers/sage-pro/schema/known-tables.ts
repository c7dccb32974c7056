/**
 * The tables and columns that Matchbook knows of, and what each is for. Only columns that queries published by real
 * Sage Pro sites were seen to use are required; those inferred from the FoxPro edition are used where they exist.
 */
export type TableKey = 'arcust' | 'armast' | 'arymst' | 'arcash' | 'ardist' | 'glacnt';

/** read: nothing works without it. post: direct posting does not work without it. */
export type Need = 'read' | 'post' | null;

export interface KnownColumn {
  readonly column: string;
  readonly need: Need;
  readonly kind: 'text' | 'number' | 'date' | 'any';
  readonly use: string;
  /** What follows when it is missing. */
  readonly without: string;
}

export interface KnownTable {
  readonly table: TableKey;
  readonly need: Need;
  readonly use: string;
  readonly without: string;
  readonly columns: readonly KnownColumn[];
}

const needed = (
  need: 'read' | 'post',
  column: string,
  kind: KnownColumn['kind'],
  use: string,
): KnownColumn => ({
  column,
  need,
  kind,
  use,
  without: need === 'read' ? 'nothing can be read without it' : 'nothing can be posted without it',
});

const optional = (column: string, kind: KnownColumn['kind'], use: string, without: string): KnownColumn => ({
  column,
  need: null,
  kind,
  use,
  without,
});

const blank = (column: string): KnownColumn =>
  optional(column, 'any', 'left blank: Sage Pro’s own posting sessions fill it', 'not needed');

const audit: readonly KnownColumn[] = [
  optional('adduser', 'text', 'who posted', 'not recorded'),
  optional('adddate', 'date', 'when it was posted', 'not recorded'),
  optional('addtime', 'text', 'when it was posted', 'not recorded'),
];

const invoiceColumns: readonly KnownColumn[] = [
  needed('read', 'invno', 'text', 'number of the invoice or credit'),
  needed('read', 'custno', 'text', 'customer'),
  needed('read', 'invdte', 'date', 'date of the invoice'),
  needed('read', 'artype', 'text', 'C: a credit memo; else an invoice'),
  needed('read', 'arstat', 'text', 'V: void'),
  needed('read', 'invamt', 'number', 'original amount'),
  needed('read', 'balance', 'number', 'what is still open'),
  needed('post', 'paidamt', 'number', 'paid so far; moved by every receipt'),
  optional('bbal', 'number', 'balance in base currency; moved in step', 'left out'),
  optional('dtepaid', 'date', 'date of the last payment; set by every receipt', 'not set'),
  optional(
    'ornum',
    'text',
    'sales order, to recognise payments by',
    'payments are not recognised by order number',
  ),
  optional(
    'ponum',
    'text',
    'customer’s purchase order, to recognise payments by',
    'payments are not recognised by PO number',
  ),
  optional('pnet', 'number', 'net days: due date = invdte + pnet', 'no due dates'),
  optional(
    'pterms',
    'text',
    'terms: the early-payment discount, where they spell one out',
    'no discounts by terms',
  ),
  optional('currency', 'text', 'currency of the invoice', 'every invoice is in the base currency'),
  optional(
    'exrat',
    'number',
    'the invoice’s exchange rate',
    'the rate is taken from the amounts in base currency',
  ),
  optional('disdate', 'date', 'last day of the early-payment discount', 'no discounts by date'),
  optional('disamt', 'number', 'amount of the early-payment discount', 'no discounts by amount'),
  optional('bpaid', 'number', 'paid in base currency; moved in step', 'left out'),
  optional('binvamt', 'number', 'original amount in base currency', 'left out'),
  optional('salesmn', 'text', 'copied to the receipt', 'not copied'),
  optional(
    'id_col',
    'any',
    'identity: finds the row again exactly',
    'the row is found by number, customer and type',
  ),
];

export const KNOWN_TABLES: readonly KnownTable[] = [
  {
    table: 'armast',
    need: 'read',
    use: 'open invoices and credits; balances are moved here',
    without: 'there is nothing to match payments to',
    columns: invoiceColumns,
  },
  {
    table: 'arcust',
    need: 'read',
    use: 'customers',
    without: 'customers have no names',
    columns: [
      needed('read', 'custno', 'text', 'customer number'),
      needed('read', 'company', 'text', 'customer’s name'),
      optional('credstat', 'text', 'H: credit hold, shown as a note', 'credit holds are not shown'),
      optional('email', 'text', 'to recognise payers by', 'payers are not recognised by e-mail'),
      optional('phone', 'text', 'shown with the customer', 'not shown'),
      optional('balance', 'number', 'what the customer owes; moved by every receipt', 'left to Sage Pro'),
      optional('ldate', 'date', 'date of the last activity; set by a receipt', 'not set'),
      optional('lastpay', 'any', 'last payment (date or amount, by its type)', 'not set'),
      optional('lpymt', 'any', 'last payment (amount or date, by its type)', 'not set'),
    ],
  },
  {
    table: 'arcash',
    need: 'post',
    use: 'receipts: one row for each invoice that money is applied to; carries the marker',
    without: 'receipts can only be written as import files',
    columns: [
      needed('post', 'custno', 'text', 'customer'),
      needed('post', 'invno', 'text', 'invoice; blank for money on account'),
      needed('post', 'dtepaid', 'date', 'date paid'),
      optional('invdte', 'date', 'date of the invoice', 'left out'),
      optional('paidamt', 'number', 'amount', 'the column amount is used instead, where there is one'),
      optional('amount', 'number', 'amount, where there is no paidamt', 'paidamt is used'),
      optional(
        'refno',
        'text',
        'marker of the receipt, or the gateway’s reference',
        'another column carries the marker',
      ),
      optional('checkno', 'text', 'gateway’s reference, or the marker', 'the reference is not kept'),
      optional(
        'disamt',
        'number',
        'discount and write-off taken with the receipt',
        'discounts and write-offs cannot be posted',
      ),
      optional('company', 'text', 'customer’s name', 'left out'),
      optional('salesmn', 'text', 'copied from the invoice', 'left out'),
      optional('ponum', 'text', 'copied from the invoice', 'left out'),
      optional('currency', 'text', 'currency of the receipt', 'the invoice’s currency'),
      optional('exrat', 'number', 'exchange rate of the receipt', 'left out'),
      optional('bpaid', 'number', 'amount in base currency', 'left out'),
      blank('paytype'),
      blank('arsess'),
      blank('glbatch'),
      blank('arperiod'),
      ...audit,
    ],
  },
  {
    table: 'ardist',
    need: null,
    use: 'distribution of receipts to the general ledger; payout journals',
    without: 'no distribution is written, and payout journals become import files',
    columns: [
      optional('tranno', 'text', 'number of the invoice', 'no distribution is written'),
      optional('trandte', 'date', 'date', 'no distribution is written'),
      optional('glacnt', 'text', 'account', 'no distribution is written'),
      optional('amount', 'number', 'debit above zero, credit below', 'no distribution is written'),
      optional(
        'descrip',
        'text',
        'marker of the entry',
        'tranno carries a journal’s marker, where it is wide enough',
      ),
      blank('trantype'),
      blank('arsess'),
      blank('glbatch'),
      blank('arperiod'),
      ...audit,
    ],
  },
  {
    table: 'glacnt',
    need: null,
    use: 'chart of accounts: the accounts in the settings are checked against it',
    without: 'accounts are used as they are typed',
    columns: [
      optional('glacnt', 'text', 'account number', 'accounts are used as they are typed'),
      optional('gldesc', 'text', 'description', 'not shown'),
    ],
  },
  {
    table: 'arymst',
    need: null,
    use: 'history: tells a paid invoice that was moved away from one that never was',
    without: 'such an invoice is called not found',
    columns: [
      optional('invno', 'text', 'number', 'history is not looked at'),
      optional('custno', 'text', 'customer', 'the number alone is looked at'),
    ],
  },
];

export function knownTable(key: string): KnownTable {
  const found = KNOWN_TABLES.find(({ table }) => table === key);
  if (!found) throw new RangeError(`${key} is no table that is known`);
  return found;
}
