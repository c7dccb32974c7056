import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportFileSet, Ledger, LedgerEntry, PostOutcome } from '../../src-main/ledgers/port.ts';
import { sagePro } from '../../src-main/ledgers/sage-pro/index.ts';
import { CONTRACT_ROWS } from '../support/contract-company.ts';
import { journal, onAccount, receipt, reversalOf } from '../support/ledger-entries.ts';
import { insertInto, PRO01_TABLES } from '../support/pro01-tables.ts';
import { SAGE_USER, type SageCompany, sagePassword, startSageCompany } from '../support/sage-company.ts';

let company: SageCompany;
let folder: string;
const opened: Ledger[] = [];

function open(more: Record<string, unknown> = {}): Ledger {
  const settings = {
    server: 'localhost',
    port: company.port,
    user: SAGE_USER,
    encrypt: false,
    postingMode: 'files',
    importFolder: folder,
    ...more,
  };
  const ledger = sagePro.open(settings, { password: sagePassword }, { now: () => new Date() });
  opened.push(ledger);
  return ledger;
}

beforeEach(async () => {
  company = await startSageCompany({ batches: [...PRO01_TABLES, ...CONTRACT_ROWS] });
  folder = mkdtempSync(path.join(tmpdir(), 'matchbook-import-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((ledger) => ledger.close()));
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = (ledger: Ledger, ...entries: LedgerEntry[]): Promise<PostOutcome> => ledger.post({ entries });
const kindOf = (outcome: PostOutcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);
const content = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
async function write(ledger: Ledger): Promise<ImportFileSet | null> {
  if (!ledger.writeImportFiles) throw new Error('it writes no files');
  return ledger.writeImportFiles();
}

const part = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 5_000 });
const payout = journal({
  lines: [
    { account: '1010', amountMinor: 9_700, description: 'bank' },
    { account: '1015', amountMinor: -9_700, description: '=clearing' },
  ],
});

describe('receipts and journals as files', () => {
  it('have the documented columns, a control total, and touch no table', async () => {
    const ledger = open();
    expect((await ledger.preflight(new AbortController().signal)).importFilesOnly).toBe(true);
    expect(kindOf(await post(ledger, part, onAccount({ amountMinor: 1_000 })))).toBe('posted');
    expect(kindOf(await post(ledger, payout))).toBe('posted');
    const set = await write(ledger);
    expect(set?.files.map(({ kind, rows, controlTotals }) => [kind, rows, controlTotals])).toEqual([
      ['receipts', 2, { USD: '60.00' }],
      ['journals', 2, { USD: '97.00' }],
    ]);
    expect(content('receipts-000001.csv')).toBe(
      [
        'date,customer_no,invoice_no,amount,discount,write_off,currency,exchange_rate,kind,reference,marker',
        `2026-03-10,BLUE01,10423,50.00,0.00,0.00,USD,,receipt,stripe ch_1,${part.marker}`,
        `2026-03-10,BLUE01,,10.00,0.00,0.00,USD,,on_account,stripe ch_1,${onAccount({ amountMinor: 1 }).marker}`,
        '',
      ].join('\r\n'),
    );
    expect(content('journals-000001.csv').split('\r\n').slice(1, 3)).toEqual([
      `2026-03-10,1010,97.00,,USD,bank,stripe po_1,${payout.marker}`,
      `2026-03-10,1015,,97.00,USD,'=clearing,stripe po_1,${payout.marker}`,
    ]);
    expect(JSON.parse(content('control-000001.json'))).toEqual(set);
    expect(await company.rows("SELECT COUNT(*) AS n FROM dbo.arcash WHERE refno LIKE 'MB%'")).toEqual([
      { n: 0 },
    ]);
  });

  it('are laid out as the user’s Sage imports them', async () => {
    const ledger = open({
      importLayout: {
        receipts: [
          { field: 'invoice_no_padded', header: 'INVNO' },
          { field: 'amount', header: 'AMT' },
          { field: 'blank', header: 'BATCH' },
          { field: 'date', header: 'DATE' },
        ],
        dateFormat: 'MM/DD/YYYY',
        decimalSeparator: ',',
        delimiter: ';',
      },
    });
    await post(ledger, part);
    await write(ledger);
    expect(content('receipts-000001.csv')).toBe('INVNO;AMT;BATCH;DATE\r\n"     10423";50,00;;03/10/2026\r\n');
  });
});

describe('an entry', () => {
  it('is never in two files, however often it is posted and written', async () => {
    const ledger = open();
    await post(ledger, part);
    await write(ledger);
    expect(kindOf(await post(ledger, part))).toBe('already_posted');
    expect(kindOf(await post(open(), part))).toBe('already_posted');
    expect(await write(ledger)).toBeNull();
    await post(ledger, payout);
    expect((await write(ledger))?.markers).toEqual([payout.marker]);
    expect(readdirSync(folder).filter((it) => it.endsWith('.csv'))).toEqual([
      'journals-000002.csv',
      'receipts-000001.csv',
    ]);
  });

  it('is in one file when two PCs write at the same moment', async () => {
    const [one, two] = [open(), open()];
    await Promise.all([post(one, part), post(two, payout)]);
    const sets = await Promise.all([write(one), write(two)]);
    expect(
      sets
        .filter((it) => it !== null)
        .flatMap(({ markers }) => markers)
        .sort(),
    ).toEqual([part.marker, payout.marker].sort());
  });

  it('counts as moved until its file is imported, and as the ledger says after', async () => {
    const ledger = open();
    await post(ledger, part);
    const more = (of: string, amountMinor: number, expectedBalanceMinor: number): LedgerEntry =>
      receipt({ of, itemNumber: '10423', expectedBalanceMinor, amountMinor });
    expect(kindOf(await post(ledger, more('ch_2', 8_000, 12_550)))).toBe('AMOUNT_EXCEEDS_BALANCE');
    await company.run(
      insertInto('arcash', {
        custno: 'BLUE01',
        invno: '     10423',
        invdte: '2026-03-02',
        dtepaid: '2026-03-10',
        paidamt: '50.00',
        refno: part.marker,
        paytype: '',
        arsess: '',
        glbatch: '',
        arperiod: '',
        adduser: '',
        adddate: '2026-03-10',
        addtime: '',
      }),
      "UPDATE dbo.armast SET paidamt = 50.00, balance = 75.50, bbal = 75.50 WHERE LTRIM(invno) = '10423'",
    );
    expect((await ledger.find([part.marker])).get(part.marker)?.balanceAfterMinor).toBe(7_550);
    expect(kindOf(await post(ledger, more('ch_3', 7_550, 7_550)))).toBe('posted');
  });

  it('is undone by its opposite in a later file', async () => {
    const ledger = open();
    await post(ledger, part);
    await write(ledger);
    const undo = reversalOf(part.marker);
    expect(kindOf(await post(ledger, undo))).toBe('posted');
    expect(kindOf(await post(ledger, undo))).toBe('already_posted');
    await write(ledger);
    expect(content('receipts-000002.csv')).toContain('10423,-50.00,0.00,0.00,USD,,reversal,undo,');
  });

  it('with another amount under the same marker is refused', async () => {
    const ledger = open();
    await post(ledger, part);
    expect(kindOf(await post(ledger, { ...part, amountMinor: 4_000 }))).toBe('MARKER_CONFLICT');
  });

  it.each([
    ['ITEM_VOID', receipt({ itemNumber: '10400', expectedBalanceMinor: 5_000 })],
    ['ITEM_IN_HISTORY', receipt({ itemNumber: '10300', expectedBalanceMinor: 5_000 })],
    ['ITEM_NOT_FOUND', receipt({ itemNumber: '99999', expectedBalanceMinor: 5_000 })],
    ['CUSTOMER_NOT_FOUND', onAccount({ customerNo: 'NOBODY', amountMinor: 5 })],
    ['BALANCE_MOVED', receipt({ itemNumber: '10423', expectedBalanceMinor: 12_000 })],
    ['ENTRY_NOT_FOUND', reversalOf(part.marker)],
  ])('that the ledger forbids is refused: %s', async (code, entry) => {
    const ledger = open();
    expect(kindOf(await post(ledger, entry))).toBe(code);
    expect(await write(ledger)).toBeNull();
  });
});

describe('a crash', () => {
  const record = (line: unknown): string => `${JSON.stringify(line)}\n`;

  it('between the assignment and the file: the next run writes the file under its own number', async () => {
    const ledger = open();
    await post(ledger, part);
    writeFileSync(
      path.join(folder, 'manifest.jsonl'),
      `${content('manifest.jsonl')}${record({ record: 'assigned', number: 1, markers: [part.marker] })}`,
    );
    await post(ledger, payout);
    expect((await write(ledger))?.number).toBe(2);
    expect(content('receipts-000001.csv')).toContain(part.marker);
    expect(content('journals-000002.csv')).not.toContain(part.marker);
  });

  it('in the middle of a manifest line: the entry was not acknowledged, and is not there', async () => {
    const ledger = open();
    await post(ledger, part);
    await post(ledger, payout);
    const file = path.join(folder, 'manifest.jsonl');
    truncateSync(file, content('manifest.jsonl').length - 20);
    expect((await ledger.find([payout.marker])).size).toBe(0);
    expect(kindOf(await post(ledger, payout))).toBe('posted');
    expect((await write(ledger))?.markers).toEqual([part.marker, payout.marker]);
  });

  it('that damaged the manifest stops everything, rather than writing something twice', async () => {
    const ledger = open();
    await post(ledger, part);
    writeFileSync(path.join(folder, 'manifest.jsonl'), `nonsense\n${content('manifest.jsonl')}`);
    await expect(write(ledger)).rejects.toMatchObject({ code: 'IMPORT_MANIFEST_DAMAGED' });
  });
});

it('needs a folder', () => {
  expect(() => open({ importFolder: '' })).toThrow(/Choose a folder/);
});
