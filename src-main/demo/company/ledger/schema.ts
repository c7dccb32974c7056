/**
 * The tables of the demo ledger: a Sage Pro company on SQL Server. No data dictionary is public; the tables and the
 * columns that sites' own queries show are all here, the others follow from the FoxPro edition. Widths are chosen to
 * match those queries: invno char(10) padded on the left, custno char(6), ruleid char(8).
 */
import { type LedgerTable, table } from './table.ts';

const STAMPS = `
  adduser char(10)
  adddate datetime
  addtime char(8)
  lckstat char(1)
  lckuser char(10)
  lckdate datetime
  lcktime char(8)`;

const INVOICE_HEADER = `
  invno char(10)
  custno char(6)
  invdte datetime
  artype char(1)
  arstat char(1)
  ornum char(10)
  ponum char(20)
  refno char(20)
  pterms char(20)
  pdisc numeric(5,2)
  pdays int
  pnet int
  disdate datetime
  disamt numeric(12,2)
  salesmn char(2)
  terr char(4)
  taxrate numeric(6,3)
  tax numeric(12,2)
  invamt numeric(12,2)
  binvamt numeric(12,2)
  paidamt numeric(12,2)
  bpaid numeric(12,2)
  balance numeric(12,2)
  bbal numeric(12,2)
  dtepaid datetime
  currency char(3)
  exrat numeric(12,6)
  arperiod char(2)
  gllink char(24)
  glbatch char(6)
  arsess char(6)
  notes text ${STAMPS}`;

const INVOICE_LINE = `
  invno char(10)
  custno char(6)
  invdte datetime
  tranlineno int
  artype char(1)
  arstat char(1)
  item char(15)
  descrip char(35)
  ponum char(20)
  loctid char(6)
  cost numeric(12,4)
  price numeric(12,4)
  qtyord numeric(12,3)
  qtyshp numeric(12,3)
  extprice numeric(12,2)
  glsale char(24)
  taxable bit
  salesmn char(2)
  adduser char(10)
  adddate datetime`;

const ORDER_HEADER = `
  sono char(10)
  custno char(6)
  ordate datetime
  sostat char(1)
  sotype char(1)
  ponum char(20)
  ordamt numeric(12,2)
  shpamt numeric(12,2)
  invamt numeric(12,2)
  shipchg numeric(12,2)
  salesmn char(2)
  terr char(4)
  pterms char(20)
  pnet int
  notes text ${STAMPS}`;

const ORDER_LINE = `
  sono char(10)
  custno char(6)
  tranlineno int
  item char(15)
  descrip char(35)
  loctid char(6)
  umeasur char(4)
  sostat char(1)
  rqdate datetime
  qtyord numeric(12,3)
  origqtyord numeric(12,3)
  qtyshp numeric(12,3)
  cost numeric(12,4)
  price numeric(12,4)
  extprice numeric(12,2)`;

const ARCUST = `
  custno char(6)
  company char(35)
  contact char(30)
  title char(20)
  address1 char(30)
  address2 char(30)
  address3 char(30)
  city char(20)
  state char(10)
  zip char(10)
  country char(15)
  phone char(20)
  faxno char(20)
  email varchar(60)
  source char(10)
  type char(4)
  code char(4)
  terr char(4)
  salesmn char(2)
  pterms char(20)
  pdisc numeric(5,2)
  pdays int
  pnet int
  limit numeric(12,2)
  credstat char(1)
  currency char(3)
  balance numeric(12,2)
  onorder numeric(12,2)
  ytdsls numeric(12,2)
  ldate datetime
  lastpay datetime
  lpymt numeric(12,2)
  entered datetime
  arnotes text ${STAMPS}`;

const ARCASH = `
  custno char(6)
  company char(35)
  invno char(10)
  invdte datetime
  dtepaid datetime
  paidamt numeric(12,2)
  bpaid numeric(12,2)
  disamt numeric(12,2)
  salesmn char(2)
  ponum char(20)
  refno char(20)
  paytype char(5)
  checkno char(10)
  currency char(3)
  exrat numeric(12,6)
  arsess char(6)
  glbatch char(6)
  arperiod char(2)
  adduser char(10)
  adddate datetime
  addtime char(8)`;

