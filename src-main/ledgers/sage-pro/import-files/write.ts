/** Writes what waits in the manifest into the next numbered files: receipts, journals, and their control totals. */
import { createHash } from 'node:crypto';
import { access, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { type Currency, formatMinor, type Minor } from '../../../../shared/money.ts';
import type { ImportFileSet } from '../../port.ts';
import {
  amountText,
  csv,
  dateText,
  type ImportLayout,
  type JournalField,
  type ReceiptField,
  safeText,
} from './layout.ts';
import type { Manifest, ManifestState } from './manifest.ts';
import type { FileEntry, FileJournal, FileReceipt } from './records.ts';

/** Null when nothing waits. What a crash left half done is finished first, under its own number. */
export async function writeFiles(
  folder: string,
  manifest: Manifest,
  layout: ImportLayout,
): Promise<ImportFileSet | null> {
  return manifest.exclusively(async () => {
    const state = await manifest.read();
    for (const number of state.assigned.keys()) {
      if (!state.written.has(number)) await finish(folder, manifest, layout, state, number);
    }
    const waiting = [...state.entries.keys()].filter((marker) => !state.fileOf.has(marker));
    if (waiting.length === 0) return null;
    const number = Math.max(0, ...state.assigned.keys()) + 1;
    await manifest.append({ record: 'assigned', number, markers: waiting });
    return finish(folder, manifest, layout, await manifest.read(), number);
  });
}

async function finish(
  folder: string,
  manifest: Manifest,
  layout: ImportLayout,
  state: ManifestState,
  number: number,
): Promise<ImportFileSet> {
  const entries = (state.assigned.get(number) ?? []).flatMap((marker) => state.entries.get(marker) ?? []);
  const receipts = entries.filter((it) => it.kind === 'receipt');
  const journals = entries.filter((it) => it.kind === 'journal');
  const name = String(number).padStart(6, '0');
  const files: ImportFileSet['files'][number][] = [];
  const add = async (
    kind: 'receipts' | 'journals',
    rows: readonly (readonly string[])[],
    controlTotals: Record<string, string>,
  ) => {
    const content = csv(rows, layout.delimiter);
    const file = path.join(folder, `${kind}-${name}.csv`);
    await writeOnce(file, content);
    const entryRows = rows.length - (layout.header ? 1 : 0);
    files.push({
      kind,
      file,
      rows: entryRows,
      controlTotals,
      sha256: createHash('sha256').update(content, 'utf8').digest('hex'),
    });
  };
  if (receipts.length > 0) await add('receipts', receiptRows(receipts, layout), cashTotals(receipts));
  if (journals.length > 0) await add('journals', journalRows(journals, layout), debitTotals(journals));
  const set: ImportFileSet = { number, markers: entries.map(({ marker }) => marker), files };
  await writeOnce(path.join(folder, `control-${name}.json`), `${JSON.stringify(set, null, 2)}\n`);
  await manifest.append({ record: 'written', number });
  return set;
}

/** Whole or not at all; a file that is there is left as it is, for somebody may have imported it. */
async function writeOnce(file: string, content: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const temporary = `${file}.part`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(content, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

function receiptRows(receipts: readonly FileReceipt[], layout: ImportLayout): string[][] {
  const rows = receipts.map((receipt) =>
    layout.receipts.map(({ field }) => receiptCell(receipt, field, layout)),
  );
  return layout.header ? [layout.receipts.map(({ header }) => header), ...rows] : rows;
}

function receiptCell(receipt: FileReceipt, field: ReceiptField, layout: ImportLayout): string {
  const amount = (minor: Minor): string => amountText(minor, receipt.currency, layout);
  switch (field) {
    case 'date':
      return dateText(receipt.date, layout.dateFormat);
    case 'customer_no':
      return safeText(receipt.customerNo);
    case 'invoice_no':
      return safeText(receipt.itemNumber);
    case 'invoice_no_padded':
      return receipt.rawItemNumber;
    case 'amount':
      return amount(receipt.cashMinor);
    case 'discount':
      return amount(receipt.discountMinor);
    case 'write_off':
      return amount(receipt.writeOffMinor);
    case 'currency':
      return receipt.currency;
    case 'exchange_rate':
      return receipt.exchangeRate ?? '';
    case 'kind':
      return receipt.purpose;
    case 'reference':
      return safeText(receipt.reference);
    case 'marker':
      return receipt.marker;
    case 'blank':
      return '';
  }
}

function journalRows(journals: readonly FileJournal[], layout: ImportLayout): string[][] {
  const rows = journals.flatMap((journal) =>
    journal.lines.map((line) =>
      layout.journals.map(({ field }) => journalCell(journal, line, field, layout)),
    ),
  );
  return layout.header ? [layout.journals.map(({ header }) => header), ...rows] : rows;
}

function journalCell(
  journal: FileJournal,
  line: FileJournal['lines'][number],
  field: JournalField,
  layout: ImportLayout,
): string {
  const amount = (minor: Minor): string => amountText(minor, journal.currency, layout);
  switch (field) {
    case 'date':
      return dateText(journal.date, layout.dateFormat);
    case 'account':
      return safeText(line.account);
    case 'debit':
      return line.amountMinor > 0 ? amount(line.amountMinor) : '';
    case 'credit':
      return line.amountMinor < 0 ? amount(-line.amountMinor) : '';
    case 'amount':
      return amount(line.amountMinor);
    case 'currency':
      return journal.currency;
    case 'description':
      return safeText(line.description);
    case 'reference':
      return safeText(journal.reference);
    case 'marker':
      return journal.marker;
    case 'blank':
      return '';
  }
}

function totals(amounts: readonly (readonly [Currency, Minor])[]): Record<string, string> {
  const sums = new Map<Currency, Minor>();
  for (const [currency, minor] of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return Object.fromEntries([...sums].map(([currency, minor]) => [currency, formatMinor(minor, currency)]));
}

const cashTotals = (receipts: readonly FileReceipt[]): Record<string, string> =>
  totals(receipts.map(({ currency, cashMinor }) => [currency, cashMinor]));

const debitTotals = (journals: readonly Extract<FileEntry, { kind: 'journal' }>[]): Record<string, string> =>
  totals(
    journals.flatMap(({ currency, lines }) =>
      lines.map((line) => [currency, Math.max(line.amountMinor, 0)] as const),
    ),
  );
