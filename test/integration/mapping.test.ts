import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mapping, MappingLine, Transform } from '../../shared/mapping.ts';
import type { LedgerEntry } from '../../src-main/ledgers/port.ts';
import { CONTRACT_ROWS } from '../support/contract-company.ts';
import { receipt, reversalOf } from '../support/ledger-entries.ts';
import { type MatchingCompany, matchingCompany } from '../support/matching-company.ts';
import { idOf, invoice, STRIPE, transaction } from '../support/posting-fixture.ts';
import { PRO01_TABLES } from '../support/pro01-tables.ts';
import { type SageCompany, startSageCompany } from '../support/sage-company.ts';

const OWN_COLUMNS = `ALTER TABLE dbo.arcash ADD gwid varchar(30) NULL, gwfee numeric(9,2) NULL, settled datetime NULL`;

let sage: SageCompany;
beforeEach(async () => {
  sage = await startSageCompany({ batches: [...PRO01_TABLES, ...CONTRACT_ROWS, OWN_COLUMNS] });
});
afterEach(async () => {
  await sage.close();
});

const paidIn = (fields: Record<string, string>) =>
  receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, fields });

describe('fields that a firm maps in Sage Pro', () => {
  it('are those that do not make the receipt what it is: the site’s own columns among them', async () => {
    const ledger = sage.ledger();
    const fields = (await ledger.mappable?.(new AbortController().signal)) ?? [];
    const named = fields.map(({ name }) => name);
    expect(named).toEqual(
      expect.arrayContaining([
        'arcash.checkno',
        'arcash.paytype',
        'arcash.gwid',
        'arcash.gwfee',
        'arcash.settled',
      ]),
    );
    for (const own of ['custno', 'invno', 'paidamt', 'dtepaid', 'refno', 'adduser', 'id_col']) {
      expect(named).not.toContain(`arcash.${own}`);
    }
    expect(fields.find(({ name }) => name === 'arcash.gwfee')).toMatchObject({ kind: 'number', decimals: 2 });
    expect(fields.find(({ name }) => name === 'arcash.gwid')).toMatchObject({ kind: 'text', length: 30 });
  });

  it('are written with the receipt, and a reversal undoes the money alone', async () => {
    const ledger = sage.ledger();
    const entry = paidIn({
      'arcash.gwid': 'ch_77',
      'arcash.gwfee': '36.57',
      'arcash.settled': '2026-03-12',
      'arcash.paytype': 'CC',
      'arcash.dropped': 'the column went away since',
    });
    expect((await ledger.post({ entries: [entry] })).kind).toBe('posted');
    expect((await ledger.post({ entries: [reversalOf(entry.marker)] })).kind).toBe('posted');
    const rows = await sage.rows(
      'SELECT paidamt, gwid, gwfee, settled, paytype FROM dbo.arcash WHERE gwid IS NOT NULL OR paidamt < 0 ORDER BY id_col',
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ paidamt: '125.50', gwid: 'ch_77', gwfee: '36.57', paytype: 'CC' });
    expect(String(rows[0]?.settled)).toContain('2026-03-12');
    expect(rows[1]).toMatchObject({ paidamt: '-125.50', gwid: null, gwfee: null });
  });

  it('do not make a receipt another one: posted again with other fields it is there already', async () => {
    const ledger = sage.ledger();
    await ledger.post({ entries: [paidIn({ 'arcash.gwid': 'ch_77' })] });
    expect((await ledger.post({ entries: [paidIn({ 'arcash.gwid': 'ch_78' })] })).kind).toBe(
      'already_posted',
    );
  });
});

