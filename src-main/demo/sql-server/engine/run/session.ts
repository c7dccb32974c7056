/** One client's session: its options, its transaction, its requests. */

import { setImmediate as immediate } from 'node:timers/promises';
import type { ResultSink, SqlRequest, SqlSession, SqlType } from '../../session.ts';
import type { Table } from '../catalog/model.ts';
import { storageLength } from '../catalog/type-facts.ts';
import { coerce } from '../compile/coerce.ts';
import type { Environment, SessionFacts } from '../compile/environment.ts';
import { compileExpression, compileStandalone, contextFor, emptyFrame } from '../compile/expression.ts';
import { type SqlError, sqlError } from '../errors.ts';
import { type LockSession, newLockSession } from '../locks/lock-table.ts';
import { Transaction, undo } from '../storage/transaction.ts';
import type { Condition, Expression } from '../syntax/ast.ts';
import { ticksOfInstant } from '../types/calendar.ts';
import { converter } from '../types/convert.ts';
import type { Value } from '../types/sql-type.ts';
import { AppLocks } from './app-locks.ts';
import { runRequest } from './batch.ts';
import { evaluateWaiting } from './drain.ts';
import { demandPermission, permitted } from './permissions.ts';
import { Attention, type ExecutionScope } from './scope.ts';
import type { LoginDefinition, Server } from './server.ts';
import { initialFacts } from './settings.ts';

export interface Running {
  readonly sink: ResultSink;
  readonly signal: AbortSignal;
}
export interface PreparedStatement {
  readonly text: string;
  readonly declarations: string;
}

export class Session implements SqlSession {
  readonly id: number;
  readonly server: Server;
  readonly login: LoginDefinition;
  readonly locks: LockSession;
  readonly appLocks: AppLocks;
  readonly temporaryTables = new Map<string, Table>();
  readonly prepared = new Map<number, PreparedStatement>();
  readonly identityInsert = new Set<number>();
  readonly loginDatabase: string;
  facts: SessionFacts;
  database: string;
  implicitTransactions = false;
  deadlockPriority = 0;
  open: Transaction | null = null;
  running: Running | null = null;
  #closed = false;

  constructor(
    server: Server,
    login: LoginDefinition,
    database: string,
    applicationName: string,
    hostName: string,
  ) {
    this.server = server;
    this.login = login;
    this.database = database;
    this.loginDatabase = database;
    this.id = server.newSpid();
    this.locks = newLockSession(this.id);
    this.appLocks = new AppLocks(this);
    this.facts = initialFacts(this.id, login.user, applicationName, hostName, this.localTicks());
    server.sessions.set(this.id, this);
  }
  get transaction(): bigint {
    return this.open?.descriptor ?? 0n;
  }
  localTicks(): bigint {
    return ticksOfInstant(this.server.clock(), this.server.options.zoneMinutes ?? 0);
  }

  async execute(request: SqlRequest, sink: ResultSink, signal: AbortSignal): Promise<void> {
    if (this.#closed) throw new Error('The session is closed.');
    this.running = { sink, signal };
    try {
      await runRequest(this, request);
    } catch (error) {
      if (!(error instanceof Attention)) throw error;
      if (this.facts.xactAbort) this.rollback();
    } finally {
      this.endStatement();
      this.running = null;
    }
  }
  get sink(): ResultSink {
    if (this.running === null) throw new Error('No request is running.');
    return this.running.sink;
  }
  get signal(): AbortSignal {
    if (this.running === null) throw new Error('No request is running.');
    return this.running.signal;
  }
  checkSignal(): void {
    if (this.running?.signal.aborted === true) throw new Attention();
  }
  reset(): void {
    this.rollback();
    this.appLocks.releaseSession();
    for (const table of this.temporaryTables.values()) this.server.store.dropTable(table);
    this.temporaryTables.clear();
    this.identityInsert.clear();
    this.prepared.clear();
    this.implicitTransactions = false;
    this.locks.deadlockPriority = 0;
    this.database = this.loginDatabase;
    const { login, applicationName, hostName, loginTime } = this.facts;
    this.facts = initialFacts(this.id, login, applicationName, hostName, loginTime);
  }
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.reset();
    this.server.sessions.delete(this.id);
  }

