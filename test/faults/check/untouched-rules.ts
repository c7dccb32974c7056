/** Nothing else was touched: rows are added to two tables, some columns of two others move, and that is all. */
import type { TableRow } from '../world/books.ts';
import { type Case, key, type Violation } from './case.ts';

const GROWS = new Set(['arcash', 'ardist']);
const MOVES: Readonly<Record<string, readonly string[]>> = {
  armast: ['paidamt', 'balance', 'bbal', 'bpaid', 'dtepaid'],
  arcust: ['balance', 'lastpay', 'lpymt', 'ldate'],
};

export function untouchedRules(it: Case): Violation[] {
  const names = new Set([...it.before.keys(), ...it.after.keys()]);
  return [...names].flatMap((name) => {
    const table = name.split('.').at(-1) ?? name;
    return tableUntouched(it, table, it.before.get(name), it.after.get(name));
  });
}

function tableUntouched(
  it: Case,
  table: string,
  before: readonly TableRow[] | undefined,
  after: readonly TableRow[] | undefined,
): Violation[] {
  const wrong = (sentence: string, rows: readonly unknown[]): Violation => ({
    rule: 'nothing else is touched',
    sentence: `${table}: ${sentence}`,
    rows,
  });
  if (!before || !after) return [wrong('The table came or went.', [])];
  const now = new Map(after.map((row) => [row.id_col, row]));
  const violations = before.flatMap((was): Violation[] => {
    const row = now.get(was.id_col ?? null);
    if (!row) return [wrong('A row is gone.', [was])];
    const columns = new Set([...Object.keys(was), ...Object.keys(row)]);
    const changed = [...columns].filter((column) => was[column] !== row[column]);
    const unexpected = changed.filter(
      (column) => !MOVES[table]?.includes(column) && !byTheUser(it, table, column, was, row),
    );
    return unexpected.length === 0 ? [] : [wrong(`${unexpected.join(', ')} changed.`, [was, row])];
  });
  if (after.length > before.length && !GROWS.has(table)) {
    const known = new Set(before.map((row) => row.id_col));
    violations.push(
      wrong(
        'Rows were added.',
        after.filter((row) => !known.has(row.id_col ?? null)),
      ),
    );
  }
  return violations;
}

/** A Sage user edits a purchase-order number, and voids invoices. */
function byTheUser(it: Case, table: string, column: string, was: TableRow, row: TableRow): boolean {
  if (table !== 'armast') return false;
  const deeds = it.deeds.filter(
    ({ act, outcome }) => outcome !== 'not done' && act.number === key(row.invno),
  );
  if (column === 'ponum') {
    return deeds.some(({ act }) => act.does === 'user edits' && key(row.ponum) === `SU-${act.id}`);
  }
  return column === 'arstat' && was.arstat !== 'V' && deeds.some(({ act }) => act.does === 'user voids');
}

/** What a Sage user was told is done stays done: nobody's write took it back. */
export function userRules(it: Case): Violation[] {
  return it.deeds.flatMap(({ act, outcome }): Violation[] => {
    if (outcome !== 'done' || act.does === 'user locks') return [];
    const rows = [...it.after.entries()].flatMap(([name, list]) => (name.endsWith('armast') ? list : []));
    const row = rows.find((candidate) => key(candidate.invno) === act.number);
    const receipts = [...it.after.entries()].flatMap(([name, list]) => (name.endsWith('arcash') ? list : []));
    const stands =
      act.does === 'user pays'
        ? receipts.filter((receipt) => key(receipt.refno) === `SU-${act.id}`).length === 1
        : act.does === 'user voids'
          ? key(row?.arstat) === 'V'
          : it.deeds.some(
              (later) =>
                later.act.does === 'user edits' &&
                later.act.number === act.number &&
                key(row?.ponum) === `SU-${later.act.id}`,
            );
    return stands
      ? []
      : [
          {
            rule: 'a Sage user’s work stands',
            sentence: `${act.does} (${act.id}) was lost.`,
            rows: [act, row],
          },
        ];
  });
}
