/** The preflight's table of tables: what was found, what it is used as, what follows from what is missing. Pure. */
import type { PreflightTable } from '../../../../shared/preflight.ts';
import { fitsKind } from '../schema/abilities.ts';
import { blockingColumns } from '../schema/insert-columns.ts';
import { KNOWN_TABLES, type KnownColumn, type KnownTable } from '../schema/known-tables.ts';
import { type ColumnProfile, describeType, isServerFilled, type TableProfile } from '../schema/profile.ts';
import type { SageSchema } from '../schema/schema.ts';

export function reportTables(schema: SageSchema, database: string): PreflightTable[] {
  return KNOWN_TABLES.map((known) => {
    const table = schema.profile.tables.get(known.table);
    if (!table) return missing(known);
    const marker =
      known.table === 'arcash'
        ? schema.abilities.marker
        : known.table === 'ardist'
          ? schema.abilities.journalMarker
          : null;
    const markerKey = marker?.column.name.toLowerCase() ?? null;
    const blocking =
      known.table === 'arcash' || known.table === 'ardist'
        ? blockingColumns(table, known.table, markerKey)
        : [];
    return {
      table: known.table,
      foundAs: `${database}.${table.schema}.${table.name}`,
      required: known.need !== null,
      usedFor: known.use,
      columns: [
        ...known.columns.map((column) => knownColumn(column, table, markerKey)),
        ...ownColumns(known, table, markerKey, blocking),
      ],
      blocking: [...blocking],
      triggers: table.triggers.map(
        (it) => `${it.name}${it.disabled ? ' (disabled)' : ''}${it.insteadOf ? ' (instead of)' : ''}`,
      ),
      consequence: consequenceOf(known, table, blocking),
    };
  });
}

function missing(known: KnownTable): PreflightTable {
  return {
    table: known.table,
    foundAs: null,
    required: known.need !== null,
    usedFor: known.use,
    columns: [],
    blocking: [],
    triggers: [],
    consequence: known.without,
  };
}

type ReportedColumn = PreflightTable['columns'][number];

function knownColumn(known: KnownColumn, table: TableProfile, markerKey: string | null): ReportedColumn {
  const column = table.columns.get(known.column);
  const required = known.need !== null;
  if (!column)
    return { column: known.column, type: null, required, consequence: `missing: ${known.without}` };
  const type = describeType(column);
  if (known.column === markerKey)
    return { column: column.name, type, required, consequence: 'used: carries the marker' };
  if (!fitsKind(column, known.kind)) {
    return {
      column: column.name,
      type,
      required,
      consequence: `not used, for it is no ${known.kind}: ${known.without}`,
    };
  }
  const consequence = known.use.startsWith('left') ? known.use : `used: ${known.use}`;
  return { column: column.name, type, required, consequence };
}

/** The site's own columns, or Sage Pro's that are of no use here. */
function ownColumns(
  known: KnownTable,
  table: TableProfile,
  markerKey: string | null,
  blocking: readonly string[],
): ReportedColumn[] {
  const names = new Set(known.columns.map(({ column }) => column));
  return [...table.columns]
    .filter(([key]) => !names.has(key))
    .map(([key, column]) => ({
      column: column.name,
      type: describeType(column),
      required: false,
      consequence: ownConsequence(key, column, markerKey, blocking),
    }));
}

function ownConsequence(
  key: string,
  column: ColumnProfile,
  markerKey: string | null,
  blocking: readonly string[],
): string {
  if (key === markerKey) return 'used: carries the marker';
  if (blocking.includes(column.name)) return 'must be filled, and it is not known how: blocks direct posting';
  return isServerFilled(column) ? 'filled by the server' : 'left alone';
}

function consequenceOf(known: KnownTable, table: TableProfile, blocking: readonly string[]): string {
  if (blocking.length > 0) return `cannot be posted to: ${blocking.join(', ')} must be filled`;
  const active = table.triggers.filter(({ disabled }) => !disabled);
  const notes =
    active.length > 0
      ? `; ${active.length} trigger${active.length > 1 ? 's run' : ' runs'} when it is written to`
      : '';
  return `used${table.isView ? ' for reading (it is a view)' : ''}: ${known.use}${notes}`;
}
