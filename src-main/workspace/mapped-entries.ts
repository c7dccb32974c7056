/** Gives the entries of an approval what the firm's mapping for the gateway fills. */
import type { GatewayTransaction } from '../../shared/model.ts';
import type { LedgerEntry } from '../ledgers/port.ts';
import { type EntryFields, evaluateMapping, fieldsOf } from '../mapping/index.ts';
import { type PostingSettings, Refusal } from '../posting/index.ts';
import type { Store } from '../store/index.ts';

export function mappedEntries(
  store: Store,
  settings: Pick<PostingSettings, 'timeZone' | 'baseCurrency'>,
  transaction: GatewayTransaction,
  entries: readonly LedgerEntry[],
): readonly LedgerEntry[] {
  const version = store.mappings.current(transaction.connectionId);
  if (version === null || version.mapping.lines.length === 0) return entries;
  const targets = new Map(version.targets.map((target) => [target.name, target]));
  return entries.map((entry) => {
    if (entry.kind === 'journal' || entry.kind === 'reversal') return entry;
    const record = fieldsOf(transaction, entryFields(store, entry));
    const { values, problems } = evaluateMapping(version.mapping, targets, { record, ...settings });
    if (problems.length > 0) {
      throw new Refusal('MAPPING_STOPPED', problems.map(({ message }) => message).join(' '));
    }
    return Object.keys(values).length === 0 ? entry : { ...entry, fields: values };
  });
}

function entryFields(
  { ledgerCopy }: Store,
  entry: Exclude<LedgerEntry, { kind: 'journal' | 'reversal' }>,
): EntryFields {
  const number = 'itemNumber' in entry ? entry.itemNumber : null;
  return {
    kind: entry.kind,
    customerNo: entry.customerNo,
    customer: ledgerCopy.customer(entry.customerNo),
    item:
      number === null
        ? null
        : (ledgerCopy.itemsNumbered(number).find((it) => it.customerNo === entry.customerNo) ?? null),
  };
}
