/** What a schema profile allows: reading, posting, distribution, journals; and each obstacle by table and column. */
import type { PreflightFinding } from '../../../../shared/preflight.ts';
import { distributes, type SageProSettings } from '../settings.ts';
import { blockingColumns } from './insert-columns.ts';
import { KNOWN_TABLES, type KnownColumn, type KnownTable } from './known-tables.ts';
import { chooseMarkerColumn, type MarkerColumn } from './marker-column.ts';
import {
  CHAR_TYPES,
  type ColumnProfile,
  DATE_TYPES,
  describeType,
  NUMBER_TYPES,
  type SchemaProfile,
  type TableProfile,
} from './profile.ts';

export interface Abilities {
  readonly canRead: boolean;
  /** Direct posting, as far as the schema alone can say. */
  readonly canPost: boolean;
  readonly findings: readonly PreflightFinding[];
  /** In arcash. */
  readonly marker: MarkerColumn | null;
  /** arcash: the amount of a receipt. */
  readonly amount: ColumnProfile | null;
  /** ardist can take the lines of a receipt. */
  readonly canDistribute: boolean;
  /** In ardist; null: journals cannot be posted exactly once, so they become import files. */
  readonly journalMarker: MarkerColumn | null;
}

const FITS: Record<KnownColumn['kind'], ReadonlySet<string> | null> = {
  text: CHAR_TYPES,
  number: NUMBER_TYPES,
  date: DATE_TYPES,
  any: null,
};

export function fitsKind(column: ColumnProfile, kind: KnownColumn['kind']): boolean {
  return FITS[kind]?.has(column.type) ?? true;
}

/** The column when it is there and of the right kind. */
export function usable(table: TableProfile | undefined, key: string): ColumnProfile | null {
  const column = table?.columns.get(key);
  const known = KNOWN_TABLES.find((it) => it.table === table?.table)?.columns.find((it) => it.column === key);
  if (!column || !known || !fitsKind(column, known.kind)) return null;
  return column;
}

export function receiptAmountColumn(arcash: TableProfile | undefined): ColumnProfile | null {
  return usable(arcash, 'paidamt') ?? usable(arcash, 'amount');
}

const severityOf = (need: 'read' | 'post'): PreflightFinding['severity'] =>
  need === 'read' ? 'blocks_reading' : 'blocks_posting';

function checkTable(known: KnownTable, profile: SchemaProfile): PreflightFinding[] {
  const table = profile.tables.get(known.table);
  if (!table) {
    if (known.need === null) return [];
    return [
      {
        severity: severityOf(known.need),
        code: 'TABLE_MISSING',
        message: `The table ${known.table}${profile.suffix} is missing: ${known.without}.`,
      },
    ];
  }
  const findings: PreflightFinding[] = [];
  for (const { column: key, need, kind } of known.columns) {
    if (need === null) continue;
    const column = table.columns.get(key);
    if (!column) {
      findings.push({
        severity: severityOf(need),
        code: 'COLUMN_MISSING',
        message: `The table ${table.name} has no column ${key}, and ${need === 'read' ? 'reading' : 'posting'} needs it.`,
      });
    } else if (!fitsKind(column, kind)) {
      findings.push({
        // A number can be read as a text, but a padded text cannot be written into it.
        severity: severityOf(kind === 'text' ? 'post' : need),
        code: 'COLUMN_TYPE',
        message: `${table.name}.${column.name} is ${describeType(column)}, where a ${kind} is expected.`,
      });
    }
  }
  if (table.isView && known.need !== null) {
    findings.push({
      severity: 'blocks_posting',
      code: 'TABLE_IS_VIEW',
      message: `${table.name} is a view: it can be read, but Matchbook does not post through views.`,
    });
  }
  return findings;
}

