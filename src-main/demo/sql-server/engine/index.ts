/**
 * The SQL half of the demo server: T-SQL with SQL Server's semantics, rows in SQLite. It knows no wire. `syntax/` reads
 * T-SQL, `compile/` turns it into closures, `run/` executes statements, `locks/` keeps sessions apart, `storage/` holds
 * rows and undo records, `catalog/` what there is, `types/` values and conversions, `functions/` the built-ins.
 * Behaviour follows Microsoft's Transact-SQL reference; only `storage/` imports better-sqlite3.
 */
export type { ColumnDefinition, TableDefinition } from './catalog/model.ts';
export { createSqlEngine, type DemoSqlEngine } from './engine.ts';
export type { EngineOptions, LoginDefinition, StatementSeen, TablePermission } from './run/server.ts';
