/** Window functions over the rows of a block: ranking, and aggregates OVER (PARTITION BY … [ORDER BY …]). */
import type { SqlType } from '../../session.ts';
import { SqlError, sqlError, unsupported } from '../errors.ts';
import type { FunctionCall } from '../syntax/ast.ts';
import { type Collation, compareValues, valueKey } from '../types/collation.ts';
import { bigintType, type Value } from '../types/sql-type.ts';
import { type Aggregate, aggregateFor } from './aggregate.ts';
import { type Context, compileExpression, emptyFrame, isAggregate } from './expression.ts';
import type { Frame, Typed } from './frame.ts';

export interface WindowCall {
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly collation: Collation | null;
  /** Writes each row's result into its frame. */
  fill(frames: readonly Frame[]): void;
}
export interface SortKey {
  readonly typed: Typed;
  readonly descending: boolean;
}

export const compareBy =
  (keys: readonly SortKey[]) =>
  (a: readonly Value[], b: readonly Value[]): number => {
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i];
      const order = compareValues(a[i] ?? null, b[i] ?? null, key?.typed.collation ?? null);
      if (order !== 0) return key?.descending === true ? -order : order;
    }
    return 0;
  };

interface Placed {
  readonly frame: Frame;
  readonly keys: readonly Value[];
}

export const windowFor = (call: FunctionCall, slot: number, context: Context): WindowCall => {
  const name = call.name.toUpperCase();
  const { over } = call;
  if (over === null) throw new Error('A window function has an OVER clause.');
  const partition = over.partition.map((item) => compileExpression(item, context));
  const order: SortKey[] = over.order.map((item) => ({
    typed: compileExpression(item.expression, context),
    descending: item.descending,
  }));
  const ranking = /^(ROW_NUMBER|RANK|DENSE_RANK|NTILE)$/.test(name);
  if (ranking && order.length === 0) {
    throw new SqlError(4112, 15, 1, `The ranking function "${name}" must have an ORDER BY clause.`, 'batch');
  }
  if (!ranking && !isAggregate(name)) throw unsupported(`the window function ${name}`);
  const [first] = call.args;
  const argument = first === undefined ? null : compileExpression(first, context);
  const aggregate = ranking ? null : aggregateFor(call, call.star ? null : argument);
  const tiles = name === 'NTILE' ? Number(argument?.evaluate(emptyFrame) ?? 0) : 0;
  if (name === 'NTILE' && tiles < 1) throw sqlError(174, 'NTILE', 1);
  const compare = compareBy(order);
  return {
    type: aggregate?.type ?? bigintType,
    nullable: aggregate !== null && !name.startsWith('COUNT'),
    collation: aggregate?.collation ?? null,
    fill: (frames) => {
      for (const rows of partitioned(frames, partition)) {
        const placed = rows.map((frame) => ({ frame, keys: order.map((k) => k.typed.evaluate(frame)) }));
        if (order.length > 0) placed.sort((a, b) => compare(a.keys, b.keys));
        const same = (a: Placed, b: Placed): boolean => compare(a.keys, b.keys) === 0;
        if (aggregate === null) rankRows(name, placed, same, slot, tiles);
        else totalRows(aggregate, placed, same, slot, order.length > 0);
      }
    },
  };
};

const partitioned = (frames: readonly Frame[], partition: readonly Typed[]): Frame[][] => {
  const groups = new Map<string, Frame[]>();
  for (const frame of frames) {
    const key = partition.map((p) => valueKey(p.evaluate(frame), p.collation)).join('\u0001');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [frame]);
    else group.push(frame);
  }
  return [...groups.values()];
};

const rankRows = (
  name: string,
  placed: readonly Placed[],
  same: (a: Placed, b: Placed) => boolean,
  slot: number,
  tiles: number,
): void => {
  let [rank, dense] = [0, 0];
  const [size, larger] = [Math.floor(placed.length / Math.max(1, tiles)), placed.length % Math.max(1, tiles)];
  placed.forEach((row, i) => {
    const before = placed[i - 1];
    if (before === undefined || !same(before, row)) {
      rank = i + 1;
      dense += 1;
    }
    const tile =
      i < larger * (size + 1)
        ? Math.floor(i / (size + 1))
        : larger + Math.floor((i - larger * (size + 1)) / Math.max(1, size));
    const value = { ROW_NUMBER: i + 1, RANK: rank, DENSE_RANK: dense, NTILE: tile + 1 }[name] ?? 0;
    row.frame.slots[slot] = BigInt(value);
  });
};

/** Without ORDER BY the whole partition; with it, all rows up to the present one and its peers. */
const totalRows = (
  aggregate: Aggregate,
  placed: readonly Placed[],
  same: (a: Placed, b: Placed) => boolean,
  slot: number,
  running: boolean,
): void => {
  const accumulator = aggregate.start();
  for (let start = 0; start < placed.length; ) {
    let end = start + 1;
    const first = placed[start];
    while (end < placed.length) {
      const next = placed[end];
      if (first === undefined || next === undefined || (running && !same(first, next))) break;
      end += 1;
    }
    const peers = placed.slice(start, end);
    for (const row of peers) accumulator.add(row.frame);
    const value = accumulator.result();
    for (const row of peers) row.frame.slots[slot] = value;
    start = end;
  }
};
