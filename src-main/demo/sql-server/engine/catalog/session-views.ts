/** sys.databases, and what shows sessions. */
import type { SqlType } from '../../session.ts';
import type { Environment } from '../compile/environment.ts';
import { bitType, datetimeType, intType, nvarchar, sysname, type Value } from '../types/sql-type.ts';
import type { SystemViewDefinition } from './system-views.ts';
import { catalogDate } from './type-facts.ts';

const tiny: SqlType = { name: 'tinyint' };
const small: SqlType = { name: 'smallint' };

const isolationNumbers = {
  'read uncommitted': 1,
  'read committed': 2,
  'repeatable read': 3,
  serializable: 4,
  snapshot: 5,
} as const;

/** Compatibility level of a version: 100 for 2008, 110 for 2012 … */
const compatibility = (e: Environment): number => Math.max(90, e.server.major * 10);

const databaseRow = (e: Environment, d: ReturnType<Environment['catalog']['databases']>[number]): Value[] => [
  d.name,
  d.id,
  catalogDate(d.created),
  compatibility(e),
  d.collation.name,
  0,
  'MULTI_USER',
  0,
  0,
  'ONLINE',
  0,
  'OFF',
  0,
  3,
  'SIMPLE',
];

export const sessionViews: Readonly<Record<string, SystemViewDefinition>> = {
  databases: {
    columns: [
      ['name', sysname, false],
      ['database_id', intType, false],
      ['create_date', datetimeType, false],
      ['compatibility_level', tiny, false],
      ['collation_name', sysname],
      ['user_access', tiny],
      ['user_access_desc', nvarchar(60)],
      ['is_read_only', bitType],
      ['state', tiny],
      ['state_desc', nvarchar(60)],
      ['snapshot_isolation_state', tiny],
      ['snapshot_isolation_state_desc', nvarchar(60)],
      ['is_read_committed_snapshot_on', bitType],
      ['recovery_model', tiny],
      ['recovery_model_desc', nvarchar(60)],
    ],
    rows: (e) => e.catalog.databases().map((d) => databaseRow(e, d)),
  },
  sysdatabases: {
    columns: [
      ['name', sysname],
      ['dbid', small],
      ['crdate', datetimeType, false],
      ['cmptlevel', tiny, false],
      ['status', intType],
    ],
    rows: (e) =>
      e.catalog.databases().map((d) => [d.name, d.id, catalogDate(d.created), compatibility(e), 0]),
  },
  dm_exec_sessions: {
    columns: [
      ['session_id', small, false],
      ['login_time', datetimeType, false],
      ['host_name', nvarchar(128)],
      ['program_name', nvarchar(128)],
      ['login_name', nvarchar(128), false],
      ['original_login_name', nvarchar(128), false],
      ['status', nvarchar(30), false],
      ['is_user_process', bitType, false],
      ['transaction_isolation_level', small, false],
      ['lock_timeout', intType, false],
      ['deadlock_priority', intType, false],
      ['row_count', { name: 'bigint' }, false],
      ['language', nvarchar(128)],
      ['date_format', nvarchar(3)],
      ['open_transaction_count', intType, false],
    ],
    rows: (e) =>
      e
        .openSessions()
        .map((s) => [
          s.id,
          s.loginTime,
          s.hostName,
          s.applicationName,
          s.login,
          s.login,
          s.id === e.facts.id ? 'running' : 'sleeping',
          1,
          isolationNumbers[s.isolation],
          s.lockTimeoutMs,
          0,
          s.rowCount,
          s.language,
          s.dateOrder,
          s.transactionCount,
        ]),
  },
  dm_exec_connections: {
    columns: [
      ['session_id', intType],
      ['connect_time', datetimeType, false],
      ['net_transport', nvarchar(40), false],
      ['encrypt_option', nvarchar(40), false],
      ['auth_scheme', nvarchar(40), false],
      ['client_net_address', nvarchar(48)],
    ],
    rows: (e) => e.openSessions().map((s) => [s.id, s.loginTime, 'TCP', 'FALSE', 'SQL', '127.0.0.1']),
  },
  sysprocesses: {
    columns: [
      ['spid', small, false],
      ['hostname', sysname, false],
      ['program_name', sysname, false],
      ['loginame', sysname, false],
      ['open_tran', small, false],
    ],
    rows: (e) =>
      e.openSessions().map((s) => [s.id, s.hostName, s.applicationName, s.login, s.transactionCount]),
  },
};
