/**
 * Sage Pro companies as different sites have them: names, suffixes, widths, types, what is missing, what was added.
 * Each is generated from a few traits and holds the same books: customer C1 owes invoice 5001 (200.00, of which nothing
 * is paid) and has credit 5002 (−30.00).
 */
export interface Traits {
  readonly suffix?: string;
  /** Upper-case names, as some conversions make them. */
  readonly upper?: boolean;
  readonly collation?: string;
  readonly invno?: string;
  readonly custno?: string;
  readonly money?: string;
  /** How keys are padded in the rows. */
  readonly pad?: (key: string, width: number) => string;
  readonly invnoWidth?: number;
  readonly custnoWidth?: number;
  readonly identity?: boolean;
  /** Only columns that real sites' queries show, and an amount. */
  readonly bare?: boolean;
  /** arcash: name of the amount column. */
  readonly amount?: string;
  /** arcash: text columns that may carry the marker. */
  readonly references?: string;
  /** More columns of arcash. */
  readonly arcashExtra?: string;
  readonly armastExtra?: string;
  readonly currency?: string;
  /** Decimals of the amounts in the rows. */
  readonly decimals?: number;
  /** Batches after the tables are filled. */
  readonly after?: readonly string[];
}

export interface Variation extends Traits {
  readonly name: string;
  /** null: it is posted to. Else what the refusal's sentence must name. */
  readonly refuses: readonly string[] | null;
  /** Where the marker lives, when it is posted to. */
  readonly marker?: readonly [column: string, length: number];
  readonly reads?: false;
}

const left = (key: string, width: number): string => key.padStart(width);

export const VARIATIONS: readonly Variation[] = [
  {
    name: 'FoxPro names with a suffix, in a binary collation',
    suffix: '01',
    pad: left,
    refuses: null,
    marker: ['refno', 20],
  },
  { name: 'upper-case names', upper: true, suffix: '01', pad: left, refuses: null, marker: ['REFNO', 20] },
  {
    name: 'a collation that ignores case, long keys',
    collation: 'Latin1_General_CI_AS',
    invno: 'char(20)',
    invnoWidth: 20,
    custno: 'char(12)',
    custnoWidth: 12,
    pad: left,
    refuses: null,
    marker: ['refno', 20],
  },
  {
    name: 'Unicode keys of varying length',
    invno: 'nvarchar(15)',
    custno: 'nvarchar(15)',
    refuses: null,
    marker: ['refno', 20],
  },
  {
    name: 'only the columns that are known for sure, no identity',
    bare: true,
    identity: false,
    pad: left,
    amount: 'amount',
    references: 'refno char(15) NOT NULL',
    refuses: null,
    marker: ['refno', 15],
  },
  {
    name: 'a short reference, a long check number',
    references: "refno char(8) NOT NULL DEFAULT (''), checkno char(16) NOT NULL DEFAULT ('')",
    refuses: null,
    marker: ['checkno', 16],
  },
  {
    name: 'three decimals, in Kuwaiti dinars',
    money: 'numeric(14,3)',
    currency: 'KWD',
    decimals: 3,
    pad: left,
    refuses: null,
    marker: ['refno', 20],
  },
  {
    name: 'amounts as money, keys padded on the right',
    money: 'money',
    refuses: null,
    marker: ['refno', 20],
  },
  {
    name: 'triggers that write a log of their own',
    after: [
      'CREATE TABLE dbo.site_log (what char(10) NOT NULL, invno char(10) NOT NULL)',
      "CREATE TRIGGER dbo.tr_armast_log ON dbo.armast AFTER UPDATE AS BEGIN INSERT INTO dbo.site_log (what, invno) SELECT 'armast', i.invno FROM inserted i END",
      "CREATE TRIGGER dbo.tr_arcash_log ON dbo.arcash AFTER INSERT AS BEGIN INSERT INTO dbo.site_log (what, invno) SELECT 'arcash', i.invno FROM inserted i END",
    ],
    pad: left,
    refuses: null,
    marker: ['refno', 20],
  },
  {
    name: 'columns of the site’s own that look after themselves',
    arcashExtra:
      ', site_batch int NOT NULL DEFAULT (0), site_note varchar(200) NULL, site_weight int NOT NULL DEFAULT (1), site_double AS (site_weight * 2)',
    armastExtra: ", site_colour char(6) NOT NULL DEFAULT ('none')",
    refuses: null,
    marker: ['refno', 20],
  },
  {
    name: 'a column of the site’s own that must be filled',
    arcashExtra: ', site_branch char(3) NOT NULL',
    refuses: ['arcash.site_branch', 'must have a value'],
  },
  {
    name: 'no column that could carry the marker',
    references: "refno char(6) NOT NULL DEFAULT (''), checkno char(6) NOT NULL DEFAULT ('')",
    refuses: ['arcash', 'posted twice'],
  },
  {
    name: 'a trigger that changes the balance back',
    after: [
      'CREATE TRIGGER dbo.tr_meddle ON dbo.armast AFTER UPDATE AS BEGIN UPDATE dbo.armast SET balance = invamt WHERE balance <> invamt END',
    ],
    pad: left,
    refuses: ['a trigger of the database changes it'],
  },
  { name: 'receipts without an amount column', bare: true, amount: '', refuses: ['paidamt or amount'] },
];

