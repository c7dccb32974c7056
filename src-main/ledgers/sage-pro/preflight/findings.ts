/** Sentences about the server, the login and the settings. Pure. */
import type { PreflightFinding } from '../../../../shared/preflight.ts';
import type { SageSchema } from '../schema/schema.ts';
import type { SageProSettings } from '../settings.ts';
import type { Permission } from './permissions.ts';
import type { ServerFacts } from './server-facts.ts';

type Severity = PreflightFinding['severity'];

const finding = (severity: Severity, code: string, message: string): PreflightFinding => ({
  severity,
  code,
  message,
});

/** Two minutes: more than a network's delay, less than what moves a receipt to another day unnoticed. */
const CLOCK_LIMIT_MS = 120_000;

export function serverFindings(facts: ServerFacts, settings: SageProSettings): PreflightFinding[] {
  const found: PreflightFinding[] = [];
  if (settings.encrypt && settings.trustCertificate) {
    found.push(
      finding(
        'warning',
        'CERTIFICATE_NOT_CHECKED',
        'The server’s certificate is trusted without being checked, as the settings ask: somebody on the network could pose as the server.',
      ),
    );
  }
  if (facts.encrypted === false || (!settings.encrypt && facts.encrypted === null)) {
    found.push(
      finding(
        'warning',
        'NOT_ENCRYPTED',
        'The connection is not encrypted: the password and the receipts can be read on the network.',
      ),
    );
  }
  if (settings.oldestTls !== 'TLSv1.2') {
    found.push(
      finding(
        'warning',
        'OLD_TLS',
        `TLS down to ${settings.oldestTls.slice(4)} is accepted, as the settings ask.`,
      ),
    );
  }
  if (facts.clockDifferenceMs !== null && Math.abs(facts.clockDifferenceMs) > CLOCK_LIMIT_MS) {
    found.push(
      finding(
        'warning',
        'CLOCK',
        `The server’s clock and this PC’s differ by ${Math.round(Math.abs(facts.clockDifferenceMs) / 1000)} seconds.`,
      ),
    );
  }
  if (facts.readOnly === true) {
    found.push(finding('blocks_posting', 'DATABASE_READ_ONLY', 'The database is read-only.'));
  }
  const isolation =
    facts.snapshot === true
      ? 'reads see one moment, without locks (SNAPSHOT)'
      : 'reads take short shared locks only (READ COMMITTED)';
  found.push(
    finding(
      'info',
      'ISOLATION',
      `Postings are READ COMMITTED with update locks and wait at most ${settings.lockTimeoutMs} ms for a row; ${isolation}.`,
    ),
  );
  if (facts.systemDatabases !== null) {
    const names = facts.systemDatabases.join(', ');
    found.push(
      finding(
        'info',
        'SYSTEM_DATABASE',
        names === ''
          ? 'No system database (PROSYS) was found beside the company’s; none is needed.'
          : `Sage Pro’s system database is ${names}; it is left alone.`,
      ),
    );
  }
  return found;
}

export function markerNotIndexed(table: string, column: string): PreflightFinding {
  return finding(
    'info',
    'MARKER_NOT_INDEXED',
    `${table}.${column} has no index, so the server reads all receipts to look for a marker before each posting. Posting works; docs/sql/grants.sql has an index that makes it fast on a large company.`,
  );
}

export function permissionFindings(permissions: readonly Permission[]): PreflightFinding[] {
  const found = permissions
    .filter(({ granted }) => granted === false)
    .map(({ table, name, right }) => {
      const reading = right === 'SELECT' && (table === 'armast' || table === 'arcust');
      return finding(
        reading ? 'blocks_reading' : 'blocks_posting',
        'PERMISSION',
        `The login may not ${right} on ${name}: run docs/sql/grants.sql, or use import files.`,
      );
    });
  if (permissions.length > 0 && permissions.every(({ granted }) => granted === null)) {
    found.push(
      finding(
        'info',
        'PERMISSIONS_UNKNOWN',
        'The server cannot tell what the login may do; a posting that is not allowed fails as a whole and keeps nothing.',
      ),
    );
  }
  return found;
}

export function schemaFindings(schema: SageSchema): PreflightFinding[] {
  const found: PreflightFinding[] = [];
  if (schema.profile.tables.size > 0) {
    const { suffix } = schema.profile;
    found.push(
      finding(
        'info',
        'SUFFIX',
        suffix === '' ? 'The tables carry no company suffix.' : `The tables carry the suffix ${suffix}.`,
      ),
    );
  }
  if (!schema.reading.knowsIdentity) {
    found.push(
      finding(
        'info',
        'IDENTITY_ASSUMED',
        'The server’s catalog does not tell identity columns; id_col is taken for one.',
      ),
    );
  }
  if (!schema.reading.knowsTriggers) {
    found.push(
      finding(
        'info',
        'TRIGGERS_UNKNOWN',
        'Whether the tables have triggers could not be read; what is written is compared before it is kept.',
      ),
    );
  }
  for (const table of schema.profile.tables.values()) {
    const active = table.triggers.filter(({ disabled }) => !disabled);
    if (active.length === 0 || !['arcash', 'armast', 'arcust', 'ardist'].includes(table.table)) continue;
    const names = active.map(({ name }) => name).join(', ');
    found.push(
      finding(
        'warning',
        'TRIGGERS',
        `Triggers run when ${table.name} is written to: ${names}. A posting whose balances they change is taken back.`,
      ),
    );
  }
  return found;
}
