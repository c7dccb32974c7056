import { describe, expect, it } from 'vitest';
import { calls } from '../../shared/api.ts';
import type { Marker } from '../../shared/model.ts';
import type { ImportFileSet, Ledger } from '../../src-main/ledgers/port.ts';
import { matchingCompany } from '../support/matching-company.ts';
import { createMemoryLedger } from '../support/memory-ledger.ts';

const direct = createMemoryLedger({ items: [] });
const set: ImportFileSet = {
  number: 3,
  markers: ['MB1' as Marker, 'MB2' as Marker],
  files: [
    {
      kind: 'receipts',
      file: 'receipts-000003.csv',
      rows: 2,
      controlTotals: { USD: '60.00' },
      sha256: 'f'.repeat(64),
    },
  ],
};

async function called(ledger: Ledger) {
  const opened = await matchingCompany([], async () => ledger);
  const files = (await opened.calls['ledger.importsFiles']({})).files;
  const written = await opened.calls['ledger.writeImportFiles']({}).catch((error: unknown) => error);
  const sentences = opened.company.store.audit.page(null, 10).map(({ sentence }) => sentence);
  await opened.close();
  return { files, written, sentences };
}

describe('writing the import files', () => {
  it('says what was written, and keeps it in the history', async () => {
    const { files, written, sentences } = await called({ ...direct, writeImportFiles: async () => set });
    expect(files).toBe(true);
    expect(calls['ledger.writeImportFiles'].output.parse(written)).toEqual({
      number: 3,
      entries: 2,
      files: [{ kind: 'receipts', file: 'receipts-000003.csv', rows: 2, controlTotals: { USD: '60.00' } }],
    });
    expect(sentences).toEqual(['Accountant wrote import files number 3: receipts-000003.csv with 2 rows.']);
  });

  it('says that nothing waits', async () => {
    const { written, sentences } = await called({ ...direct, writeImportFiles: async () => null });
    expect([written, sentences]).toEqual([null, []]);
  });

  it('is refused by a ledger that is posted to directly', async () => {
    const { files, written } = await called(direct);
    expect(files).toBe(false);
    expect(written).toMatchObject({ code: 'IMPORT_FILES_NOT_USED' });
  });
});