describe('the editor of a mapping', () => {
  let app: MatchingCompany;
  beforeEach(async () => {
    app = await matchingCompany([invoice('10423', 12_550), invoice('10500', 7_700)], async () =>
      sage.ledger(),
    );
    app.company.store.transactions.upsert(
      transaction('ch_1', 12_550, { description: 'Invoice 10423', metadata: { branch: 'North' } }),
    );
    app.company.store.transactions.upsert(transaction('ch_2', 7_700, { description: 'Invoice 10500' }));
    await app.propose();
  });
  afterEach(async () => {
    await app.close();
    expect(app.faults).toEqual([]);
  });

  const lineTo = (target: string, field: string, ...transforms: Transform[]): MappingLine => ({
    target,
    source: { kind: 'field', field },
    transforms,
    when: [],
  });
  const save = (mapping: Mapping, basedOn: number, note = '') =>
    app.calls['mapping.save']({ connectionId: STRIPE, mapping, basedOn, note });
  const entryOf = (id: string): LedgerEntry | undefined => {
    const entry = app.company.store.outbox.entriesOf(idOf(id)).at(-1);
    return entry && (JSON.parse(entry.posting) as { entries: LedgerEntry[] }).entries[0];
  };
  const lastSentence = () => app.company.store.audit.page(null, 1)[0]?.sentence;

  it('tries a mapping on what came in, and keeps nothing of it', async () => {
    const mapping = { lines: [lineTo('arcash.gwid', 'id', { do: 'case', to: 'upper' })] };
    const { problems, rows } = await app.calls['mapping.dryRun']({ connectionId: STRIPE, mapping });
    expect(problems).toEqual([]);
    expect(rows.map(({ values }) => values['arcash.gwid']).sort()).toEqual(['CH_1', 'CH_2']);
    expect((await app.calls['mapping.sheet']({ connectionId: STRIPE })).version).toBe(0);
  });

  it('saves versions with who and when, refuses one made on an older one, and puts an older one back', async () => {
    const first = { lines: [lineTo('arcash.gwid', 'id')] };
    expect((await save(first, 0, 'ids')).sheet).toMatchObject({ version: 1, mapping: first });
    expect(lastSentence()).toBe('Accountant saved version 1 of the field mapping of Stripe: ids.');
    await expect(save({ lines: [] }, 0)).rejects.toThrow(/version 1 now/);
    expect((await save({ lines: [] }, 1)).sheet.version).toBe(2);
    const back = await app.calls['mapping.rollBack']({ connectionId: STRIPE, version: 1 });
    expect(back.sheet).toMatchObject({ version: 3, mapping: first });
    expect(back.sheet.versions.map(({ version, note }) => [version, note])).toEqual([
      [3, 'As version 1'],
      [2, ''],
      [1, 'ids'],
    ]);
  });

  it('saves nothing that the ledger could not take', async () => {
    const outcome = await save({ lines: [lineTo('arcash.invno', 'id')] }, 0);
    expect(outcome).toMatchObject({ saved: false, sheet: { version: 0 } });
    expect(outcome.problems[0]?.message).toBe('The ledger has no field arcash.invno that can be mapped.');
  });

  it('carries a mapping to a file and back, and says when a file is none', async () => {
    const mapping = { lines: [lineTo('arcash.gwid', 'id', { do: 'cut', from: 1, length: 8 })] };
    await save(mapping, 0);
    const file = await app.calls['mapping.export']({ connectionId: STRIPE });
    const text = Buffer.from(file.base64, 'base64').toString('utf8');
    expect(await app.calls['mapping.read']({ text })).toEqual(mapping);
    await expect(app.calls['mapping.read']({ text: '{"lines":[]}' })).rejects.toThrow(/no field mapping/);
  });

  it('counts from the next approval on: its values go to the outbox with the entry', async () => {
    await save(
      {
        lines: [
          lineTo('arcash.gwid', 'id'),
          lineTo('arcash.paytype', 'metadata.branch', { do: 'cut', from: 1, length: 1 }),
        ],
      },
      0,
    );
    const outcome = await app.calls['review.approve']({ transactionIds: [idOf('ch_1'), idOf('ch_2')] });
    expect(outcome.skipped).toEqual([]);
    expect(entryOf('ch_1')?.fields).toEqual({ 'arcash.gwid': 'ch_1', 'arcash.paytype': 'N' });
    expect(entryOf('ch_2')?.fields).toEqual({ 'arcash.gwid': 'ch_2' });
  });

  it('leaves in review, with the sentence, what it cannot fill, and approves the rest', async () => {
    const rows = [{ from: 'North', to: 'N1' }];
    await save(
      { lines: [lineTo('arcash.paytype', 'metadata.branch', { do: 'lookup', rows, otherwise: 'stop' })] },
      0,
    );
    const outcome = await app.calls['review.approve']({ transactionIds: [idOf('ch_1'), idOf('ch_2')] });
    expect(outcome.decided).toEqual([idOf('ch_1')]);
    expect(outcome.skipped).toEqual([
      {
        transactionId: idOf('ch_2'),
        reason: 'arcash.paytype cannot be filled: it is empty, and the look-up table has no row for that.',
      },
    ]);
    expect(app.company.store.transactions.get(idOf('ch_2')).state).toBe('waiting');
  });
});
