/** Values on their way into a column: conversion, length, NULL, defaults, computed columns, CHECK. */
import type { Column, Table } from '../catalog/model.ts';
import { coerce } from '../compile/coerce.ts';
import { compileCondition } from '../compile/condition.ts';
import type { Environment } from '../compile/environment.ts';
import { type Context, compileExpression, contextFor } from '../compile/expression.ts';
import type { Evaluate, Frame, Test, Typed } from '../compile/frame.ts';
import { boundColumns } from '../compile/sources.ts';
import { sqlError } from '../errors.ts';
import type { Row } from '../storage/store.ts';
import { parseConditionText, parseExpressionText } from '../syntax/statements.ts';
import { familyOf, isText, lengthOf, type Value } from '../types/sql-type.ts';

const truncated = (table: Table, column: Column, value: Value, environment: Environment): Error => {
  if (environment.server.major < 15) return sqlError(8152);
  const shown = typeof value === 'string' ? value.slice(0, lengthOf(column.type)) : '';
  return sqlError(2628, `${table.database}.${table.schema}.${table.name}`, column.name, shown);
};

/** The expression's value as the column stores it; 8152 or 2628 when text or binary does not fit. */
export const intoColumn = (from: Typed, table: Table, column: Column, environment: Environment): Evaluate => {
  const { type } = column;
  const length = lengthOf(type);
  const bothText = isText(type) && isText(from.type) && from.untypedNull !== true;
  const bothBinary = familyOf(type) === 'binary' && familyOf(from.type) === 'binary';
  if (!bothText && !bothBinary) return coerce(from, type, environment.facts.dateOrder).evaluate;
  const fixed = type.name === 'char' || type.name === 'nchar';
  const { evaluate } = from;
  if (bothText) {
    return (frame) => {
      const value = evaluate(frame);
      if (value === null) return null;
      let text = value as string;
      if (text.length > length) {
        if (text.slice(length).trim() !== '') throw truncated(table, column, text, environment);
        text = text.slice(0, length);
      }
      return fixed ? text.padEnd(length) : text;
    };
  }
  return (frame) => {
    const value = evaluate(frame);
    if (value === null) return null;
    const bytes = value as Uint8Array;
    if (bytes.length > length) throw truncated(table, column, null, environment);
    if (type.name !== 'binary' || bytes.length === length) return bytes;
    const padded = Buffer.alloc(length);
    padded.set(bytes);
    return padded;
  };
};

/** A context in which the table's own columns are in scope: slot n is column n. */
export const rowContext = (table: Table, environment: Environment): Context => {
  const context = contextFor(environment);
  context.scope.add({
    exposed: table.name,
    aliased: false,
    schema: table.schema,
    database: table.database,
    columns: boundColumns(table),
    source: { kind: 'rows', rows: () => [] },
  });
  return context;
};

export interface RowRules {
  /** The default of a column, or NULL. */
  defaultOf(column: Column): Value;
  /** Fills computed columns and checks NULLs and CHECK constraints; `action` is INSERT or UPDATE. */
  complete(row: Row, action: 'INSERT' | 'UPDATE'): void;
}

/** Defaults and checks see neither variables nor transition tables. */
export const rowRules = (table: Table, environment: Environment): RowRules => {
  const own: Environment = {
    ...environment,
    database: table.temporary ? environment.database : table.database,
    variables: new Map(),
    transitionTables: new Map(),
  };
  const defaults = new Map<Column, Evaluate>();
  for (const column of table.columns) {
    if (column.defaultText === null) continue;
    const typed = compileExpression(parseExpressionText(column.defaultText), contextFor(own));
    defaults.set(column, intoColumn(typed, table, column, own));
  }
  const computed = table.columns.flatMap((column, position): { position: number; evaluate: Evaluate }[] => {
    if (column.computedText === null) return [];
    const typed = compileExpression(parseExpressionText(column.computedText), rowContext(table, own));
    return [{ position, evaluate: coerce(typed, column.type, own.facts.dateOrder).evaluate }];
  });
  const checks = table.checks.map(({ name, text }): { name: string; test: Test } => ({
    name,
    test: compileCondition(parseConditionText(text), rowContext(table, own)),
  }));
  const nothing: Frame = { slots: [], outer: null };
  return {
    defaultOf: (column) => defaults.get(column)?.(nothing) ?? null,
    complete: (row, action) => {
      const frame: Frame = { slots: row, outer: null };
      for (const { position, evaluate } of computed) row[position] = evaluate(frame);
      table.columns.forEach((column, i) => {
        if (column.nullable || (row[i] ?? null) !== null) return;
        throw sqlError(515, column.name, fullName(table), action);
      });
      for (const { name, test } of checks) {
        if (test(frame) !== false) continue;
        throw sqlError(547, action, 'CHECK', name, table.database, `${table.schema}.${table.name}`, '');
      }
    },
  };
};

export const fullName = (table: Table): string =>
  table.temporary && table.name.startsWith('@')
    ? table.name
    : `${table.database}.${table.schema}.${table.name}`;