  begin(implicit: boolean): Transaction {
    if (this.open === null) {
      this.open = new Transaction(this.server.newDescriptor(), implicit);
      if (!implicit) this.running?.sink.transactionBegan(this.open.descriptor);
    } else this.open.depth += 1;
    this.noteTransaction();
    return this.open;
  }
  /** 3902 without a transaction, 3930 for a doomed one. */
  commit(): void {
    const { open } = this;
    if (open === null) throw sqlError(3902);
    if (open.doomed) throw sqlError(3930);
    if (open.depth > 1) {
      open.depth -= 1;
      this.noteTransaction();
      return;
    }
    const { store } = this.server;
    store.atomically(() => {
      store.forgetUndo(open.descriptor);
      for (const table of open.droppedTables) store.dropTable(table);
    });
    this.#endTransaction(open);
    if (!open.implicit) this.running?.sink.transactionCommitted(open.descriptor);
  }
  /** Rolls everything back; nothing happens without a transaction. */
  rollback(): void {
    const { open } = this;
    if (open === null) {
      this.server.locks.releaseAll(this.locks);
      return;
    }
    const { store, catalog } = this.server;
    undo(open, 0, store, catalog);
    store.forgetUndo(open.descriptor);
    this.#endTransaction(open);
    if (!open.implicit) this.running?.sink.transactionRolledBack(open.descriptor);
  }
  #endTransaction(open: Transaction): void {
    for (const row of open.touched) this.server.images.forget(row.table, row.rid);
    this.open = null;
    this.appLocks.releaseTransaction();
    this.server.locks.releaseAll(this.locks);
    open.entries.length = 0;
    this.noteTransaction();
  }
  noteTransaction(): void {
    this.facts.transactionCount = this.open === null ? 0 : this.open.depth;
    this.facts.transactionState = this.open === null ? 0 : this.open.doomed ? -1 : 1;
  }
  /** Locks of the statement go; those of a transaction stay. */
  endStatement(): void {
    if (this.open === null) this.server.locks.releaseAll(this.locks);
    else this.server.locks.releaseStatement(this.locks);
  }
  async lock(attempt: Parameters<Server['locks']['wait']>[1], noWait = false): Promise<void> {
    if (attempt(false).length === 0) return;
    const timeout = noWait ? 0 : this.facts.lockTimeoutMs;
    await this.server.locks.wait(this.locks, attempt, timeout, this.signal, () => new Attention());
  }

  /** Lets others run, now and then: a WHILE loop must not hold the event loop. */
  async breathe(): Promise<void> {
    this.#steps += 1;
    if (this.#steps % 200 === 0) await immediate();
  }
  #steps = 0;
  async test(condition: Condition, scope: ExecutionScope): Promise<boolean | null> {
    const test = compileStandalone(condition, this.environment(scope));
    return evaluateWaiting(this, () => test(emptyFrame));
  }
  async evaluate(expression: Expression, scope: ExecutionScope): Promise<{ type: SqlType; value: Value }> {
    const typed = compileExpression(expression, contextFor(this.environment(scope)));
    return { type: typed.type, value: await evaluateWaiting(this, () => typed.evaluate(emptyFrame)) };
  }
  /** The expression's value in the type; 257 and the like when it does not convert by itself. */
  async evaluateAs(expression: Expression, type: SqlType, scope: ExecutionScope): Promise<Value> {
    const typed = compileExpression(expression, contextFor(this.environment(scope)));
    const coerced = coerce(typed, type, this.facts.dateOrder);
    const shape = converter(type, type);
    const value = await evaluateWaiting(this, () => coerced.evaluate(emptyFrame));
    return value === null ? null : shape(value);
  }
  environment(scope: ExecutionScope): Environment {
    const { server, facts } = this;
    const now = this.localTicks();
    return {
      database: this.database,
      catalog: server.catalog,
      store: server.store,
      locks: server.locks,
      lockSession: this.locks,
      facts,
      serverCollation: server.catalog.serverCollation,
      server: {
        name: server.name,
        versionText: server.versionText,
        productVersion: server.productVersion,
        major: server.version.major,
      },
      variables: scope.variables,
      tableVariables: scope.tableVariables,
      temporaryTables: this.temporaryTables,
      transitionTables: scope.transitionTables,
      updatedColumns: scope.updatedColumns,
      caught: scope.caught,
      scopeIdentity: scope.scopeIdentity,
      nestLevel: scope.nestLevel,
      now,
      nowUtc: ticksOfInstant(server.clock(), 0),
      procedureName: scope.procedureName,
      openSessions: () => [...server.sessions.values()].map((s) => s.facts),
      isMember: (role) => this.isMember(role),
      mayUse: (permission, database, name) => permitted(server, this.login, permission, database, name),
      demand: (permission, table) => demandPermission(server, this.login, permission, table),
      columnCollation: (database) => server.catalog.database(database).collation,
      committedImage: (table, rid) => server.images.of(table, rid),
      storageLength,
    };
  }
  isMember(role: string): boolean {
    const wide = this.login.readOnly !== true && this.login.grants === undefined;
    if (role === 'public' || role === 'db_datareader') return true;
    return wide && ['sysadmin', 'db_owner', 'db_datawriter', 'dbcreator'].includes(role);
  }
  report(error: SqlError): void {
    if (error.severity > 10) this.facts.lastError = error.number;
    this.sink.message(error.toMessage());
  }
}
