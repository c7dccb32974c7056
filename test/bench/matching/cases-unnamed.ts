/** Payments without a reference: known by payer and amount, by sets, or not at all. */
import type { Bill, Party } from './ledger.ts';
import type { SetBuilder } from './set-builder.ts';
import { noFields, signPayer, smallTalk } from './wordings.ts';

const DAY = 1_440;
const after = (set: SetBuilder, day: number, from = 1, to = 30) =>
  (day + set.random.int(from, to)) * DAY + set.random.int(0, DAY - 1);
const whole = (bill: Bill) => ({ [bill.number]: bill.balance });

function talk(set: SetBuilder) {
  const fields = noFields();
  fields.description = smallTalk(set.random);
  return fields;
}

/** Sets of the party's open invoices with this sum, counted up to two. */
function waysToPay(set: SetBuilder, party: Party, amount: number): number {
  const open = set.openOf(party);
  if (open.length > 14) return 2;
  const credits = party.credits.filter((it) => it.currency === set.home);
  let ways = 0;
  for (let mask = 1; mask < 1 << open.length && ways < 2; mask++) {
    let sum = 0;
    for (let i = 0; i < open.length; i++) if (mask & (1 << i)) sum += (open[i] as Bill).balance;
    if (sum === amount) ways++;
    for (const credit of credits) if (sum + credit.balance === amount) ways++;
  }
  return ways;
}

function sameName(set: SetBuilder, party: Party): boolean {
  const plain = (text: string) =>
    text.toLowerCase().replace(/ (inc\.?|llc|corp|co|ltd|limited|plc|llp|& sons ltd)$/, '');
  return set.ledger.parties.some((it) => it !== party && plain(it.name) === plain(party.name));
}

export function byPayer(set: SetBuilder): void {
  const how = set.random.weighted({ email: 6, name: 4, domain: 1, number: 2 });
  const bill = set.take((it) => {
    if (how === 'email') return it.party.email !== null;
    if (how === 'domain')
      return !/gmail|outlook|yahoo|icloud/.test(it.party.domain) && it.party.email !== null;
    return how !== 'name' || !sameName(set, it.party);
  });
  if (!bill) return;
  const fields = talk(set);
  if (how === 'number') fields.customer_ref = bill.party.no;
  else signPayer(set.random, fields, bill.party, how);
  const resolvable = waysToPay(set, bill.party, bill.balance) === 1;
  const known = { resolvable };
  set.pay(`payer_${how}`, bill.balance, fields, after(set, bill.day), [whole(bill)], known);
}

export function bySet(set: SetBuilder): void {
  const first = set.take((it) => {
    const open = set.openOf(it.party);
    return (
      it.party.email !== null &&
      open.length >= 3 &&
      open.length <= 10 &&
      open.every((bill) => bill === it || !bill.used)
    );
  });
  if (!first) return;
  const open = set.openOf(first.party);
  for (const bill of open) bill.used = true;
  const shape = set.random.weighted({ all: 4, oldest: 4, some: 2 });
  const count = shape === 'all' ? open.length : set.random.int(2, open.length - 1);
  const bills = shape === 'some' ? set.random.shuffle([...open]).slice(0, count) : open.slice(0, count);
  const amount = bills.reduce((sum, bill) => sum + bill.balance, 0);
  const accept: Record<string, number> = {};
  for (const bill of bills) accept[bill.number] = bill.balance;
  const fields = talk(set);
  signPayer(set.random, fields, first.party, 'email');
  const resolvable = waysToPay(set, first.party, amount) === 1;
  const last = Math.max(...open.map((bill) => bill.day));
  set.pay(`set_${shape}`, amount, fields, after(set, last), [accept], {
    resolvable,
    neverReady: !resolvable,
  });
}

