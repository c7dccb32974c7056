/** The books agree with themselves: balances follow from receipts, in both currencies, up to the customer's account. */
import type { TableRow } from '../world/books.ts';
import { addedTo, type Case, groupBy, key, minorOf, sumOf, tableOf, type Violation } from './case.ts';

export function balanceRules(it: Case): Violation[] {
  const added = addedTo(it, 'arcash');
  const receiptsOf = groupBy(added, (row) => `${key(row.invno)}|${key(row.custno)}`);
  const before = new Map(tableOf(it.before, 'armast').map((row) => [row.id_col, row]));
  const violations: Violation[] = [];
  const wrong = (rule: string, sentence: string, rows: readonly unknown[]): void => {
    violations.push({ rule, sentence, rows });
  };
  for (const row of tableOf(it.after, 'armast')) {
    const was = before.get(row.id_col ?? null);
    if (!was) continue;
    const receipts = receiptsOf.get(`${key(row.invno)}|${key(row.custno)}`) ?? [];
    const moved = minorOf(row.paidamt) - minorOf(was.paidamt);
    const received = sumOf(receipts, (it) => minorOf(it.paidamt) + minorOf(it.disamt) - minorOf(it.left));
    // A ledger without transactions may leave a payment on the customer's account, where two were faster than each other; it says so.
    const silent = receipts.filter((it) => minorOf(it.left) !== 0 && it.told !== 'yes');
    if (silent.length > 0) {
      wrong(
        'what is left to a person is told',
        `${key(row.invno)}: a payment stands on account, and nobody was told.`,
        silent,
      );
    }
    if (moved !== received) {
      wrong(
        'paidamt moves by its receipts',
        `${key(row.invno)}: paidamt moved by ${moved}, its receipts are ${received}.`,
        [was, row, ...receipts],
      );
    }
    if (minorOf(row.balance) !== minorOf(row.invamt) - minorOf(row.paidamt)) {
      wrong(
        'balance = invamt − paidamt',
        `${key(row.invno)}: ${row.balance} is not ${row.invamt} less ${row.paidamt}.`,
        [was, row, ...receipts],
      );
    }
    for (const sentence of baseInStep(row, receipts.length, it.baseCurrency)) {
      wrong('bbal in step', `${key(row.invno)}: ${sentence}`, [was, row, ...receipts]);
    }
  }
  return [...violations, ...customersOwe(it, added)];
}

function baseInStep(row: TableRow, movements: number, baseCurrency: string): string[] {
  if (row.bbal === undefined) return [];
  const balance = minorOf(row.balance);
  const base = minorOf(row.bbal);
  const faults: string[] = [];
  if (row.bpaid !== undefined && minorOf(row.binvamt) - minorOf(row.bpaid) !== base) {
    faults.push(`bbal ${row.bbal} is not binvamt ${row.binvamt} less bpaid ${row.bpaid}.`);
  }
  if (key(row.currency) === baseCurrency || key(row.currency) === '') {
    if (base !== balance) faults.push(`bbal ${row.bbal} is not the balance ${row.balance}.`);
    return faults;
  }
  if (balance === 0 && base !== 0) faults.push(`The balance is zero, bbal ${row.bbal}.`);
  const exact = balance * Number(row.exrat);
  // Each movement is rounded to a cent by itself.
  if (Math.abs(base - exact) > 1 + movements)
    faults.push(`bbal ${row.bbal} is not ${row.balance} at ${row.exrat}.`);
  return faults;
}

const isVoid = (row: TableRow): boolean => key(row.arstat) === 'V';

function customersOwe(it: Case, added: readonly TableRow[]): Violation[] {
  const owed = (rows: readonly TableRow[]) => {
    const open = groupBy(
      rows.filter((row) => !isVoid(row)),
      (row) => key(row.custno),
    );
    return (custno: string): number => sumOf(open.get(custno) ?? [], (row) => minorOf(row.bbal));
  };
  const owedBefore = owed(tableOf(it.before, 'armast'));
  const owedAfter = owed(tableOf(it.after, 'armast'));
  const onAccount = groupBy(
    added.filter((row) => key(row.invno) === ''),
    (row) => key(row.custno),
  );
  const before = new Map(tableOf(it.before, 'arcust').map((row) => [row.id_col, row]));
  return tableOf(it.after, 'arcust').flatMap((row): Violation[] => {
    const was = before.get(row.id_col ?? null);
    if (!was) return [];
    const custno = key(row.custno);
    const kept = sumOf(onAccount.get(custno) ?? [], (receipt) => minorOf(receipt.bpaid ?? receipt.paidamt));
    const moved = minorOf(row.balance) - minorOf(was.balance);
    const expected = owedAfter(custno) - owedBefore(custno) - kept;
    return moved === expected
      ? []
      : [
          {
            rule: 'the customer owes what the invoices say',
            sentence: `${custno}: arcust.balance moved by ${moved}, the invoices and the money on account by ${expected}.`,
            rows: [was, row, ...(onAccount.get(custno) ?? [])],
          },
        ];
  });
}
