/** @@ variables. */
import type { SqlType } from '../../session.ts';
import type { Environment } from '../compile/environment.ts';
import type { Typed } from '../compile/frame.ts';
import { SqlError } from '../errors.ts';
import { intType, isText, numeric, nvarchar, sysname, type Value } from '../types/sql-type.ts';

const optionBits = (e: Environment): number =>
  (e.facts.noCount ? 512 : 0) |
  (e.facts.xactAbort ? 16384 : 0) |
  (e.facts.quotedIdentifier ? 256 : 0) |
  (e.facts.concatNullYieldsNull ? 4096 : 0) |
  (e.facts.ansiNulls ? 32 : 0) |
  (e.facts.arithAbort ? 64 : 0) |
  8 |
  16 |
  1024;

const globals: Record<string, readonly [SqlType, (e: Environment) => Value]> = {
  ROWCOUNT: [intType, (e) => Number(e.facts.rowCount)],
  ERROR: [intType, (e) => e.facts.lastError],
  IDENTITY: [numeric(38, 0), (e) => e.facts.lastIdentity],
  SPID: [{ name: 'smallint' }, (e) => e.facts.id],
  VERSION: [nvarchar(300), (e) => e.server.versionText],
  SERVERNAME: [sysname, (e) => e.server.name],
  SERVICENAME: [sysname, () => 'MSSQLSERVER'],
  TRANCOUNT: [intType, (e) => e.facts.transactionCount],
  LANGUAGE: [sysname, (e) => e.facts.language],
  LANGID: [{ name: 'smallint' }, () => 0],
  OPTIONS: [intType, optionBits],
  LOCK_TIMEOUT: [intType, (e) => e.facts.lockTimeoutMs],
  MAX_PRECISION: [{ name: 'tinyint' }, () => 38],
  MAX_CONNECTIONS: [intType, () => 32767],
  DATEFIRST: [{ name: 'tinyint' }, (e) => e.facts.firstWeekday],
  TEXTSIZE: [intType, (e) => e.facts.textSize],
  NESTLEVEL: [intType, (e) => e.nestLevel],
  PROCID: [intType, () => 0],
  MICROSOFTVERSION: [intType, (e) => e.server.major << 24],
  FETCH_STATUS: [intType, () => 0],
  CURSOR_ROWS: [intType, () => 0],
};

export const globalVariable = (name: string, environment: Environment): Typed => {
  const found = Object.hasOwn(globals, name) ? globals[name] : undefined;
  if (found === undefined) {
    throw new SqlError(137, 15, 2, `Must declare the scalar variable "@@${name}".`, 'batch');
  }
  const [type, read] = found;
  return {
    type,
    nullable: true,
    collation: isText(type) ? environment.columnCollation(environment.database) : null,
    strength: 'default',
    evaluate: () => read(environment),
  };
};
