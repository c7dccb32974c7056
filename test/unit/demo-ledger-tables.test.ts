import { describe, expect, it } from 'vitest';
import { currency, parseMinor } from '../../shared/money.ts';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import { balanceOf } from '../../src-main/demo/company/invoicing.ts';
import { ddlOf, type LedgerRow, ledgerTables, NO_DATE } from '../../src-main/demo/company/ledger/index.ts';

const world = createDemoWorld({ seed: 11, payments: 400, today: '2026-03-31' });
const tables = ledgerTables(world);
const USD = currency('USD');

function rowsOf(name: string): readonly LedgerRow[] {
  const found = tables.find((it) => it.table.name === name);
  if (!found) throw new Error(`no table ${name}`);
  return found.rows;
}
const valid = (rows: readonly LedgerRow[]) => rows.filter((row) => row.arstat !== 'V');
const cents = (rows: readonly LedgerRow[], column: string) =>
  rows.reduce((sum, row) => sum + parseMinor(String(row[column]), USD), 0);

describe('the rows', () => {
  it('fit the columns of their tables', () => {
    for (const { table, rows } of tables) {
      const columns = new Map(table.columns.map((column) => [column.name, column.type]));
      for (const row of rows) {
        for (const [name, value] of Object.entries(row)) {
          const type = columns.get(name);
          expect(type, `${table.name}.${name}`).toBeDefined();
          const width = /char\((\d+)\)/.exec(type ?? '')?.[1];
          if (width !== undefined)
            expect(String(value).length, `${table.name}.${name}`).toBeLessThanOrEqual(Number(width));
        }
      }
    }
  });

  it('pad invoice and order numbers on the left, and give dates that are not set as 1900', () => {
    const [first] = rowsOf('armast');
    expect(first?.invno).toMatch(/^ +\d+$/);
    expect(String(first?.invno)).toHaveLength(10);
    expect(rowsOf('armast').some((row) => row.dtepaid === NO_DATE)).toBe(true);
  });

  it('hold each invoice once, in the current file or in history', () => {
    const current = rowsOf('armast').map((row) => row.invno);
    const history = rowsOf('arymst').map((row) => row.invno);
    expect(new Set([...current, ...history]).size).toBe(world.invoices.length);
    expect(rowsOf('arymst').every((row) => row.balance === '0.00')).toBe(true);
    expect(rowsOf('armast').filter((row) => row.arstat === 'V')).toHaveLength(6);
  });
});

describe('the books tie out', () => {
  it('amount less paid is balance, on every invoice', () => {
    for (const row of [...rowsOf('armast'), ...rowsOf('arymst')]) {
      expect(cents([row], 'invamt') - cents([row], 'paidamt')).toBe(cents([row], 'balance'));
      expect(cents([row], 'binvamt') - cents([row], 'bpaid')).toBe(cents([row], 'bbal'));
    }
  });

  it('the receivable account equals the open invoices and the customers balances', () => {
    const receivable = rowsOf('ardist').filter((row) => row.glacnt === '1200');
    const owed = world.invoices
      .filter((it) => it.currency === USD)
      .reduce((sum, it) => sum + balanceOf(it), 0);
    expect(cents(receivable, 'amount')).toBe(cents(valid(rowsOf('armast')), 'bbal'));
    expect(cents(rowsOf('arcust'), 'balance')).toBe(cents(valid(rowsOf('armast')), 'bbal'));
    expect(
      cents(
        valid(rowsOf('armast')).filter((row) => row.currency === 'USD'),
        'balance',
      ),
    ).toBe(owed);
  });

  it('debits equal credits', () => {
    expect(cents(rowsOf('ardist'), 'amount')).toBe(0);
  });

  it('receipts add up to what the invoices say was paid', () => {
    const receipts = rowsOf('arcash');
    const paid = cents([...rowsOf('armast'), ...rowsOf('arymst')], 'paidamt');
    expect(cents(receipts, 'paidamt') + cents(receipts, 'disamt')).toBe(paid);
  });
});

describe('the table definitions', () => {
  it('read as T-SQL', () => {
    const arcash = tables.find((it) => it.table.name === 'arcash');
    const [create, ...indexes] = arcash ? ddlOf(arcash.table) : [];
    expect(create).toContain('[id_col] int IDENTITY(1,1) NOT NULL');
    expect(create).toContain("[invno] char(10) NOT NULL CONSTRAINT [DF_arcash_invno] DEFAULT ('')");
    expect(indexes).toContain('CREATE INDEX [arcash_invno] ON [dbo].[arcash] ([invno])');
  });

  it('keep the code lists in the system database', () => {
    const list = tables.find((it) => it.table.name === 'sycrlst');
    expect(list?.database).toBe('PROSYS');
    expect(new Set(list?.rows.map((row) => row.ruleid))).toEqual(new Set(['SLSPERS', 'ORDRSTAT', 'COMCODE']));
  });
});
