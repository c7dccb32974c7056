import type { ConnectionId } from '../../../shared/model.ts';
import type { Cursor, Gateway } from '../port.ts';
import { emptyCursor } from './folder.ts';
import type { Layout } from './layout.ts';
import { readExport } from './read-export.ts';
import type { Table } from './table.ts';

/** A single export as if a gateway gave it. The watched folder's place stays where it is. */
export function oneFile(
  table: Table,
  layout: Layout,
  fileName: string,
  connectionId: ConnectionId,
): Pick<Gateway, 'pull'> {
  return {
    async *pull(from: Cursor | null, signal: AbortSignal) {
      let read = 0;
      for (const { transactions, rejected } of readExport(table, layout, fileName, connectionId)) {
        signal.throwIfAborted();
        read += transactions.length + rejected.length;
        const progress = table.rows.length === 0 ? 1 : Math.min(1, read / table.rows.length);
        yield { transactions, rejected, cursor: from ?? emptyCursor(), progress };
      }
    },
  };
}
