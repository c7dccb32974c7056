/** Open invoices and credit notes page by page, then money on account; with a token what changed, closed ones with balance 0. */
import type { OpenItem } from '../../../../shared/model.ts';
import type { ChangeToken, OpenItemsPage } from '../../port.ts';
import type { Query } from '../api/client.ts';
import { SageArtefact } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { type ItemKind, openItemOf, RESOURCES } from './artefact.ts';
import { readToken, writeToken } from './change-token.ts';
import { readOnAccount } from './on-account.ts';

const KINDS: readonly ItemKind[] = ['invoice', 'credit'];
/** Of artefact_statuses: those of what is open. */
const OPEN: readonly Query[] = [{ status_id: 'UNPAID' }, { status_id: 'PART_PAID' }];

export async function* readOpenItems(
  books: Books,
  token: ChangeToken | null,
  signal: AbortSignal,
): AsyncGenerator<OpenItemsPage> {
  signal.throwIfAborted();
  const { api, contacts, settings } = books;
  const since = readToken(token, settings.business);
  await contacts.refresh(signal);
  // Before anything is read: what changes meanwhile is read again the next time rather than missed.
  const begun = api.theirNow();
  const queries = since === null ? OPEN : [{ updated_or_created_since: since }, { deleted_since: since }];
  for (const kind of KINDS) {
    for (const query of queries) {
      for await (const rows of api.pages(RESOURCES[kind], query, SageArtefact, signal)) {
        const items: OpenItem[] = [];
        const rejected: { key: string; reason: string }[] = [];
        for (const row of rows) {
          const read = openItemOf(kind, row, contacts);
          if ('rejected' in read) rejected.push(read.rejected);
          else if (since !== null || read.item.balanceMinor !== 0) items.push(read.item);
        }
        yield { items, rejected, token: null };
      }
    }
  }
  const onAccount = await readOnAccount(api, contacts, settings.baseCurrency, since, signal);
  yield { ...onAccount, token: writeToken(settings.business, begun) };
}
