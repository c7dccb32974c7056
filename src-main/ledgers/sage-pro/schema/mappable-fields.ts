/** What of a receipt's row a firm may fill its own way: every column that is not what makes it a receipt. */
import type { MappableField } from '../../../../shared/mapping.ts';
import { distributes, type SageProSettings } from '../settings.ts';
import { knownTable } from './known-tables.ts';
import { CHAR_TYPES, type ColumnProfile, DATE_TYPES, isServerFilled, NUMBER_TYPES } from './profile.ts';
import type { PostingTables } from './schema.ts';

/** Filled by Matchbook, or by Sage Pro's own posting sessions: with another content the row would be another receipt, or be posted wrongly. */
const OWN = new Set(
  'custno invno invdte dtepaid paidamt amount disamt currency exrat bpaid artype ornum adduser adddate addtime arsess glbatch arperiod gllink'.split(
    ' ',
  ),
);

/** Where the accounts of a distribution may be chosen per entry. Receivable and clearing may not: payout journals rely on them. */
const ACCOUNTS = [
  { role: 'writeOff', title: 'Account of a write-off' },
  { role: 'discount', title: 'Account of a discount' },
] as const;

export function mappableFields(tables: PostingTables, settings: SageProSettings): MappableField[] {
  const { arcash } = tables;
  const marker = tables.marker.column.name.toLowerCase();
  const uses = new Map(knownTable('arcash').columns.map(({ column, use }) => [column, use]));
  const columns = [...arcash.columns].flatMap(([key, column]): MappableField[] => {
    const kind = kindOf(column);
    if (kind === null || key === marker || OWN.has(key) || isServerFilled(column)) return [];
    const use = uses.get(key);
    return [
      {
        name: `arcash.${key}`,
        title: `${arcash.name}.${column.name}`,
        kind,
        length: kind === 'text' && (column.length ?? -1) > 0 ? column.length : null,
        decimals:
          kind === 'number'
            ? (column.scale ?? (column.type === 'float' || column.type === 'real' ? 6 : 0))
            : null,
        otherwise: use ?? 'A column of your own: its default, or blank',
      },
    ];
  });
  const accounts = ACCOUNTS.map(
    ({ role, title }): MappableField => ({
      name: `account.${role}`,
      title,
      kind: 'account',
      length: null,
      decimals: null,
      otherwise: settings.accounts[role] === '' ? 'None is set' : `Account ${settings.accounts[role]}`,
    }),
  );
  return distributes(settings) && tables.ardist !== null ? [...columns, ...accounts] : columns;
}

function kindOf(column: ColumnProfile): 'text' | 'number' | 'date' | null {
  if (CHAR_TYPES.has(column.type) || column.type === 'text' || column.type === 'ntext') return 'text';
  if (DATE_TYPES.has(column.type)) return 'date';
  return NUMBER_TYPES.has(column.type) ? 'number' : null;
}
