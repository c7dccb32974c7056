/** SET options: what a new session has, and what each statement may change. */
import type { SessionFacts } from '../compile/environment.ts';
import { SqlError, sqlError, unsupported } from '../errors.ts';
import type { DateOrder } from '../types/date-text.ts';
import type { Session } from './session.ts';

export const initialFacts = (
  id: number,
  login: string,
  applicationName: string,
  hostName: string,
  loginTime: bigint,
): SessionFacts => ({
  id,
  login,
  applicationName,
  hostName,
  loginTime,
  rowCount: 0n,
  lastError: 0,
  transactionCount: 0,
  transactionState: 0,
  lastIdentity: null,
  lockTimeoutMs: -1,
  textSize: 2147483647,
  isolation: 'read committed',
  language: 'us_english',
  dateOrder: 'mdy',
  firstWeekday: 7,
  noCount: false,
  xactAbort: false,
  quotedIdentifier: true,
  concatNullYieldsNull: true,
  ansiNulls: true,
  rowCountLimit: 0,
  arithAbort: true,
});

const settable = [
  'lockTimeoutMs',
  'textSize',
  'isolation',
  'language',
  'dateOrder',
  'firstWeekday',
  'noCount',
  'xactAbort',
  'quotedIdentifier',
  'concatNullYieldsNull',
  'rowCountLimit',
  'arithAbort',
] as const satisfies readonly (keyof SessionFacts)[];

/** What a procedure, a trigger or a dynamic text SETs holds until it ends. */
export const savedSettings = (session: Session): Partial<SessionFacts> =>
  Object.fromEntries(settable.map((name) => [name, session.facts[name]]));
export const restoreSettings = (session: Session, saved: Partial<SessionFacts>): void => {
  Object.assign(session.facts, saved);
};

/** Options that must have one value here; any other value is refused by name. */
const fixedOptions: Record<string, 'ON' | 'OFF'> = {
  ANSI_NULLS: 'ON',
  ANSI_PADDING: 'ON',
  ANSI_WARNINGS: 'ON',
  ANSI_DEFAULTS: 'ON',
  NUMERIC_ROUNDABORT: 'OFF',
  ARITHIGNORE: 'OFF',
  NOEXEC: 'OFF',
  PARSEONLY: 'OFF',
  FMTONLY: 'OFF',
  SHOWPLAN_ALL: 'OFF',
  SHOWPLAN_TEXT: 'OFF',
  SHOWPLAN_XML: 'OFF',
  FORCEPLAN: 'OFF',
  'STATISTICS IO': 'OFF',
  'STATISTICS TIME': 'OFF',
  'STATISTICS PROFILE': 'OFF',
  'STATISTICS XML': 'OFF',
  REMOTE_PROC_TRANSACTIONS: 'OFF',
};
/** Options without an effect on results here. */
const harmless = new Set([
  'ANSI_NULL_DFLT_ON',
  'ANSI_NULL_DFLT_OFF',
  'CURSOR_CLOSE_ON_COMMIT',
  'CONTEXT_INFO',
  'QUERY_GOVERNOR_COST_LIMIT',
]);

const languages: Record<string, readonly [DateOrder, number]> = {
  us_english: ['mdy', 7],
  english: ['mdy', 7],
  british: ['dmy', 1],
  'british english': ['dmy', 1],
};
const priorities: Record<string, number> = { LOW: -5, NORMAL: 0, HIGH: 5 };

export const setOption = (session: Session, option: string, value: string): void => {
  const { facts } = session;
  const upper = value.toUpperCase();
  const on = upper === 'ON';
  const number = Number(value);
  const flag = (apply: (on: boolean) => void): void => {
    if (!on && upper !== 'OFF') throw sqlError(102, value);
    apply(on);
  };
  const whole = (apply: (n: number) => void): void => {
    if (!Number.isInteger(number)) throw sqlError(102, value);
    apply(number);
  };
  if (harmless.has(option)) return;
  const required = fixedOptions[option];
  if (required !== undefined) {
    if (upper !== required) throw unsupported(`SET ${option} ${upper}`);
    return;
  }
  switch (option) {
    case 'NOCOUNT':
      flag((v) => {
        facts.noCount = v;
      });
      return;
    case 'XACT_ABORT':
      flag((v) => {
        facts.xactAbort = v;
      });
      return;
    case 'ARITHABORT':
      flag((v) => {
        facts.arithAbort = v;
      });
      return;
    case 'QUOTED_IDENTIFIER':
      flag((v) => {
        facts.quotedIdentifier = v;
      });
      return;
    case 'CONCAT_NULL_YIELDS_NULL':
      flag((v) => {
        facts.concatNullYieldsNull = v;
      });
      return;
    case 'IMPLICIT_TRANSACTIONS':
      flag((v) => {
        session.implicitTransactions = v;
      });
      return;
    case 'LOCK_TIMEOUT':
      whole((v) => {
        facts.lockTimeoutMs = v;
      });
      return;
    case 'TEXTSIZE':
      whole((v) => {
        facts.textSize = v <= 0 ? 2147483647 : v;
      });
      return;
    case 'ROWCOUNT':
      whole((v) => {
        facts.rowCountLimit = v;
      });
      return;
    case 'DATEFIRST':
      whole((v) => {
        if (v < 1 || v > 7)
          throw new SqlError(2743, 16, 1, 'The DATEFIRST value must be from 1 to 7.', 'statement');
        facts.firstWeekday = v;
      });
      return;
    case 'DATEFORMAT': {
      const order = value.toLowerCase();
      if (!['mdy', 'dmy', 'ymd', 'ydm', 'myd', 'dym'].includes(order)) {
        throw new SqlError(2741, 16, 1, `SET DATEFORMAT date order '${value}' is invalid.`, 'statement');
      }
      facts.dateOrder = order as DateOrder;
      return;
    }
    case 'LANGUAGE': {
      const known = languages[value.toLowerCase()];
      if (known === undefined) throw unsupported(`SET LANGUAGE ${value}`);
      facts.language = value;
      [facts.dateOrder, facts.firstWeekday] = known;
      return;
    }
    case 'DEADLOCK_PRIORITY': {
      const priority = priorities[upper] ?? number;
      if (!Number.isInteger(priority) || priority < -10 || priority > 10) throw sqlError(102, value);
      session.locks.deadlockPriority = priority;
      return;
    }
    default:
      throw unsupported(`SET ${option}`);
  }
};
