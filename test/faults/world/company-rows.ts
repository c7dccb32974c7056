/** The planned company as rows of a Sage Pro company's tables, with a little of everything that nobody may touch. */
import {
  COMPANY_TABLES,
  type LedgerValue,
  SYSTEM_TABLES,
} from '../../../src-main/demo/company/ledger/index.ts';
import type { CheckedAccounts } from '../check/index.ts';
import { inBase, type PlannedCompany, type PlannedItem } from '../plan/company.ts';

type Row = Readonly<Record<string, LedgerValue>>;

export const DATABASE = 'PRO01';
export const SYSTEM_DATABASE = 'PROSYS';

export const ACCOUNTS = {
  receivable: '1200',
  clearing: '1099',
  bank: '1010',
  fees: '6150',
  discount: '4090',
  writeOff: '6060',
  refund: '4095',
  exchange: '7010',
} as const satisfies CheckedAccounts & Record<string, string>;
export const SALES_ACCOUNT = '4010';

/** Keys stand at the right end of their ten characters, as at many sites. */
export const keyed = (number: string): string => number.padStart(10);
const at = (day: string): string => `${day}T00:00:00.000`;
export const decimal = (minor: number): string =>
  `${minor < 0 ? '-' : ''}${Math.trunc(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, '0')}`;

export interface FilledTable {
  readonly database: string;
  readonly table: (typeof COMPANY_TABLES)[number];
  readonly rows: LedgerValue[][];
}

export function companyTables(company: PlannedCompany): FilledTable[] {
  const rows: Readonly<Record<string, readonly Row[]>> = {
    arcust: company.customers.map((it) => ({
      custno: it.custno,
      company: it.company,
      currency: it.currency,
      balance: decimal(
        company.items.reduce((sum, item) => sum + (item.custno === it.custno ? baseBalance(item) : 0), 0),
      ),
      entered: at('2024-05-01'),
    })),
    armast: company.items.map(header),
    artran: company.items.map((item) => ({
      invno: keyed(item.number),
      custno: item.custno,
      invdte: at(item.date),
      tranlineno: 1,
      item: 'HAMMER-16',
      extprice: decimal(item.totalMinor),
      glsale: SALES_ACCOUNT,
    })),
    arymst: [header({ ...(company.items[0] as PlannedItem), number: '7' })],
    arcash: company.items.filter((it) => it.paidMinor !== 0).map(earlierReceipt),
    ardist: company.items.flatMap((item) => [
      line(item, ACCOUNTS.receivable, baseTotal(item)),
      line(item, SALES_ACCOUNT, -baseTotal(item)),
    ]),
    glacnt: [...Object.values(ACCOUNTS), SALES_ACCOUNT].map((glacnt) => ({
      glacnt,
      gldesc: `Account ${glacnt}`,
    })),
    somast: [{ sono: keyed('55'), custno: 'C001', ordamt: '12.50' }],
    icitem: [{ item: 'HAMMER-16', itmdesc: 'Hammer, 16 oz', price: '18.5000' }],
    sycrlst: [{ compid: '01', ruleid: 'SLSPERS', chrvl: 'DK', descrip: 'D. Kim' }],
  };
  const filled = (database: string) => (table: (typeof COMPANY_TABLES)[number]) => ({
    database,
    table,
    rows: (rows[table.name] ?? []).map((row) =>
      table.columns.filter((it) => it.identity !== true).map(({ name, type }) => row[name] ?? blank(type)),
    ),
  });
  return [...COMPANY_TABLES.map(filled(DATABASE)), ...SYSTEM_TABLES.map(filled(SYSTEM_DATABASE))];
}

function blank(type: string): LedgerValue {
  if (type === 'datetime') return at('1900-01-01');
  if (type === 'bit') return false;
  if (type === 'int') return 0;
  return type.startsWith('numeric') ? '0' : '';
}

const baseTotal = ({ totalMinor, exchangeRate }: PlannedItem): number => inBase(totalMinor, exchangeRate);
const baseBalance = ({ totalMinor, paidMinor, exchangeRate }: PlannedItem): number =>
  inBase(totalMinor - paidMinor, exchangeRate);

function header(item: PlannedItem): Row {
  return {
    invno: keyed(item.number),
    custno: item.custno,
    invdte: at(item.date),
    artype: item.kind === 'credit' ? 'C' : '',
    ponum: `PO ${item.number}`,
    pnet: 30,
    invamt: decimal(item.totalMinor),
    binvamt: decimal(baseTotal(item)),
    paidamt: decimal(item.paidMinor),
    bpaid: decimal(baseTotal(item) - baseBalance(item)),
    balance: decimal(item.totalMinor - item.paidMinor),
    bbal: decimal(baseBalance(item)),
    dtepaid: at(item.paidMinor === 0 ? '1900-01-01' : '2026-02-28'),
    disdate: at(item.discount?.until ?? '1900-01-01'),
    disamt: decimal(item.discount?.amountMinor ?? 0),
    currency: item.currency,
    exrat: item.exchangeRate,
    gllink: ACCOUNTS.receivable,
    notes: 'As entered.',
  };
}

function earlierReceipt(item: PlannedItem): Row {
  return {
    custno: item.custno,
    invno: keyed(item.number),
    invdte: at(item.date),
    dtepaid: at('2026-02-28'),
    paidamt: decimal(item.paidMinor),
    bpaid: decimal(baseTotal(item) - baseBalance(item)),
    refno: 'CK 1001',
    currency: item.currency,
    exrat: item.exchangeRate,
    adduser: 'MOSTER',
  };
}

function line(item: PlannedItem, glacnt: string, minor: number): Row {
  return {
    tranno: keyed(item.number),
    trandte: at(item.date),
    trantype: 'I',
    custno: item.custno,
    glacnt,
    amount: decimal(minor),
    descrip: 'Invoice',
  };
}
