/** Runs the preflight: asks the server, judges the schema, and gives the three answers. */
import type { Preflight, PreflightFinding } from '../../../../shared/preflight.ts';
import type { SageConnection } from '../connection/connection.ts';
import type { SageSchema } from '../schema/schema.ts';
import type { SageProSettings } from '../settings.ts';
import { markerNotIndexed, permissionFindings, schemaFindings, serverFindings } from './findings.ts';
import { readPermissions } from './permissions.ts';
import { isIndexed, readServerFacts } from './server-facts.ts';
import { reportTables } from './table-report.ts';

const RANK = { blocks_reading: 0, blocks_posting: 1, warning: 2, info: 3 } as const;

function settingsFindings(settings: SageProSettings): PreflightFinding[] {
  const { receivable, clearing } = settings.accounts;
  if (settings.writeDistribution && (receivable === '') !== (clearing === '')) {
    const missing = receivable === '' ? 'receivable' : 'clearing';
    return [
      {
        severity: 'warning',
        code: 'ACCOUNTS_INCOMPLETE',
        message: `The ${missing} account is not set, so no distribution to the general ledger is written.`,
      },
    ];
  }
  return [];
}

export async function runPreflight(
  connection: SageConnection,
  schema: SageSchema,
  now: () => Date,
  signal: AbortSignal,
): Promise<Preflight> {
  const { settings } = connection;
  const facts = await readServerFacts(connection, now);
  signal.throwIfAborted();
  const permissions = await readPermissions(connection, schema);
  const { marker } = schema.abilities;
  const arcash = schema.profile.tables.get('arcash');
  const indexed = marker && arcash ? await isIndexed(connection, arcash.name, marker.column.name) : null;
  const findings = [
    ...(marker && arcash && indexed === false ? [markerNotIndexed(arcash.name, marker.column.name)] : []),
    ...schema.abilities.findings,
    ...permissionFindings(permissions),
    ...serverFindings(facts, settings),
    ...schemaFindings(schema),
    ...settingsFindings(settings),
  ].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const has = (severity: PreflightFinding['severity']): boolean =>
    findings.some((it) => it.severity === severity);
  const canRead = !has('blocks_reading');
  const canPost = canRead && !has('blocks_posting') && settings.postingMode === 'direct';
  const database = facts.database ?? settings.database;
  return {
    ledger: 'sage-pro',
    server: {
      name: facts.name ?? connection.serverName,
      version: [facts.version, facts.edition].filter((it) => it !== null).join(', ') || 'unknown',
      database,
      collation: facts.collation,
      login: facts.login ?? settings.user,
      clockDifferenceMs: facts.clockDifferenceMs,
      encrypted: facts.encrypted,
    },
    tables: reportTables(schema, database),
    markerColumn:
      marker && arcash
        ? { table: arcash.name, column: marker.column.name, length: marker.length, reason: marker.reason }
        : null,
    findings,
    canRead,
    canPost,
    importFilesOnly: canRead && !canPost,
  };
}
