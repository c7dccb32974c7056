/**
 * `check --ledger sage-pro …`: the preflight. Prints what was found as a table, or as one JSON object (shared/preflight.ts).
 * Exit status: 0 when the company can be read and posted to directly, 1 when the preflight says it cannot, 2 when it
 * could not be run.
 */
import { MatchbookError } from '../../shared/errors.ts';
import type { Preflight, PreflightFinding } from '../../shared/preflight.ts';
import type { CommandIo } from './io.ts';
import { LEDGER_USAGE, ledgerOptions, OptionError, openLedger, tellFailure } from './ledger-options.ts';

export async function checkCommand(args: string[], io: CommandIo): Promise<number> {
  let json = args.includes('--json');
  try {
    const options = ledgerOptions(args);
    json = options.json;
    const ledger = openLedger(options.settings, io.env, () => new Date());
    try {
      const preflight = await ledger.preflight(new AbortController().signal);
      io.stdout.write(json ? `${JSON.stringify(preflight)}\n` : report(preflight));
      return preflight.canRead && preflight.canPost ? 0 : 1;
    } finally {
      await ledger.close();
    }
  } catch (error) {
    if (error instanceof OptionError) {
      io.stderr.write(`${error.message}\nUsage: check ${LEDGER_USAGE} [--json]\n`);
      return 2;
    }
    if (!(error instanceof MatchbookError)) throw error;
    tellFailure(error, json, io);
    return 2;
  }
}

const SEVERITY: Record<PreflightFinding['severity'], string> = {
  blocks_reading: 'blocks reading',
  blocks_posting: 'blocks posting',
  warning: 'warning',
  info: 'note',
};

function report(preflight: Preflight): string {
  const { server } = preflight;
  const clock =
    server.clockDifferenceMs === null ? 'unknown' : `${(server.clockDifferenceMs / 1000).toFixed(1)} s`;
  const encrypted = server.encrypted === null ? 'unknown' : server.encrypted ? 'yes' : 'no';
  const lines = [
    `${server.database} on ${server.name}`,
    `  ${server.version}`,
    `  login ${server.login}, collation ${server.collation ?? 'unknown'}, encrypted ${encrypted}, clock difference ${clock}`,
    '',
    ...tables(preflight),
    ...preflight.findings.map(({ severity, message }) => `${SEVERITY[severity]}: ${message}`),
    '',
    preflight.markerColumn
      ? `marker: ${preflight.markerColumn.table}.${preflight.markerColumn.column}, ${preflight.markerColumn.length} characters. ${preflight.markerColumn.reason}`
      : 'marker: no column can carry it',
    `can read: ${yesNo(preflight.canRead)}   can post directly: ${yesNo(preflight.canPost)}   import files only: ${yesNo(preflight.importFilesOnly)}`,
  ];
  return `${lines.join('\n')}\n`;
}

const yesNo = (answer: boolean): string => (answer ? 'yes' : 'no');

function tables(preflight: Preflight): string[] {
  const lines: string[] = [];
  for (const table of preflight.tables) {
    lines.push(
      `${table.table}: ${table.foundAs ?? (table.required ? 'MISSING' : 'not there')} — ${table.consequence}`,
    );
    if (table.triggers.length > 0) lines.push(`  triggers: ${table.triggers.join(', ')}`);
    const shown = table.columns.filter(({ consequence }) => consequence !== 'left alone');
    const [widest, widestType] = [
      Math.max(0, ...shown.map(({ column }) => column.length)),
      Math.max(0, ...shown.map(({ type }) => (type ?? '-').length)),
    ];
    for (const { column, type, required, consequence } of shown) {
      lines.push(
        `  ${column.padEnd(widest)}  ${(type ?? '-').padEnd(widestType)}  ${required ? 'required' : 'optional'}  ${consequence}`,
      );
    }
    const alone = table.columns.filter(({ consequence }) => consequence === 'left alone');
    if (alone.length > 0) lines.push(`  left alone: ${alone.map(({ column }) => column).join(', ')}`);
    lines.push('');
  }
  return lines;
}