function blocked(table: TableProfile, names: readonly string[]): PreflightFinding[] {
  return names.map((name) => ({
    severity: 'blocks_posting',
    code: 'COLUMN_CANNOT_BE_FILLED',
    message: `${table.name}.${name} must have a value, has no default, and is not a column of Sage Pro’s own: give it a default, or use import files.`,
  }));
}

function checkReceipts(profile: SchemaProfile, settings: SageProSettings): PreflightFinding[] {
  const arcash = profile.tables.get('arcash');
  if (!arcash) return [];
  const marker = chooseMarkerColumn(arcash, settings.referenceColumn);
  const findings = blocked(
    arcash,
    blockingColumns(arcash, 'arcash', marker?.column.name.toLowerCase() ?? null),
  );
  if (!receiptAmountColumn(arcash)) {
    findings.push({
      severity: 'blocks_posting',
      code: 'COLUMN_MISSING',
      message: `The table ${arcash.name} has no column for a receipt’s amount (paidamt or amount).`,
    });
  }
  if (!marker) {
    const wanted = settings.referenceColumn.toLowerCase();
    findings.push({
      severity: 'blocks_posting',
      code: 'NO_MARKER_COLUMN',
      message:
        wanted === 'auto'
          ? `No free text column of ${arcash.name} is 12 characters wide, so a receipt could not be found again and might be posted twice.`
          : `${arcash.name}.${settings.referenceColumn}, chosen for the marker, is missing or is no text of 12 characters.`,
    });
  }
  return findings;
}

function distributionProblems(ardist: TableProfile | undefined): string[] {
  if (!ardist) return ['the table ardist is missing'];
  const missing = ['tranno', 'trandte', 'glacnt', 'amount'].filter((key) => !usable(ardist, key));
  const unfilled = blockingColumns(ardist, 'ardist', usable(ardist, 'descrip') ? 'descrip' : null);
  return [
    ...missing.map((key) => `${ardist.name} has no usable column ${key}`),
    ...unfilled.map((name) => `${ardist.name}.${name} must be filled and it is not known how`),
    ...(ardist.isView ? [`${ardist.name} is a view`] : []),
  ];
}

/** A journal's lines carry its marker in their description, or in their number where that is wide enough. */
function journalMarkerOf(ardist: TableProfile | undefined): MarkerColumn | null {
  if (!ardist) return null;
  return (
    ['descrip', 'tranno'].map((key) => chooseMarkerColumn(ardist, key)).find((it) => it !== null) ?? null
  );
}

export function judgeSchema(profile: SchemaProfile, settings: SageProSettings): Abilities {
  const arcash = profile.tables.get('arcash');
  const ardist = profile.tables.get('ardist');
  const distribution = distributionProblems(ardist);
  const findings = [
    ...KNOWN_TABLES.flatMap((known) => checkTable(known, profile)),
    ...checkReceipts(profile, settings),
  ];
  if (distribution.length > 0) {
    findings.push({
      severity: distributes(settings) ? 'blocks_posting' : 'info',
      code: 'NO_DISTRIBUTION',
      message: `Distribution to the general ledger cannot be written: ${distribution.join('; ')}.${distributes(settings) ? ' Leave the accounts out to post without it.' : ''}`,
    });
  }
  if (profile.alternatives.length > 0) {
    findings.push({
      severity: 'warning',
      code: 'OTHER_TABLES',
      message: `These tables look like Sage Pro’s as well and are left alone: ${profile.alternatives.join(', ')}. If they are the company’s, set the table suffix.`,
    });
  }
  const blocks = (severity: PreflightFinding['severity']): boolean =>
    findings.some((it) => it.severity === severity);
  const canRead = !blocks('blocks_reading');
  return {
    canRead,
    canPost: canRead && !blocks('blocks_posting'),
    findings,
    marker: arcash ? chooseMarkerColumn(arcash, settings.referenceColumn) : null,
    amount: receiptAmountColumn(arcash),
    canDistribute: distribution.length === 0,
    journalMarker: distribution.length === 0 ? journalMarkerOf(ardist) : null,
  };
}
