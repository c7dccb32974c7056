import { afterEach, describe, expect, it } from 'vitest';
import { MatchbookError } from '../../shared/errors.ts';
import type { OpenItem } from '../../shared/model.ts';
import type { Ledger, PostOutcome } from '../../src-main/ledgers/port.ts';
import { VARIATIONS, type Variation, variationBatches } from '../support/company-variations.ts';
import { onAccount, receipt, reversalOf } from '../support/ledger-entries.ts';
import { type SageCompany, startSageCompany } from '../support/sage-company.ts';

const never = new AbortController().signal;
let company: SageCompany | undefined;
afterEach(async () => {
  await company?.close();
  company = undefined;
});

async function open(variation: Variation): Promise<{ company: SageCompany; ledger: Ledger }> {
  company = await startSageCompany({
    batches: variationBatches(variation),
    ...(variation.collation === undefined ? {} : { collation: variation.collation }),
  });
  const ledger = company.ledger(variation.currency === undefined ? {} : { baseCurrency: variation.currency });
  return { company, ledger };
}

async function items(ledger: Ledger): Promise<OpenItem[]> {
  const all: OpenItem[] = [];
  for await (const page of ledger.openItems(null, never)) all.push(...page.items);
  return all.sort((a, b) => (a.number < b.number ? -1 : 1));
}

const tableOf = ({ suffix = '', upper = false }: Variation, table: string): string =>
  upper ? `${table}${suffix}`.toUpperCase() : `${table}${suffix}`;

const unit = (variation: Variation): number => 10 ** (variation.decimals ?? 2);
const money = (variation: Variation) => ({ money: variation.currency ?? 'USD', customerNo: 'C1' });

/** What stopped it: a refusal, or a failure that was explained. */
async function refusalOf(work: Promise<PostOutcome>): Promise<string> {
  try {
    const outcome = await work;
    return outcome.kind === 'refused' ? outcome.message : `it was ${outcome.kind}`;
  } catch (error) {
    if (error instanceof MatchbookError) return error.message;
    throw error;
  }
}

describe.each(VARIATIONS.filter(({ refuses }) => refuses === null))('a company with $name', (variation) => {
  it('is read', async () => {
    const { ledger } = await open(variation);
    const scale = unit(variation);
    expect(
      (await items(ledger)).map((it) => [it.id, it.customerNo, it.customerName, it.balanceMinor]),
    ).toEqual([
      ['invoice:5001', 'C1', 'Coastal Charters', 200 * scale],
      ['credit:5002', 'C1', 'Coastal Charters', -30 * scale],
    ]);
  });

  it('says so at the preflight, and where the marker lives', async () => {
    const { ledger } = await open(variation);
    const preflight = await ledger.preflight(never);
    expect(preflight.findings.filter(({ severity }) => severity.startsWith('blocks'))).toEqual([]);
    expect(preflight).toMatchObject({ canRead: true, canPost: true, importFilesOnly: false });
    expect([preflight.markerColumn?.column, preflight.markerColumn?.length]).toEqual(variation.marker);
    expect(preflight.tables.find(({ table }) => table === 'armast')?.foundAs).toBe(
      `PRO01.dbo.${tableOf(variation, 'armast')}`,
    );
  });

  it('is posted to, exactly once, with a credit netted, and can be undone', async () => {
    const { ledger, company: there } = await open(variation);
    const scale = unit(variation);
    const part = receipt({
      ...money(variation),
      itemNumber: '5001',
      expectedBalanceMinor: 200 * scale,
      amountMinor: 70 * scale,
    });
    const credit = receipt({
      ...money(variation),
      of: 'ch_2',
      itemNumber: '5002',
      expectedBalanceMinor: -30 * scale,
    });
    expect(await ledger.post({ entries: [part, credit] })).toMatchObject({ kind: 'posted' });
    expect(await ledger.post({ entries: [part, credit] })).toMatchObject({ kind: 'already_posted' });
    expect(await ledger.post({ entries: [reversalOf(part.marker)] })).toMatchObject({ kind: 'posted' });
    expect((await items(ledger)).map(({ id, balanceMinor }) => [id, balanceMinor])).toEqual([
      ['invoice:5001', 200 * scale],
    ]);
    const rows = await there.rows(`SELECT * FROM dbo.${tableOf(variation, 'arcash')}`);
    expect(rows).toHaveLength(3);
    const header = await there.rows(
      `SELECT COUNT(*) AS wrong FROM dbo.${tableOf(variation, 'armast')} WHERE ${variation.upper ? 'BALANCE <> INVAMT - PAIDAMT' : 'balance <> invamt - paidamt'}`,
    );
    expect(header).toEqual([{ wrong: 0 }]);
  });

  it('keeps a padded key as the invoice has it', async () => {
    const { ledger, company: there } = await open(variation);
    const scale = unit(variation);
    await ledger.post({
      entries: [receipt({ ...money(variation), itemNumber: '5001', expectedBalanceMinor: 200 * scale })],
    });
    const joined = `SELECT COUNT(*) AS n FROM dbo.${tableOf(variation, 'arcash')} c INNER JOIN dbo.${tableOf(variation, 'armast')} m ON ${variation.upper ? 'm.INVNO = c.INVNO AND m.CUSTNO = c.CUSTNO' : 'm.invno = c.invno AND m.custno = c.custno'}`;
    expect(await there.rows(joined)).toEqual([{ n: 1 }]);
  });

  it('takes money on account', async () => {
    const { ledger } = await open(variation);
    const entry = onAccount({ ...money(variation), amountMinor: 1_000 });
    expect(await ledger.post({ entries: [entry] })).toMatchObject({ kind: 'posted' });
    expect((await ledger.find([entry.marker])).get(entry.marker)).toMatchObject({
      amountMinor: 1_000,
      itemNumber: null,
    });
  });
});

describe.each(VARIATIONS.filter(({ refuses }) => refuses !== null))('a company with $name', (variation) => {
  it('is read all the same, and refused for posting with a sentence that names the reason', async () => {
    const { ledger, company: there } = await open(variation);
    expect(await items(ledger)).toHaveLength(2);
    const entry = receipt({
      ...money(variation),
      itemNumber: '5001',
      expectedBalanceMinor: 20_000,
      amountMinor: 7_000,
    });
    const sentence = await refusalOf(ledger.post({ entries: [entry] }));
    for (const words of variation.refuses ?? []) expect(sentence).toContain(words);
    expect(await there.rows('SELECT COUNT(*) AS n FROM dbo.arcash')).toEqual([{ n: 0 }]);
    expect(
      await there.rows("SELECT CAST(balance AS varchar(20)) AS b FROM dbo.armast WHERE artype = ''"),
    ).toEqual([{ b: '200.00' }]);
  });
});
