/** Payments that name what they pay: cleanly, with noise, several at once, in part, too much, twice. */
import type { Bill } from './ledger.ts';
import type { SetBuilder } from './set-builder.ts';
import type { Allocated } from './truth.ts';
import {
  digitSlip,
  letterSlip,
  nameAll,
  nameIn,
  noFields,
  orderText,
  poText,
  signPayer,
  spell,
} from './wordings.ts';

const DAY = 1_440;
const soon = (set: SetBuilder, bill: Bill, from = 1, to = 40) =>
  (bill.day + set.random.int(from, to)) * DAY + set.random.int(0, DAY - 1);
const whole = (bill: Bill): Allocated => ({ [bill.number]: bill.balance });

function named(set: SetBuilder, bill: Bill) {
  const fields = noFields();
  nameIn(set.random, fields, spell(set.random, bill.number));
  signPayer(set.random, fields, bill.party, 'any');
  return fields;
}

export function exact(set: SetBuilder): void {
  const bill = set.take();
  if (!bill) return;
  set.pay('exact', bill.balance, named(set, bill), soon(set, bill), [whole(bill)], {
    clear: true,
    resolvable: true,
  });
}

export function byLetterSlip(set: SetBuilder): void {
  const bill = set.take((it) => /[015]/.test(it.number.slice(-4)));
  if (!bill) return;
  const fields = noFields();
  nameIn(set.random, fields, letterSlip(set.random, bill.number));
  const signed = set.random.chance(0.8);
  signPayer(set.random, fields, bill.party, signed ? 'name' : 'any');
  set.pay('letter_slip', bill.balance, fields, soon(set, bill), [whole(bill)], { resolvable: true });
}

export function byDigitSlip(set: SetBuilder): void {
  const bill = set.take();
  if (!bill) return;
  const written = digitSlip(set.random, bill.number);
  const hit = set.numbers.get(written);
  if (written === bill.number || hit?.balance === bill.balance) return;
  const fields = noFields();
  nameIn(set.random, fields, written);
  const signed = set.random.chance(0.7) && bill.party.email !== null;
  if (signed) signPayer(set.random, fields, bill.party, 'email');
  const truth = { resolvable: signed, neverReady: !signed };
  set.pay(
    signed ? 'digit_slip_signed' : 'digit_slip',
    bill.balance,
    fields,
    soon(set, bill),
    [whole(bill)],
    truth,
  );
}

export function byOrder(set: SetBuilder): void {
  const bill = set.take((it) => it.order !== '');
  if (!bill) return;
  const fields = noFields();
  orderText(set.random, fields, bill);
  signPayer(set.random, fields, bill.party, 'any');
  set.pay('order', bill.balance, fields, soon(set, bill), [whole(bill)], { clear: true, resolvable: true });
}

export function byPo(set: SetBuilder): void {
  const bill = set.take((it) => set.uniquePo(it));
  if (!bill) return;
  const fields = noFields();
  poText(set.random, fields, bill);
  signPayer(set.random, fields, bill.party, 'any');
  set.pay('po', bill.balance, fields, soon(set, bill), [whole(bill)], { clear: true, resolvable: true });
}

export function several(set: SetBuilder): void {
  const first = set.take((it) => set.openOf(it.party).filter((other) => !other.used).length > 2);
  if (!first) return;
  const bills = [first];
  const most = set.random.int(2, 6);
  for (const bill of set.openOf(first.party)) {
    if (bills.length === most) break;
    if (bill.used) continue;
    bill.used = true;
    bills.push(bill);
  }
  const accept: Record<string, number> = {};
  for (const bill of bills) accept[bill.number] = bill.balance;
  let amount = bills.reduce((sum, bill) => sum + bill.balance, 0);
  const numbers = set.random.shuffle(bills.map((bill) => bill.number));
  let category = 'several';
  const credit = set.random.chance(0.5)
    ? first.party.credits.find((it) => !it.used && -it.balance < amount)
    : undefined;
  if (credit) {
    credit.used = true;
    accept[credit.number] = credit.balance;
    amount += credit.balance;
    category = 'several_credit';
    if (set.random.chance(0.7)) numbers.push(credit.number);
  }
  const fields = noFields();
  nameAll(set.random, fields, numbers);
  signPayer(set.random, fields, first.party, 'any');
  const last = Math.max(...bills.map((bill) => bill.day));
  set.pay(category, amount, fields, (last + set.random.int(1, 30)) * DAY, [accept], {
    clear: !credit,
    resolvable: true,
  });
}

export function oneLessCredit(set: SetBuilder): void {
  const bill = set.take((it) =>
    it.party.credits.some((credit) => !credit.used && -credit.balance < it.balance),
  );
  const credit = bill?.party.credits.find((it) => !it.used && -it.balance < bill.balance);
  if (!bill || !credit) return;
  credit.used = true;
  const fields = named(set, bill);
  const accept = { [bill.number]: bill.balance, [credit.number]: credit.balance };
  set.pay('less_credit', bill.balance + credit.balance, fields, soon(set, bill), [accept], {
    resolvable: true,
  });
}

export function short(set: SetBuilder): void {
  const bill = set.take((it) => it.balance > 2_000);
  if (!bill) return;
  const amount = Math.floor(bill.balance * (0.3 + set.random.next() * 0.6));
  const known = { resolvable: true, flag: 'short_paid' };
  set.pay('short', amount, named(set, bill), soon(set, bill, 16), [{ [bill.number]: amount }], known);
}

