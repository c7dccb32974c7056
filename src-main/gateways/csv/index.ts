/**
 * CSV: any gateway's export, put into a folder that is watched. What its columns mean is a layout, saved once and found
 * again by the names of the columns; `suggestLayout` proposes one and asks what the file alone does not tell.
 *
 * An export of a shop's orders is known by its columns and read as orders, never as payments (orders.ts).
 *
 * A file is read when it is new or has changed. Rows are told apart by the export's own ids, or, where it has none, by
 * what does not change from export to export, so exports may overlap. A row that is no record is rejected with its
 * line and the reason; a file that cannot be read is rejected as a whole. Files are never changed or moved.
 *
 * Facts: RFC 4180 for quoting; the rest is what exports look like (encodings, delimiters, decimal comma, dates).
 * May import shared/, the gateway port and what connectors share; called through ../registry.ts, and by the import
 * screen, which shows `readTable`, `suggestLayout` and `readExport` before anything is stored.
 */
import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import type { ConnectionTest, CredentialField, GatewayConnector } from '../port.ts';
import { exportsIn, folderUnreadable, pullFolder } from './folder.ts';
import { isOrdersExport } from './order-columns.ts';
import { csvOrders } from './orders.ts';
import { layoutFor } from './read-export.ts';
import { CSV_FORM, CsvSettings } from './settings.ts';
import { readTable } from './table.ts';

export { FIELDS, type Field, Layout, signatureOf } from './layout.ts';
export { oneFile } from './one-file.ts';
export { isOrdersExport } from './order-columns.ts';
export { layoutFor, readExport } from './read-export.ts';
export { CsvSettings } from './settings.ts';
export { type Question, type Suggestion, suggestLayout } from './suggest.ts';
export { readTable, type Table, type TableRow } from './table.ts';

const CREDENTIALS: readonly CredentialField[] = [
  {
    name: 'folder',
    label: 'Folder with the exports',
    hint: 'The folder on this computer into which you save the exports of your gateway, with its full path.',
    secret: false,
  },
];

export const csvConnector: GatewayConnector = {
  name: 'csv',
  title: 'CSV files of any gateway',
  summary: 'Exports of payments or of a shop’s orders that you save into a folder.',
  payouts: { by: 'export' },
  credentials: CREDENTIALS,
  checkCredentials(values, settings) {
    const folder = (values.folder ?? '').trim();
    if (folder === '' && isByHand(settings)) return [];
    if (folder === '')
      return [{ field: 'folder', message: 'Choose the folder into which the exports are saved.' }];
    if (path.isAbsolute(folder) || path.win32.isAbsolute(folder)) return [];
    return [
      {
        field: 'folder',
        message: 'Give the whole path of the folder, beginning with its drive or with a slash.',
      },
    ];
  },
  settings: CsvSettings,
  form: CSV_FORM,
  open(connection, credentials) {
    const settings = CsvSettings.parse(connection.settings ?? {});
    const folder = (credentials.folder ?? '').trim();
    return {
      test: async (signal) =>
        folder === '' && settings.byHand ? NO_FOLDER : testFolder(folder, settings, signal),
      async *pull(from, signal) {
        if (folder === '' && settings.byHand) return;
        yield* pullFolder({ folder, settings, connectionId: connection.id }, from, signal);
      },
      close: async () => {},
      ...(folder === '' ? {} : { orders: csvOrders({ folder, settings, connectionId: connection.id }) }),
    };
  },
};

const isByHand = (settings: unknown): boolean => CsvSettings.safeParse(settings ?? {}).data?.byHand === true;

const NO_FOLDER: ConnectionTest = {
  ok: true,
  account: null,
  accountId: null,
  environment: null,
  checks: [{ name: 'Files', ok: true, detail: 'No folder is watched: files are imported by hand.' }],
};

async function testFolder(
  folder: string,
  settings: CsvSettings,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const name = 'Read the folder';
  try {
    if (!(await stat(folder)).isDirectory()) {
      return {
        ok: false,
        account: null,
        accountId: null,
        environment: null,
        checks: [{ name, ok: false, detail: `${folder} is not a folder.` }],
      };
    }
    const files = await exportsIn(folder, signal);
    const checks = files.map(({ name: file, bytes }) => {
      const table = readTable(bytes);
      const layout = table && layoutFor(table, settings.layouts);
      const detail =
        table === null
          ? 'Not a table.'
          : isOrdersExport(table, settings)
            ? `Orders of a shop: ${table.rows.length === 1 ? 'one line' : `${table.rows.length} lines`}.`
            : layout
              ? `Read by the layout "${layout.name}".`
              : `${table.rows.length} rows; no saved layout has these columns.`;
      return { name: `Read ${file}`, ok: table !== null, detail };
    });
    const ok = checks.every((check) => check.ok);
    const found = { name, ok: true, detail: `${files.length} exports found.` };
    return {
      ok,
      account: path.basename(folder),
      accountId: null,
      environment: null,
      checks: [found, ...checks],
    };
  } catch (error) {
    signal.throwIfAborted();
    const { happened, todo } = folderUnreadable(folder, error).explanation;
    return {
      ok: false,
      account: null,
      accountId: null,
      environment: null,
      checks: [{ name, ok: false, detail: `${happened} ${todo}` }],
    };
  }
}