export function ambiguous(set: SetBuilder): void {
  const bill = set.take(
    (it) => it.party.email !== null && set.openOf(it.party).some((other) => !other.used && other !== it),
  );
  const twin = bill && set.openOf(bill.party).find((it) => !it.used);
  if (!bill || !twin) return;
  twin.used = true;
  twin.balance = bill.balance;
  Object.assign(twin, { original: bill.original });
  const fields = talk(set);
  signPayer(set.random, fields, bill.party, 'email');
  const known = { neverReady: true, flag: 'ambiguous' };
  const last = Math.max(bill.day, twin.day);
  set.pay('ambiguous', bill.balance, fields, after(set, last), [whole(bill), whole(twin)], known);
}

export function subscription(set: SetBuilder): void {
  const first = set.take(
    (it) =>
      it.party.email !== null &&
      set.openOf(it.party).filter((bill) => !bill.used && bill.day > it.day + 25).length > 0,
  );
  if (!first) return;
  const next = set.openOf(first.party).find((bill) => !bill.used && bill.day > first.day + 25) as Bill;
  next.used = true;
  next.balance = first.balance;
  Object.assign(next, { original: first.balance });
  const unique = set.openOf(first.party).filter((bill) => bill.balance === first.balance).length === 2;
  for (const bill of [first, next]) {
    const fields = talk(set);
    signPayer(set.random, fields, bill.party, 'email');
    set.pay('subscription', bill.balance, fields, after(set, bill.day, 1, 4), [whole(bill)], {
      resolvable: unique,
    });
  }
}

export function stranger(set: SetBuilder): void {
  const fields = talk(set);
  fields.payer_name = `${set.random.pick(['Quentin', 'Odile', 'Basil', 'Ingrid'])} ${set.random.pick(['Zander', 'Oxley', 'Umber', 'Ferrow'])}`;
  fields.payer_email = `${fields.payer_name.toLowerCase().replace(' ', '.')}${set.random.int(1, 999)}@gmail.com`;
  const bill = set.random.pick(set.ledger.bills);
  const amount = set.random.chance(0.4) && bill.balance > 0 ? bill.balance : set.random.int(500, 90_000);
  set.pay('stranger', amount, fields, after(set, bill.day, 10, 60), [{}], { neverReady: true });
}

export function onAccount(set: SetBuilder): void {
  const party = set.random.pick(set.ledger.parties);
  const open = set.openOf(party);
  const amount = set.random.int(5_000, 300_000);
  if (!party.email || open.length > 10 || waysToPay(set, party, amount) > 0) return;
  const fields = talk(set);
  signPayer(set.random, fields, party, 'email');
  const last = Math.max(...open.map((bill) => bill.day), party.invoices[0]?.day ?? 19_800);
  set.pay('on_account', amount, fields, after(set, last), [{}], { neverReady: true });
}

export function unknownNumber(set: SetBuilder): void {
  const party = set.random.pick(set.ledger.parties);
  const bill = set.openOf(party).find((it) => !it.used);
  if (!party.email || !bill) return;
  const fields = noFields();
  fields.description = `Invoice ${set.random.int(7_000_000, 9_999_999)}`;
  signPayer(set.random, fields, party, 'email');
  const amount = set.random.int(2_000, 90_000);
  if (waysToPay(set, party, amount) > 0) return;
  set.pay('unknown_number', amount, fields, after(set, bill.day), [{}], { neverReady: true });
}

export function orphanRefund(set: SetBuilder): void {
  const over = { kind: 'refund', related_id: `gone_${set.random.int(1, 1e6)}` };
  const bill = set.random.pick(set.ledger.bills);
  set.pay(
    'orphan_refund',
    set.random.int(500, 9_000),
    noFields(),
    after(set, bill.day),
    [{}],
    { neverReady: true },
    over,
  );
}

export function payout(set: SetBuilder): void {
  const bill = set.random.pick(set.ledger.bills);
  set.pay(
    'payout',
    set.random.int(90_000, 900_000),
    noFields(),
    after(set, bill.day),
    [{}],
    {},
    { kind: 'payout' },
  );
}
