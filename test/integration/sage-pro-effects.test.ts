import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostOutcome } from '../../src-main/ledgers/port.ts';
import { OUTCOMES, type Outcome } from '../support/ledger-outcomes.ts';
import { outcomeSection } from '../support/outcome-tables.ts';
import { PRO01_ACCOUNTS, PRO01_ROWS, PRO01_TABLES } from '../support/pro01-tables.ts';
import { type SageCompany, startSageCompany } from '../support/sage-company.ts';

const page = readFileSync(new URL('../../docs/ledger-effects.md', import.meta.url), 'utf8');
const kindOf = (outcome: PostOutcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);
const cells = (rows: Record<string, unknown>[]): string[][] =>
  rows.map((row) => Object.values(row).map(String));

async function headers(company: SageCompany): Promise<string[][]> {
  return cells(
    await company.rows(
      'SELECT invno, invamt, paidamt, balance, bbal, dtepaid FROM dbo.armast ORDER BY id_col',
    ),
  );
}

describe.each(OUTCOMES)('$title', (outcome: Outcome) => {
  let company: SageCompany;
  let kinds: string[];
  let differences: readonly string[];
  beforeAll(async () => {
    company = await startSageCompany({ batches: [...PRO01_TABLES, ...PRO01_ROWS, ...outcome.invoices] });
    expect(await headers(company)).toEqual(outcome.armastBefore);
    const ledger = company.ledger({ accounts: PRO01_ACCOUNTS, ...outcome.settings });
    kinds = [];
    differences = [];
    for (const entries of outcome.postings) {
      const result = await ledger.post({ entries });
      kinds.push(kindOf(result));
      if (result.kind !== 'refused') differences = [...differences, ...(result.differences ?? [])];
    }
  });
  afterAll(() => company.close());

  it('comes to what it should, and reads back as written', () => {
    expect(kinds).toEqual(outcome.outcomes ?? outcome.postings.map(() => 'posted'));
    expect(differences).toEqual([]);
  });

  it('leaves the headers as the page says, balance = invamt − paidamt', async () => {
    expect(await headers(company)).toEqual(outcome.armast);
    expect(
      await company.rows(
        'SELECT COUNT(*) AS n FROM dbo.armast WHERE balance <> invamt - paidamt OR bbal <> binvamt - bpaid',
      ),
    ).toEqual([{ n: 0 }]);
  });

  it('writes these receipts and no other, each with a marker of its own', async () => {
    expect(
      cells(
        await company.rows('SELECT invno, dtepaid, paidamt, disamt, bpaid FROM dbo.arcash ORDER BY id_col'),
      ),
    ).toEqual(outcome.arcash);
    const [markers] = await company.rows(
      "SELECT COUNT(*) AS n, COUNT(DISTINCT refno) AS d FROM dbo.arcash WHERE refno LIKE 'MB%' AND LEN(refno) = 20",
    );
    expect(markers).toEqual({ n: outcome.arcash.length, d: outcome.arcash.length });
  });

  it('writes this distribution, and each entry’s lines add up to zero', async () => {
    expect(cells(await company.rows('SELECT glacnt, amount FROM dbo.ardist ORDER BY id_col'))).toEqual(
      outcome.ardist,
    );
    expect(
      await company.rows(
        'SELECT LEFT(descrip, 20) AS marker FROM dbo.ardist GROUP BY LEFT(descrip, 20) HAVING SUM(amount) <> 0',
      ),
    ).toEqual([]);
  });

  it('keeps the customer’s balance in step, and touches nobody else', async () => {
    expect(cells(await company.rows('SELECT custno, balance FROM dbo.arcust ORDER BY custno'))).toEqual([
      ['BLUE01', outcome.balance],
      ['PINE02', '300.00'],
    ]);
  });

  it('stands in docs/ledger-effects.md just so', () => {
    expect(page).toContain(outcomeSection(outcome));
  });
});
