/** Triggers: their bodies run inside the statement's transaction, with the inserted and deleted rows as tables. */
import type { Table, Trigger } from '../catalog/model.ts';
import type { RowSet } from '../compile/environment.ts';
import { SqlError } from '../errors.ts';
import { parsed } from './batch.ts';
import type { DmlEvent, Intended } from './dml.ts';
import { runStatements } from './interpreter.ts';
import { type ExecutionScope, newScope } from './scope.ts';
import type { Session } from './session.ts';
import { restoreSettings, savedSettings } from './settings.ts';

const deepest = 32;

export const triggersFor = (
  session: Session,
  table: Table,
  event: DmlEvent,
  scope: ExecutionScope,
): Trigger[] => {
  if (table.temporary) return [];
  return (
    session.server.catalog
      .triggersOf(table)
      .filter((t) => !t.disabled && t.events.includes(event))
      // RECURSIVE_TRIGGERS is off, as in every new database: a trigger does not fire itself.
      .filter((t) => scope.trigger?.id !== t.id)
  );
};

export const fireTriggers = async (
  session: Session,
  triggers: readonly Trigger[],
  intended: Intended,
  scope: ExecutionScope,
): Promise<void> => {
  const { table, changes, updatedColumns } = intended;
  const inserted: RowSet = {
    columns: table.columns,
    rows: changes.flatMap((c) => (c.after === null ? [] : [c.after])),
  };
  const deleted: RowSet = {
    columns: table.columns,
    rows: changes.flatMap((c) => (c.before === null ? [] : [c.before])),
  };
  for (const trigger of triggers) {
    const inner: ExecutionScope = {
      ...newScope(trigger.bodyText, scope),
      transitionTables: new Map([
        ['inserted', inserted],
        ['deleted', deleted],
      ]),
      updatedColumns,
      procedureName: trigger.name,
      trigger,
    };
    if (inner.nestLevel > deepest) {
      throw new SqlError(
        217,
        16,
        1,
        `Maximum stored procedure, function, trigger, or view nesting level exceeded (limit ${deepest}).`,
        'batch',
      );
    }
    const { database } = session;
    session.database = trigger.database;
    session.facts.rowCount = BigInt(changes.length);
    const settings = savedSettings(session);
    try {
      await runStatements(session, parsed(trigger.bodyText, true), inner);
    } finally {
      restoreSettings(session, settings);
      session.database = database;
    }
    if (session.open === null) return;
  }
};
