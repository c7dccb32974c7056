/** A first proposal of how an export is to be read, from the names of its columns and from what stands in them. */
import { FIELDS, type Field, type Layout, signatureOf } from './layout.ts';
import type { Table } from './table.ts';
import { kindOfWord, statusOfWord } from './words.ts';
import { decimalMarkOf } from './written-amount.ts';
import { dateOrderOf, looksLikeDate } from './written-date.ts';

/** Something that the file alone does not tell. */
export interface Question {
  readonly about: 'dateOrder' | 'decimalMark' | 'currency' | Field;
  readonly sentence: string;
}

export interface Suggestion {
  readonly layout: Layout;
  /** Empty: the layout can be used as it is. */
  readonly questions: readonly Question[];
}

/** Names of columns as gateways write them, best first; compared without case, spaces and signs. */
const NAMES: Record<Field, RegExp> = {
  externalId:
    /^(transaction|payment|charge|balancetransaction|gateway|trans|txn|psp)?(id|reference|ref|number|no|code|uid|guid)$|^(id|txnid|transid|transactionid|vpstxid|paymentid|chargeid|pspreference)$/,
  date: /^(created|date|transactiondate|paymentdate|processed|processedat|createdat|datetime|createdutc|createddateutc|timestamp|txndate|bookingdate|valuedate|started|completed|occurredat|paidat)(utc|date|time)?$/,
  time: /^(time|transactiontime|paymenttime)$/,
  amount:
    /^(amount|gross|grossamount|total|totalamount|transactionamount|paymentamount|value|amountgross|bruttobetrag|betrag|montant)$/,
  fee: /^(fee|fees|feeamount|transactionfee|commission|processingfee|totalfee|gebuhr|frais)$/,
  net: /^(net|netamount|nettobetrag|amountnet|payoutamount|settledamount)$/,
  currency: /^(currency|currencycode|ccy|transactioncurrency|wahrung|devise)$/,
  kind: /^(type|transactiontype|kind|category|reportingcategory|recordtype|event|entrytype|txtype)$/,
  status: /^(status|state|result|paymentstatus|transactionstatus|outcome)$/,
  payerName:
    /^(name|customername|payer|payername|cardholder|cardholdername|billingname|from|fromname|customer|company|kunde)$/,
  payerEmail: /^(email|emailaddress|customeremail|payeremail|billingemail|fromemailaddress|receiptemail)$/,
  customerRef:
    /^(customerid|customerno|customernumber|customerref|customerreference|account|accountno|accountnumber|clientid)$/,
  description:
    /^(description|memo|note|notes|details|narrative|subject|text|verwendungszweck|comment|itemtitle)$/,
  orderId:
    /^(orderid|orderno|ordernumber|order|orderreference|invoice|invoiceid|invoiceno|invoicenumber|merchantreference|merchantref|vendortxcode|clientreference|shopreference|customid)$/,
  relatedId:
    /^(relatedid|originaltransactionid|parentid|parenttransactionid|referencetxnid|originalid|sourceid|relatedtransaction|paymentintentid|refundof|originalreference)$/,
  payoutId:
    /^(payoutid|payout|transferid|transfer|settlementid|batchid|batch|batchno|batchnumber|automaticpayoutid|settlementreference)$/,
  cardBrand: /^(cardbrand|cardtype|brand|paymentsystem|scheme|cardscheme)$/,
  cardLast4:
    /^(cardlast4|last4|last4digits|lastfour|cardnumber|maskedcard|cardending|maskedcardnumber|maskedpan)$/,
};

/** The name of a column as names are compared: small letters and digits alone. */
export const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

const SAMPLE = 500;

