/** The import of one CSV file: nothing is stored before its columns are confirmed. */
import { isDeepStrictEqual } from 'node:util';
import type { CallOutput, CsvLayout, Handlers } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { ConnectionId, type GatewayTransaction, Instant } from '../../shared/model.ts';
import {
  CsvSettings,
  isOrdersExport,
  layoutFor,
  oneFile,
  readExport,
  readTable,
  suggestLayout,
  type Table,
} from '../gateways/csv/index.ts';
import type { ConnectionRow } from '../store/index.ts';
import { faultOf } from '../sync/index.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';

type CsvHandlers = Pick<Handlers, Extract<keyof Handlers, `csv.${string}`>>;

const SAMPLES = 3;
const EXAMPLES = 3;
const ROWS_SHOWN = 50;
/** Whose records they would be is not known before they are imported. */
const PREVIEW = ConnectionId.parse('preview');

export function csvHandlers(hand: Hand): CsvHandlers {
  const csvConnection = (id: ConnectionId): { row: ConnectionRow; settings: CsvSettings } => {
    const row = hand.session().company.store.connections.get(id);
    if (row.connector !== 'csv' || row.state === 'removed') throw notCsv(row.title);
    return { row, settings: CsvSettings.parse(row.settings ?? {}) };
  };

  const newSettings = (): CsvSettings =>
    CsvSettings.parse({ byHand: true, timeZone: hand.session().company.settings().posting.timeZone });

  return {
    'csv.preview': async ({ connectionId, fileName, contentBase64, layout: edited, ask }) => {
      const settings = connectionId === null ? newSettings() : csvConnection(connectionId).settings;
      const table = tableIn(fileName, contentBase64);
      if (edited === null && isOrdersExport(table, settings)) throw ordersNotPayments(fileName);
      const known = edited ?? layoutFor(table, settings.layouts);
      const suggestion = suggestLayout(table, fileName.slice(0, 100), settings.timeZone, known?.columns);
      const layout = known ? reconsidered(known, suggestion.layout, ask) : suggestion.layout;
      const { records, rejectedRows } = readOut(table, layout, fileName, connectionId ?? PREVIEW);
      return {
        encoding: table.encoding,
        delimiter: table.delimiter,
        rows: table.rows.length,
        columns: table.headers.map((header, at) => ({ header, samples: samplesOf(table, at) })),
        layout,
        known: known !== null,
        questions: suggestion.questions.filter(({ about }) => !known || ask.includes(about)),
        records: records.length,
        examples: records.slice(0, EXAMPLES).map((record) => ({
          externalId: record.externalId,
          occurredAt: record.occurredAt,
          kind: record.kind,
          amountMinor: record.amountMinor,
          currency: record.currency,
          payer: record.payer.name ?? record.payer.email,
        })),
        rejected: rejectedRows.length,
        rejectedRows: rejectedRows.slice(0, ROWS_SHOWN),
      };
    },
    'csv.connect': async () => {
      const { company, background } = hand.session();
      const { connections } = company.store;
      const there = connections
        .gateways()
        .find(
          ({ connector, settings }) => connector === 'csv' && CsvSettings.safeParse(settings).data?.byHand,
        );
      if (there) return { connectionId: there.id };
      const id = ConnectionId.parse(`csv-${hand.newToken()}`);
      const title = 'CSV files';
      company.store.transact(() => {
        connections.save({
          id,
          role: 'gateway',
          connector: 'csv',
          title,
          environment: company.name === 'live' ? 'live' : 'test',
          settings: newSettings(),
          importFrom: Instant.parse(hand.now().toISOString()),
        });
        company.store.audit.append({
          actor: userOf(company),
          action: 'connection.added',
          subjectKind: 'connection',
          subjectId: id,
          sentence: `${userOf(company)} connected ${title}, to import files by hand.`,
          detail: {},
        });
      });
      background.reschedule();
      company.emit({ type: 'changed', topics: ['status', 'history'] });
      return { connectionId: id };
    },
    'csv.saveLayout': async ({ connectionId, layout }) => {
      const { row, settings } = csvConnection(connectionId);
      if (!layout.columns.date || !layout.columns.amount) throw incomplete();
      if (
        isDeepStrictEqual(
          settings.layouts.find(({ signature }) => signature === layout.signature),
          layout,
        )
      )
        return layout;
      const { company } = hand.session();
      const others = settings.layouts.filter(({ signature }) => signature !== layout.signature);
      company.store.transact(() => {
        company.store.connections.save({ ...row, settings: { ...settings, layouts: [...others, layout] } });
        company.store.audit.append({
          actor: userOf(company),
          action: 'csv.layout_saved',
          subjectKind: 'connection',
          subjectId: connectionId,
          sentence: `${userOf(company)} said how exports like ${layout.name} are read.`,
          detail: { layout },
        });
      });
      // What is open read the settings when it was opened.
      await company.reopen(connectionId);
      return layout;
    },
    'csv.import': async ({ connectionId, fileName, contentBase64 }) => {
      const { settings } = csvConnection(connectionId);
      const table = tableIn(fileName, contentBase64);
      const layout = layoutFor(table, settings.layouts);
      if (!layout) throw layoutNeeded(fileName);
      const { company, runs } = hand.session();
      const { rejectedRows } = readOut(table, layout, fileName, connectionId);
      const source = oneFile(table, layout, fileName, connectionId);
      const [outcome] = (await runs.take(connectionId, source, userOf(company))).syncs;
      if (!outcome?.started || outcome.run.state !== 'succeeded') throw importFailed(fileName);
      const { added, changed, unchanged, rejected } = outcome.run;
      company.store.audit.append({
        actor: userOf(company),
        action: 'csv.imported',
        subjectKind: 'connection',
        subjectId: connectionId,
        sentence: `${userOf(company)} imported ${fileName}: ${added} new, ${changed} changed, ${unchanged} there already, ${rejected} rejected.`,
        detail: { fileName, layout: layout.name, added, changed, unchanged, rejected },
      });
      return { added, changed, unchanged, rejected, rejectedRows: rejectedRows.slice(0, ROWS_SHOWN) };
    },
  };
}

