/** A whole export by its layout: records, and the rows that are none, each with its line and the reason. */
import type { ConnectionId } from '../../../shared/model.ts';
import { PageCollector } from '../record.ts';
import { type Layout, signatureOf } from './layout.ts';
import { rowDraft, rowIdentity, rowReader } from './row-draft.ts';
import type { Table } from './table.ts';

const PAGE = 500;

/** Pages of the export. `fileName` names the file in the reasons of rejected rows. */
export function* readExport(
  table: Table,
  layout: Layout,
  fileName: string,
  connectionId: ConnectionId,
): Generator<PageCollector> {
  const seen = new Map<string, number>();
  for (let at = 0; at === 0 || at < table.rows.length; at += PAGE) {
    const page = new PageCollector({ connectionId, gateway: 'csv' });
    for (const row of table.rows.slice(at, at + PAGE)) {
      const where = `${fileName}, line ${row.line}`;
      const raw = { file: fileName, line: row.line, cells: row.cells };
      const reader = rowReader(table.headers, layout, row);
      const identity = rowIdentity(reader);
      const times = (seen.get(identity) ?? 0) + 1;
      seen.set(identity, times);
      const rowId = times === 1 ? identity : `${identity}-${times}`;
      if (row.fault !== null) page.reject(`${where}`, raw, `${where}: ${row.fault}`);
      else page.add(reader.value('externalId') || where, raw, () => rowDraft(reader, layout, rowId), where);
    }
    yield page;
  }
}

export function layoutFor(table: Table, layouts: readonly Layout[]): Layout | null {
  const signature = signatureOf(table.headers);
  return layouts.find((it) => it.signature === signature) ?? null;
}