export function centsShort(set: SetBuilder): void {
  const bill = set.take((it) => it.balance > 20_000);
  if (!bill) return;
  const amount = bill.balance - set.random.int(1, 60);
  const known = { resolvable: true, flag: 'short_paid' };
  set.pay(
    'cents_short',
    amount,
    named(set, bill),
    soon(set, bill, 16),
    [whole(bill), { [bill.number]: amount }],
    known,
  );
}

export function discounted(set: SetBuilder): void {
  const bill = set.take((it) => it.balance > 5_000);
  if (!bill) return;
  const amount = bill.balance - Math.round(bill.balance * 0.02);
  const known = { resolvable: true };
  set.pay(
    'discount',
    amount,
    named(set, bill),
    soon(set, bill, 1, 9),
    [whole(bill), { [bill.number]: amount }],
    known,
  );
}

export function over(set: SetBuilder): void {
  const bill = set.take();
  if (!bill) return;
  const amount = bill.balance + set.random.int(150, 9_000);
  set.pay('over', amount, named(set, bill), soon(set, bill), [whole(bill)], {
    resolvable: true,
    flag: 'over_paid',
  });
}

export function instalments(set: SetBuilder): void {
  const bill = set.take((it) => it.balance > 9_000);
  if (!bill) return;
  const parts = set.random.int(2, 3);
  let left = bill.balance;
  let minute = soon(set, bill, 1, 10);
  for (let i = 0; i < parts; i++) {
    const amount =
      i === parts - 1 ? left : Math.floor((bill.balance / parts) * (0.8 + set.random.next() * 0.3));
    left -= amount;
    const category = i === parts - 1 ? 'instalment_final' : 'instalment';
    set.pay(category, amount, named(set, bill), minute, [{ [bill.number]: amount }], { resolvable: true });
    minute += set.random.int(7, 30) * DAY;
  }
}

export function twice(set: SetBuilder): void {
  const bill = set.take();
  if (!bill) return;
  const fields = named(set, bill);
  const minute = soon(set, bill);
  set.pay(
    'first_of_two',
    bill.balance,
    fields,
    minute,
    [whole(bill)],
    { clear: true, resolvable: true },
    { gateway: 'stripe' },
  );
  const known = { neverReady: true, flag: 'duplicate' };
  const kind = set.random.int(0, 2);
  if (kind === 0)
    set.pay('retry', bill.balance, fields, minute + set.random.int(1, 90), [{}], known, {
      gateway: 'stripe',
    });
  else if (kind === 1) {
    const again = set.random.chance(0.5) ? fields : named(set, bill);
    set.pay('other_gateway', bill.balance, again, minute + set.random.int(5, 2 * DAY), [{}], known, {
      gateway: 'opayo',
    });
  } else {
    const later = minute + set.random.int(8, 60) * DAY;
    set.pay('paid_again', bill.balance, named(set, bill), later, [{}], {
      neverReady: true,
      flag: 'already_paid',
    });
  }
}

export function closed(set: SetBuilder): void {
  const bill = set.random.pick(set.ledger.bills);
  if (bill.balance !== 0 || bill.currency !== set.home) return;
  const known = { neverReady: true, flag: 'already_paid' };
  set.pay('closed', bill.original, named(set, bill), soon(set, bill), [{}], known);
}

export function strangersInvoice(set: SetBuilder): void {
  const bill = set.take();
  const own = set.take((it) => it.party.email !== null && it.party !== bill?.party);
  if (!bill || !own) return;
  const fields = noFields();
  nameIn(set.random, fields, bill.number);
  signPayer(set.random, fields, own.party, 'email');
  const amount = set.random.chance(0.5) ? bill.balance : own.balance;
  const known = { neverReady: true, flag: 'reference_conflict' };
  set.pay('strangers_invoice', amount, fields, soon(set, bill), [whole(bill), whole(own), {}], known);
}

export function otherCurrency(set: SetBuilder): void {
  const bill = set.ledger.bills.find((it) => it.currency === 'EUR' && !it.used && it.balance > 0);
  if (!bill) return;
  bill.used = true;
  const known = { neverReady: true, flag: 'currency_mismatch' };
  set.pay('other_currency', bill.balance, named(set, bill), soon(set, bill), [{}, whole(bill)], known);
}

export function unsuccessful(set: SetBuilder): void {
  const bill = set.random.pick(set.ledger.bills);
  if (bill.balance <= 0) return;
  const status = set.random.pick(['failed', 'pending']);
  const known = { neverReady: true, flag: status };
  set.pay(status, bill.balance, named(set, bill), soon(set, bill), [{}], known, { status });
}

export function refunded(set: SetBuilder): void {
  const bill = set.take((it) => it.balance > 3_000);
  if (!bill) return;
  const minute = soon(set, bill);
  const paid = set.pay('refunded', bill.balance, named(set, bill), minute, [whole(bill)], {
    clear: true,
    resolvable: true,
  });
  const part = set.random.chance(0.3) ? Math.floor(bill.balance / 3) : bill.balance;
  const kind = set.random.chance(0.8) ? 'refund' : 'dispute';
  const over = { kind, related_id: paid.id, fee: 0 };
  const accept = [{ [bill.number]: part }];
  set.pay(kind, part, noFields(), minute + set.random.int(1, 20) * DAY, accept, { resolvable: true }, over);
}