/** `known`, with what is asked anew as the file tells it now. */
function reconsidered(known: CsvLayout, told: CsvLayout, ask: readonly string[]): CsvLayout {
  const { signature, dateOrder, decimalMark, currency } = told;
  return {
    ...known,
    signature,
    ...(ask.includes('dateOrder') ? { dateOrder } : {}),
    ...(ask.includes('decimalMark') ? { decimalMark } : {}),
    ...(ask.includes('currency') ? { currency } : {}),
  };
}

function tableIn(fileName: string, contentBase64: string): Table {
  const table = readTable(Buffer.from(contentBase64, 'base64'));
  if (table && table.rows.length > 0) return table;
  throw new MatchbookError('CSV_NOT_A_TABLE', {
    happened: `${fileName} has no line of column names with rows below it.`,
    kept: 'Nothing was imported.',
    todo: 'Export it again as CSV, with the column names in the first line.',
  });
}

/** Every row as the import will judge it, without storing any. */
function readOut(
  table: Table,
  layout: CsvLayout,
  fileName: string,
  connectionId: ConnectionId,
): {
  records: GatewayTransaction[];
  rejectedRows: CallOutput<'csv.preview'>['rejectedRows'];
} {
  const records: GatewayTransaction[] = [];
  const rejectedRows: CallOutput<'csv.preview'>['rejectedRows'] = [];
  for (const page of readExport(table, layout, fileName, connectionId)) {
    for (const record of page.transactions) {
      const fault = faultOf(record, connectionId);
      if (fault === null) records.push(record);
      else rejectedRows.push({ where: record.externalId, reason: fault });
    }
    for (const { externalId, reason } of page.rejected) rejectedRows.push({ where: externalId, reason });
  }
  return { records, rejectedRows };
}

function samplesOf(table: Table, at: number): string[] {
  const found = new Set<string>();
  for (const { cells } of table.rows) {
    const value = cells[at]?.trim() ?? '';
    if (value !== '') found.add(value.slice(0, 80));
    if (found.size === SAMPLES) break;
  }
  return [...found];
}

const NOTHING_IMPORTED = 'Nothing was imported.';

/** Their totals would come in as payments, beside those of the gateway that took them. */
function ordersNotPayments(fileName: string): MatchbookError {
  return new MatchbookError('CSV_HAS_ORDERS', {
    happened: `${fileName} has the orders of a shop, not payments.`,
    kept: NOTHING_IMPORTED,
    todo: 'Save it into the folder of this connection: orders are read from there, and shown in Orders.',
  });
}

function notCsv(title: string): MatchbookError {
  return new MatchbookError('NOT_A_GATEWAY', {
    happened: `${title} does not take CSV files.`,
    kept: NOTHING_IMPORTED,
    todo: 'Press “Import a CSV file” in Settings → Connections.',
  });
}

function incomplete(): MatchbookError {
  return new MatchbookError('CSV_LAYOUT_INCOMPLETE', {
    happened: 'No column is chosen for the date or for the amount.',
    kept: 'Nothing was saved.',
    todo: 'Choose the columns that have them.',
  });
}

function layoutNeeded(fileName: string): MatchbookError {
  return new MatchbookError('CSV_LAYOUT_NEEDED', {
    happened: `How the columns of ${fileName} are to be read is not saved yet.`,
    kept: NOTHING_IMPORTED,
    todo: 'Confirm the columns, then import.',
  });
}

function importFailed(fileName: string): MatchbookError {
  return new MatchbookError('CSV_IMPORT_FAILED', {
    happened: `The import of ${fileName} ended early.`,
    kept: 'Rows that were stored by then are kept.',
    todo: 'Import the file again: nothing comes in twice.',
  });
}
