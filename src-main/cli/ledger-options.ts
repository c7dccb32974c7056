/** Options of the commands that work on a ledger by themselves, without a connected company: check and post. */
import { parseArgs } from 'node:util';
import type { MatchbookError } from '../../shared/errors.ts';
import { openSagePro, type SageProLedger } from '../ledgers/sage-pro/index.ts';
import type { CommandIo } from './io.ts';

const LEDGER_OPTIONS = {
  ledger: { type: 'string', default: 'sage-pro' },
  server: { type: 'string' },
  port: { type: 'string' },
  instance: { type: 'string' },
  database: { type: 'string' },
  user: { type: 'string' },
  domain: { type: 'string' },
  encrypt: { type: 'boolean', default: false },
  'trust-certificate': { type: 'boolean', default: false },
  'oldest-tls': { type: 'string' },
  'tds-version': { type: 'string' },
  'company-suffix': { type: 'string' },
  'reference-column': { type: 'string' },
  'base-currency': { type: 'string' },
  'time-zone': { type: 'string' },
  'closed-before': { type: 'string' },
  'clearing-account': { type: 'string' },
  'receivable-account': { type: 'string' },
  receipts: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const LEDGER_USAGE =
  '--ledger sage-pro --server H [--port P] --database PRO01 --user U [--domain D] [--encrypt] [--trust-certificate]\n' +
  '  H may be a host, HOST\\INSTANCE or HOST,PORT; the password is read from MATCHBOOK_SQL_PASSWORD.\n' +
  '  Also: --instance, --oldest-tls, --tds-version, --company-suffix, --reference-column, --base-currency, --time-zone,\n' +
  '  --closed-before, --clearing-account with --receivable-account';

/** The arguments cannot be used; the message is a sentence. */
export class OptionError extends Error {}

export interface LedgerOptions {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly receipts: string | null;
  readonly json: boolean;
  /** Null: not given. */
  readonly baseCurrency: string | null;
}

export function ledgerOptions(args: string[]): LedgerOptions {
  const values = parsed(args);
  if (values.ledger !== 'sage-pro') {
    throw new OptionError(`There is no ledger "${values.ledger}"; the one there is is sage-pro.`);
  }
  const needed = { server: values.server, database: values.database, user: values.user };
  for (const [name, value] of Object.entries(needed)) {
    if (value === undefined || value.trim() === '') throw new OptionError(`--${name} is missing.`);
  }
  const given: Record<string, unknown> = {
    ...needed,
    port: values.port === undefined ? undefined : portOf(values.port),
    instance: values.instance,
    domain: values.domain,
    oldestTls: values['oldest-tls'],
    tdsVersion: values['tds-version'],
    companySuffix: values['company-suffix'],
    referenceColumn: values['reference-column'],
    baseCurrency: values['base-currency']?.toUpperCase(),
    closedBefore: values['closed-before'],
    encrypt: values.encrypt || values['trust-certificate'],
    trustCertificate: values['trust-certificate'],
    timeZone: values['time-zone'] ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    accounts: { clearing: values['clearing-account'] ?? '', receivable: values['receivable-account'] ?? '' },
  };
  return {
    settings: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    receipts: values.receipts ?? null,
    json: values.json,
    baseCurrency: values['base-currency']?.toUpperCase() ?? null,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: LEDGER_OPTIONS, strict: true }).values;
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new OptionError(`--port takes a number from 1 to 65535, not "${text}".`);
}

/** Opens the ledger with the password of the environment. Throws OptionError when a setting is wrong. */
export function openLedger(
  settings: Readonly<Record<string, unknown>>,
  env: CommandIo['env'],
  now: () => Date,
): SageProLedger {
  const password = env.MATCHBOOK_SQL_PASSWORD;
  if (password === undefined) {
    throw new OptionError(
      'MATCHBOOK_SQL_PASSWORD is not set: the password of the SQL Server login is read from it.',
    );
  }
  try {
    return openSagePro(settings, { password }, { now });
  } catch (error) {
    throw new OptionError(settingsSentence(error));
  }
}

function settingsSentence(error: unknown): string {
  const issues =
    error instanceof Error && 'issues' in error && Array.isArray(error.issues) ? error.issues : [];
  const sentences = issues.map(
    (issue: { path?: unknown[]; message?: unknown }) =>
      `${issue.path?.join('.') ?? 'a setting'}: ${String(issue.message)}.`,
  );
  return sentences.length > 0 ? `The settings cannot be used. ${sentences.join(' ')}` : String(error);
}

/** A failure on standard error, and with --json the same as one object on standard output. */
export function tellFailure(error: MatchbookError, json: boolean, io: CommandIo): void {
  io.stderr.write(`${error.message} (${error.code})\n`);
  if (!json) return;
  const { code, explanation } = error;
  io.stdout.write(`${JSON.stringify({ canRead: false, canPost: false, error: { code, ...explanation } })}\n`);
}
