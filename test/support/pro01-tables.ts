/** DDL and rows of a small company PRO01 for the ledger's tests: few rows, each with a reason. */

export const PRO01_TABLES: readonly string[] = [
  `CREATE TABLE dbo.arcust (custno char(6) NOT NULL, company char(35) NOT NULL DEFAULT (''), email varchar(60) NOT NULL DEFAULT (''),
    phone char(20) NOT NULL DEFAULT (''), credstat char(1) NOT NULL DEFAULT (''), balance numeric(12,2) NOT NULL DEFAULT (0),
    ldate datetime NOT NULL DEFAULT ('19000101'), lastpay datetime NOT NULL DEFAULT ('19000101'),
    lpymt numeric(12,2) NOT NULL DEFAULT (0), id_col int IDENTITY(1,1) NOT NULL)`,
  ...['armast', 'arymst'].map(
    (
      table,
    ) => `CREATE TABLE dbo.${table} (invno char(10) NOT NULL, custno char(6) NOT NULL, invdte datetime NOT NULL,
    artype char(1) NOT NULL DEFAULT (''), arstat char(1) NOT NULL DEFAULT (''), ornum char(10) NOT NULL DEFAULT (''),
    ponum char(20) NOT NULL DEFAULT (''), refno char(20) NOT NULL DEFAULT (''), pterms char(20) NOT NULL DEFAULT (''),
    pnet int NOT NULL DEFAULT (0), salesmn char(2) NOT NULL DEFAULT (''), invamt numeric(12,2) NOT NULL,
    paidamt numeric(12,2) NOT NULL DEFAULT (0), balance numeric(12,2) NOT NULL, binvamt numeric(12,2) NOT NULL DEFAULT (0),
    bpaid numeric(12,2) NOT NULL DEFAULT (0), bbal numeric(12,2) NOT NULL DEFAULT (0), currency char(3) NOT NULL DEFAULT (''),
    exrat numeric(12,6) NOT NULL DEFAULT (1), disdate datetime NOT NULL DEFAULT ('19000101'),
    disamt numeric(12,2) NOT NULL DEFAULT (0), dtepaid datetime NOT NULL DEFAULT ('19000101'), notes text NOT NULL DEFAULT (''),
    id_col int IDENTITY(1,1) NOT NULL)`,
  ),
  `CREATE TABLE dbo.arcash (custno char(6) NOT NULL, company char(35) NOT NULL DEFAULT (''), invno char(10) NOT NULL, invdte datetime NOT NULL,
    dtepaid datetime NOT NULL, paidamt numeric(12,2) NOT NULL, bpaid numeric(12,2) NOT NULL DEFAULT (0),
    disamt numeric(12,2) NOT NULL DEFAULT (0), salesmn char(2) NOT NULL DEFAULT (''), ponum char(20) NOT NULL DEFAULT (''),
    refno char(20) NOT NULL DEFAULT (''), paytype char(5) NOT NULL, checkno char(10) NOT NULL DEFAULT (''),
    currency char(3) NOT NULL DEFAULT (''), exrat numeric(12,6) NOT NULL DEFAULT (1), arsess char(6) NOT NULL,
    glbatch char(6) NOT NULL, arperiod char(2) NOT NULL, adduser char(10) NOT NULL, adddate datetime NOT NULL, addtime char(8) NOT NULL,
    id_col int IDENTITY(1,1) NOT NULL)`,
  `CREATE TABLE dbo.ardist (tranno char(10) NOT NULL, trandte datetime NOT NULL, trantype char(1) NOT NULL, custno char(6) NOT NULL,
    glacnt char(24) NOT NULL, amount numeric(12,2) NOT NULL, descrip char(35) NOT NULL, arsess char(6) NOT NULL,
    glbatch char(6) NOT NULL, arperiod char(2) NOT NULL, id_col int IDENTITY(1,1) NOT NULL)`,
  'CREATE TABLE dbo.glacnt (glacnt char(24) NOT NULL, gldesc char(35) NOT NULL)',
];

export interface InvoiceRow {
  readonly invno: string;
  readonly custno?: string;
  readonly invdte?: string;
  readonly invamt: string;
  readonly paidamt?: string;
  readonly balance?: string;
  readonly [column: string]: string | undefined;
}

const quote = (value: string): string =>
  /^-?\d+\.\d+$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;

export function insertInto(table: string, row: Readonly<Record<string, string | undefined>>): string {
  const cells = Object.entries(row).filter(([, value]) => value !== undefined);
  return `INSERT INTO dbo.${table} (${cells.map(([name]) => name).join(', ')}) VALUES (${cells.map(([, value]) => quote(value ?? '')).join(', ')})`;
}

/** An invoice number at the right end of its ten characters, as Sage Pro keeps it. */
export const padded = (number: string): string => number.padStart(10);

export function invoice(row: InvoiceRow, table = 'armast'): string {
  const { invno, custno = 'BLUE01', invdte = '2026-03-02', invamt, paidamt = '0.00', ...rest } = row;
  const balance = row.balance ?? invamt;
  return insertInto(table, {
    invno: padded(invno),
    custno,
    invdte,
    invamt,
    paidamt,
    binvamt: invamt,
    bpaid: paidamt,
    bbal: balance,
    ...rest,
    balance,
  });
}

export const PRO01_ROWS: readonly string[] = [
  insertInto('arcust', {
    custno: 'BLUE01',
    company: 'Blue Heron Marine',
    email: 'ap@blueheron.example.com',
    balance: '1000.00',
  }),
  insertInto('arcust', { custno: 'PINE02', company: 'Pine Street Dental', balance: '300.00', credstat: 'H' }),
  ...[
    ['1010', 'Bank'],
    ['1015', 'Card clearing'],
    ['1200', 'Receivables'],
    ['4090', 'Discounts'],
    ['4095', 'Refunds'],
    ['6050', 'Merchant fees'],
    ['6060', 'Write-offs'],
    ['7010', 'Exchange'],
    ['2150', 'Customer deposits'],
    ['4096', 'Chargebacks'],
  ].map(([glacnt, gldesc]) => insertInto('glacnt', { glacnt, gldesc })),
];

export const PRO01_ACCOUNTS = {
  bank: '1010',
  clearing: '1015',
  receivable: '1200',
  discount: '4090',
  refund: '4095',
  fees: '6050',
  writeOff: '6060',
  exchange: '7010',
} as const;