export function variationBatches(traits: Traits): string[] {
  const { suffix = '', upper = false, pad = (key) => key, bare = false, decimals = 2 } = traits;
  const name = (table: string): string => (upper ? `${table}${suffix}`.toUpperCase() : `${table}${suffix}`);
  const identity = traits.identity === false ? '' : ', id_col int IDENTITY(1,1) NOT NULL';
  const money = traits.money ?? 'numeric(12,2)';
  const [invno, custno] = [traits.invno ?? 'char(10)', traits.custno ?? 'char(6)'];
  const amount = traits.amount ?? 'paidamt';
  const references =
    traits.references ?? "refno char(20) NOT NULL DEFAULT (''), checkno char(10) NOT NULL DEFAULT ('')";
  const currency = traits.currency === undefined ? '' : ', currency char(3) NOT NULL';
  const create = (table: string, columns: string): string =>
    `CREATE TABLE dbo.${name(table)} (${upper ? columns.toUpperCase() : columns})`;
  const sum = (units: number): string => units.toFixed(decimals);
  const key = pad('5001', traits.invnoWidth ?? 10);
  const credit = pad('5002', traits.invnoWidth ?? 10);
  const customer = pad('C1', traits.custnoWidth ?? 6);
  const code = traits.currency === undefined ? ['', ''] : [', currency', `, '${traits.currency}'`];
  const base = bare ? ['', ''] : [', bbal', ''];
  const header = (no: string, type: string, units: number): string =>
    `INSERT INTO dbo.${name('armast')} (${[`invno, custno, invdte, artype, arstat, invamt, paidamt, balance${base[0]}${code[0]}`].map((it) => (upper ? it.toUpperCase() : it)).join('')}) VALUES ('${no}', '${customer}', '20260302', '${type}', '', ${sum(units)}, ${sum(0)}, ${sum(units)}${bare ? '' : `, ${sum(units)}`}${code[1]})`;
  return [
    create(
      'arcust',
      `custno ${custno} NOT NULL, company char(35) NOT NULL${bare ? '' : `, email varchar(60) NULL, balance ${money} NOT NULL DEFAULT (0)`}${identity}`,
    ),
    create(
      'armast',
      `invno ${invno} NOT NULL, custno ${custno} NOT NULL, invdte datetime NOT NULL, artype char(1) NOT NULL, arstat char(1) NOT NULL, invamt ${money} NOT NULL, paidamt ${money} NOT NULL, balance ${money} NOT NULL${bare ? '' : `, bbal ${money} NOT NULL, dtepaid datetime NULL, pnet smallint NULL`}${currency}${traits.armastExtra ?? ''}${identity}`,
    ),
    create(
      'arcash',
      `custno ${custno} NOT NULL, invno ${invno} NOT NULL, invdte datetime NOT NULL, dtepaid datetime NOT NULL${amount === '' ? '' : `, ${amount} ${money} NOT NULL`}, ${references}${bare ? '' : ', adduser char(8) NOT NULL, adddate datetime NOT NULL, paytype char(2) NOT NULL'}${currency}${traits.arcashExtra ?? ''}${identity}`,
    ),
    `INSERT INTO dbo.${name('arcust')} (${upper ? 'CUSTNO, COMPANY' : 'custno, company'}) VALUES ('${customer}', 'Coastal Charters')`,
    header(key, '', 200),
    header(credit, 'C', -30),
    ...(traits.after ?? []),
  ];
}