/** `chosen`: the columns as a person chose them, in place of a proposal. */
export function suggestLayout(
  table: Table,
  name: string,
  timeZone: string,
  chosen?: Layout['columns'],
): Suggestion {
  const sample = table.rows.slice(0, SAMPLE);
  const valuesOf = (header: string | undefined): string[] => {
    const at = header === undefined ? -1 : table.headers.indexOf(header);
    return at < 0 ? [] : sample.map(({ cells }) => cells[at]?.trim() ?? '').filter((value) => value !== '');
  };
  const columns = chosen ?? suggestColumns(table.headers, valuesOf);
  const amounts = [...valuesOf(columns.amount), ...valuesOf(columns.fee), ...valuesOf(columns.net)];
  const dateOrder = dateOrderOf(valuesOf(columns.date));
  const decimalMark = decimalMarkOf(amounts);
  const currency = currencyIn(valuesOf(columns.currency)) ?? currencyIn(amounts);
  const questions: Question[] = [];
  const ask = (about: Question['about'], sentence: string) => questions.push({ about, sentence });
  if (!columns.date) ask('date', 'Which column has the date of the payment?');
  if (!columns.amount) ask('amount', 'Which column has the amount that was paid?');
  if (dateOrder === null)
    ask('dateOrder', `Is "${valuesOf(columns.date)[0]}" written with the day first or with the month first?`);
  if (decimalMark === null)
    ask('decimalMark', `Is "${amounts[0]}" a whole amount in thousands, or does it have three decimals?`);
  if (currency === null) ask('currency', 'Which currency are the amounts in?');
  const ids = valuesOf(columns.externalId);
  return {
    layout: {
      name,
      signature: signatureOf(table.headers),
      columns,
      dateOrder: dateOrder ?? 'dmy',
      decimalMark: decimalMark ?? '.',
      timeZone,
      currency: currency ?? 'USD',
      kinds: {},
      statuses: {},
      isIdShared: new Set(ids).size < ids.length && columns.kind !== undefined,
    },
    questions,
  };
}

type ValuesOf = (header: string | undefined) => string[];

function suggestColumns(headers: readonly string[], valuesOf: ValuesOf): Partial<Record<Field, string>> {
  const columns: Partial<Record<Field, string>> = {};
  const taken = new Set<string>();
  const take = (field: Field, header: string | undefined) => {
    if (header === undefined || columns[field] !== undefined || taken.has(header)) return;
    columns[field] = header;
    taken.add(header);
  };
  for (const field of FIELDS) {
    take(
      field,
      headers.find((it) => !taken.has(it) && NAMES[field].test(plain(it)) && FITS[field](valuesOf(it))),
    );
  }
  const left = () => headers.filter((header) => !taken.has(header));
  take(
    'date',
    left().find((it) => most(valuesOf(it), looksLikeDate)),
  );
  take(
    'payerEmail',
    left().find((it) => most(valuesOf(it), (value) => /^\S+@\S+\.\S+$/.test(value))),
  );
  take(
    'currency',
    left().find((it) => most(valuesOf(it), (value) => /^[A-Za-z]{3}$/.test(value))),
  );
  take(
    'amount',
    left().find((it) =>
      most(valuesOf(it), (value) => /^[^A-Za-z]*\d[\d., ]*[.,]\d{2}[^A-Za-z]*$/.test(value)),
    ),
  );
  return columns;
}

const anything = (): boolean => true;
const isNumber = (value: string) => /^[^A-Za-z]*\d[\d.,' ]*[^A-Za-z]*([A-Z]{3})?$/.test(value);
/** A name is not enough where the values say something else: "Type" may be the type of the card. */
const FITS: Record<Field, (values: readonly string[]) => boolean> = {
  externalId: (values) => values.length === 0 || new Set(values).size >= values.length / 2,
  date: (values) => most(values, looksLikeDate),
  time: (values) => most(values, (value) => /^\d{1,2}[:.]\d{2}/.test(value)),
  amount: (values) => most(values, isNumber),
  fee: (values) => most(values, isNumber),
  net: (values) => most(values, isNumber),
  currency: (values) => most(values, (value) => /^[A-Za-z]{3}$/.test(value)),
  kind: (values) => most(values, (value) => kindOfWord(value) !== null),
  status: (values) => most(values, (value) => statusOfWord(value) !== null),
  payerName: anything,
  payerEmail: (values) => most(values, (value) => value.includes('@')),
  customerRef: anything,
  description: anything,
  orderId: anything,
  relatedId: anything,
  payoutId: anything,
  cardBrand: anything,
  cardLast4: (values) => most(values, (value) => /\d{4}\D*$/.test(value)),
};

function most(values: readonly string[], fits: (value: string) => boolean): boolean {
  return values.length > 0 && values.filter(fits).length >= values.length * 0.8;
}

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/€|\bEUR\b/, 'EUR'],
  [/£|\bGBP\b/, 'GBP'],
  [/CA\$|\bCAD\b/, 'CAD'],
  [/\bUSD\b|US\$/, 'USD'],
];

export function currencyIn(values: readonly string[]): string | null {
  const [first = ''] = values;
  if (/^[A-Za-z]{3}$/.test(first)) return first.toUpperCase();
  return SIGNS.find(([sign]) => most(values, (value) => sign.test(value)))?.[1] ?? null;
}
