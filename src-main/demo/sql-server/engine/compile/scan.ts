/**
 * Reading one table's rows under locks. A row that another session has changed is waited for when its committed image
 * or its present one passes the query's tests; so no uncommitted value is ever seen, and nothing else is waited for.
 */
import { type Attempt, rowResource, tableResource } from '../locks/lock-table.ts';
import type { LockMode } from '../locks/modes.ts';
import type { Environment } from './environment.ts';
import { breathe, type Frame, LockPause, type Pause, settled } from './frame.ts';
import { RowReader, type Scan } from './row-reader.ts';

const rowsPerBreath = 2000;

export function* lockPause(attempt: Attempt, noWait: boolean): Generator<Pause, void> {
  if (attempt(false).length > 0) yield new LockPause(attempt, noWait);
}

/** Yields true for each row that passes the tests; the frame's slots hold it. */
export function* scanTable(scan: Scan, frame: Frame, environment: Environment): Generator<true | Pause> {
  const { table, intent } = scan;
  const { locks, lockSession } = environment;
  const reader = new RowReader(scan, environment);
  if (!table.temporary) {
    const mode: LockMode = intent.table ?? intent.intention;
    yield* lockPause(
      locks.acquire(tableResource(table.id), lockSession, mode, !intent.tableHeld),
      intent.noWait,
    );
  }
  const access = reader.access(frame);
  if (access === null) return;
  if (intent.range && !table.temporary) {
    yield* lockPause(
      locks.ranges.acquire(table.id, lockSession, intent.row ?? 'S', reader.rangeTerms(frame)),
      intent.noWait,
    );
  }
  yield* waitForChangedRows(scan, frame, reader, environment);
  let count = 0;
  for (const item of reader.rows(access)) {
    count += 1;
    if (count % rowsPerBreath === 0) yield breathe;
    const { store } = environment;
    const fresh = item.values !== null && item.version === store.version;
    if (fresh && item.values !== null) reader.put(frame, item.rid, item.values);
    else if (!reader.reload(frame, item.rid)) continue;
    const version = store.version;
    if (!(yield* passes(scan, frame))) continue;
    if (!(yield* locked(scan, frame, item.rid, reader, environment))) continue;
    if (store.version !== version && !(reader.reload(frame, item.rid) && (yield* passes(scan, frame))))
      continue;
    yield true;
  }
}

function* passes(scan: Scan, frame: Frame): Generator<Pause, boolean> {
  for (const test of scan.tests) if ((yield* settled(() => test(frame))) !== true) return false;
  return true;
}

/** Takes the row's lock; false when the row is gone or no longer passes once the lock is there. */
function* locked(
  scan: Scan,
  frame: Frame,
  rid: number,
  reader: RowReader,
  environment: Environment,
): Generator<Pause, boolean> {
  const { table, intent } = scan;
  if (intent.dirty || table.temporary) return true;
  const { locks, lockSession } = environment;
  const attempt =
    intent.row === null
      ? locks.readable(table.id, rid, lockSession)
      : locks.acquire(rowResource(table.id, rid), lockSession, intent.row, intent.rowPerStatement);
  if (attempt(false).length === 0) return true;
  if (intent.readPast) return false;
  yield new LockPause(attempt, intent.noWait);
  return reader.reload(frame, rid) && (yield* passes(scan, frame));
}

function* waitForChangedRows(
  scan: Scan,
  frame: Frame,
  reader: RowReader,
  environment: Environment,
): Generator<Pause, void> {
  const { table, intent } = scan;
  if (intent.dirty || intent.readPast || table.temporary) return;
  const { locks, lockSession } = environment;
  const waited = new Set<number>();
  for (let again = true; again; ) {
    again = false;
    for (const [rid, holder] of locks.exclusiveRows(table.id) ?? []) {
      if (holder === lockSession || waited.has(rid)) continue;
      const image = environment.committedImage(table.id, rid);
      if (image === undefined || image === null) continue;
      reader.putWhole(frame, rid, image);
      if (!(yield* passes(scan, frame))) continue;
      waited.add(rid);
      yield new LockPause(locks.readable(table.id, rid, lockSession), intent.noWait);
      again = true;
      break;
    }
  }
}