const ARDIST = `
  tranno char(10)
  trandte datetime
  trantype char(1)
  custno char(6)
  glacnt char(24)
  amount numeric(12,2)
  descrip char(35)
  arsess char(6)
  glbatch char(6)
  arperiod char(2)
  adduser char(10)
  adddate datetime`;

const SOADDR = `
  sono char(10)
  custno char(6)
  adtype char(1)
  company char(35)
  address1 char(30)
  address2 char(30)
  city char(20)
  state char(10)
  zip char(10)
  country char(15)`;

const ICITEM = `
  item char(15)
  itmdesc char(35)
  comcode char(4)
  itmclss char(4)
  umeasur char(4)
  price numeric(12,4)
  cost numeric(12,4)
  entered datetime`;

const byInvoice = { invno: ['invno'], custno: ['custno', 'invno'] };
const byOrder = { sono: ['sono'], custno: ['custno'] };

export const COMPANY_TABLES: readonly LedgerTable[] = [
  table('arcust', ARCUST, { custno: ['custno'], company: ['company'] }),
  table('armast', INVOICE_HEADER, byInvoice),
  table('arymst', INVOICE_HEADER, byInvoice),
  table('artran', INVOICE_LINE, { invno: ['invno', 'tranlineno'] }),
  table('arytrn', INVOICE_LINE, { invno: ['invno', 'tranlineno'] }),
  // refno: what docs/sql/grants.sql advises to the administrator, so that a marker is found without reading every receipt.
  table('arcash', ARCASH, { ...byInvoice, refno: ['refno'] }),
  table('ardist', ARDIST, { tranno: ['tranno'], glacnt: ['glacnt', 'trandte'] }),
  table('glacnt', 'glacnt char(24)\n gldesc char(35)\n gltype char(2)', { glacnt: ['glacnt'] }),
  table('somast', ORDER_HEADER, byOrder),
  table('soymst', ORDER_HEADER, byOrder),
  table('sotran', ORDER_LINE, { sono: ['sono', 'tranlineno'] }),
  table('soytrn', ORDER_LINE, { sono: ['sono', 'tranlineno'] }),
  table('soaddr', SOADDR, { sono: ['sono'] }),
  table('icitem', ICITEM, { item: ['item'] }),
  table('iciloc', 'item char(15)\n loctid char(6)\n lonhand numeric(12,3)\n lsoaloc numeric(12,3)', {
    item: ['item', 'loctid'],
  }),
  table('site_custlog', 'custno char(6)\n oldstat char(1)\n newstat char(1)\n changed datetime'),
];

export const SYSTEM_TABLES: readonly LedgerTable[] = [
  table('sycrlst', 'compid char(2)\n ruleid char(8)\n chrvl char(10)\n descrip char(35)', {
    ruleid: ['compid', 'ruleid', 'chrvl'],
  }),
];

/** What the demo site added of its own, as every site has: a report's view, and a log of who was put on credit hold. */
export const SITE_OBJECTS: readonly string[] = [
  `CREATE VIEW [dbo].[vw_open_invoices] AS
SELECT LTRIM(RTRIM(m.invno)) AS invoice, RTRIM(m.custno) AS custno, RTRIM(c.company) AS company, m.invdte,
  DATEADD(day, m.pnet, m.invdte) AS duedate, m.invamt, m.balance
FROM dbo.armast m INNER JOIN dbo.arcust c ON c.custno = m.custno
WHERE m.arstat <> 'V' AND m.balance <> 0`,
  `CREATE TRIGGER [dbo].[tr_arcust_credstat] ON [dbo].[arcust] AFTER UPDATE AS
BEGIN
  SET NOCOUNT ON
  INSERT INTO dbo.site_custlog (custno, oldstat, newstat, changed)
  SELECT i.custno, d.credstat, i.credstat, GETDATE()
  FROM inserted i INNER JOIN deleted d ON d.id_col = i.id_col
  WHERE i.credstat <> d.credstat
END`,
];
