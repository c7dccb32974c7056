/** Why a proposal is what it is, in plain sentences, strongest first. The one place that words evidence. */
import type { Flag, OpenItem } from '../../shared/model.ts';
import type { Earlier } from './duplicates.ts';
import type { PayerClue } from './identity.ts';
import type { Doubt } from './judgement.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { type Hypothesis, namingOf, type Payment } from './payment.ts';
import { Names } from './reference-postings.ts';
import { sourceName } from './reference-reader.ts';
import { oneSlipApart } from './slips.ts';
import type { Named } from './text-reader.ts';
import { customerName, list, lowerFirst, money, nameOf, nameOfAll, quoted, when } from './wording.ts';

const MOST_NAMINGS = 4;

export function explain(
  index: OpenItemIndex,
  payment: Payment,
  flags: readonly Flag[],
  doubts: readonly Doubt[],
  repeats: Earlier | null,
  takenBy: (item: number) => string | null,
): string[] {
  const { chosen } = payment;
  const sentences: string[] = [];
  if (repeats) {
    sentences.push(`It repeats payment ${repeats.it.id} of ${when(repeats.it)}: same payer, same amount`);
  }
  if (chosen) {
    addNamings(index, payment, chosen, sentences);
    sentences.push(amountSentence(index, payment, chosen));
  }
  const payer = payerSentence(index, payment);
  if (payer !== null) sentences.push(payer);
  against(index, payment, takenBy, sentences);
  for (const doubt of doubts) sentences.push(DOUBT[doubt]);
  if (!chosen) sentences.push(nothingSentence(index, payment, flags));
  return sentences;
}

const DOUBT: { readonly [doubt in Doubt]: string } = {
  wanted_before:
    'An earlier payment fits the same item exactly, but says less clearly that it is meant for it',
  by_elimination: 'Another item fits as well, and is out only because another payment has it',
  slip: 'The number was read through a slip, and nothing else says whose payment it is',
  same_amount_next_number:
    'Many open invoices have this amount and a number that differs by one slip, and the payer is not known',
  unknown_number: 'It names an invoice number that the ledger does not have',
  search_cut_off: 'The customer has too many open items to rule out other sets with this sum',
  customer_rule: 'A rule says that this customer is always checked',
};

function itemAt(index: OpenItemIndex, item: number): OpenItem {
  return index.items[item] as OpenItem;
}

/** Adds how the payment names the chosen items. */
function addNamings(index: OpenItemIndex, payment: Payment, chosen: Hypothesis, sentences: string[]): void {
  const { items } = chosen;
  // Most payments have one item, and name it plainly.
  if (items.length === 1) {
    const sentence = namingSentence(index, payment, items[0] as number);
    if (sentence !== null) sentences.push(sentence);
    return;
  }
  const others: string[] = [];
  const bySource = new Map<string, OpenItem[]>();
  for (const item of items) {
    const named = namingOf(payment, item);
    if (named && isPlain(named)) {
      const source = sourceName(payment.it, named.source);
      const together = bySource.get(source);
      if (together) together.push(itemAt(index, item));
      else bySource.set(source, [itemAt(index, item)]);
    } else {
      const sentence = namingSentence(index, payment, item);
      if (sentence !== null) others.push(sentence);
    }
  }
  const plain = [...bySource].map(
    ([source, them]) => `${nameOfAll(them)} ${them.length > 1 ? 'are' : 'is'} named in the ${source}`,
  );
  sentences.push(...[...plain, ...others].slice(0, MOST_NAMINGS));
}

/** By its own number, without a slip: such items of one field are named in one sentence. */
function isPlain(named: Named): boolean {
  return named.level >= 2 && named.names !== Names.order && named.names !== Names.po && !named.slip;
}

/** How the payment names an item, in a sentence; null when it does not. */
function namingSentence(index: OpenItemIndex, payment: Payment, item: number): string | null {
  const named = namingOf(payment, item);
  if (named) return naming(index, payment, named);
  const slip = nearNumber(index, payment, item);
  return slip === null
    ? null
    : `The number ${slip} is one slip away from ${lowerFirst(nameOf(itemAt(index, item)))}`;
}

function naming(index: OpenItemIndex, payment: Payment, named: Named): string {
  const item = itemAt(index, named.item);
  const source = sourceName(payment.it, named.source);
  if (named.level === 1) return `The digits of ${lowerFirst(nameOf(item))} occur in the ${source}`;
  if (named.slip) return `${nameOf(item)} is named in the ${source}, with a letter for a digit`;
  if (named.names === Names.order) {
    return `Order ${item.orderNo} of ${lowerFirst(nameOf(item))} is named in the ${source}`;
  }
  if (named.names === Names.po) {
    return `Purchase order ${item.poNumber} of ${lowerFirst(nameOf(item))} is named in the ${source}`;
  }
  return `${nameOf(item)} is named in the ${source}`;
}

/** A number that may be meant for the item's; null when there is none. */
function nearNumber(index: OpenItemIndex, payment: Payment, item: number): number | null {
  const { loose } = payment.reading;
  if (loose.length === 0) return null;
  const digits = index.references.digits[item] as number;
  return loose.find((it) => oneSlipApart(it.value, digits))?.value || null;
}

export function amountSentence(index: OpenItemIndex, payment: Payment, chosen: Hypothesis): string {
  const { it } = payment;
  const amount = money(it.amountMinor, it.currency);
  if (chosen.fit === 'exact') {
    const same = index.countWithAmount(it.amountMinor, payment.currency);
    const rare = same > 1 ? `; ${same} open items have this balance` : ', which no other open item has';
    return `The amount is exactly the balance of ${amount}${rare}`;
  }
  const items = chosen.items.map((item) => itemAt(index, item));
  const closing = money(Math.abs(chosen.remainder.amountMinor), it.currency);
  switch (chosen.fit) {
    case 'sum':
      return chosen.searched === 0
        ? `The amount is exactly the sum of the ${items.length} items named, ${amount}`
        : `${nameOfAll(items)} add up to exactly ${amount}, out of ${chosen.searched} open items`;
    case 'credits': {
      const credits = items.filter((item) => item.balanceMinor < 0);
      return `Less ${lowerFirst(nameOfAll(credits))}, the balance is exactly ${amount}`;
    }
    case 'terms':
      return `Short by ${closing}, the early-payment discount of its terms`;
    case 'customary':
      return `Short by ${closing}, a customary early-payment discount`;
    case 'tolerance':
      return `Short by ${closing}, within the tolerance`;
    case 'fee':
      return `Short by exactly the gateway's fee of ${closing}`;
    case 'over':
      return `The amount is ${closing} more than the balance`;
    case 'rate':
      return `At the rate of the rules, ${amount} is the balance`;
    case 'part':
      return `The amount is part of the balance${items.length > 1 ? 's; the oldest are closed first' : ''}`;
  }
}

const CLUE: { readonly [clue in PayerClue]: (payment: Payment) => string } = {
  email: (payment) => `The email address ${quoted(payment.it.payerEmail ?? '')} is that of`,
  customerNumber: () => 'The customer number given is that of',
  card: () => 'The same card paid before for',
  alias: () => 'This payer paid before for',
  name: (payment) => `The payer's name ${quoted(payment.it.payerName ?? '')} is that of`,
  domain: (payment) => `The email address ${quoted(payment.it.payerEmail ?? '')} has the domain of`,
  nearName: (payment) => `The payer's name ${quoted(payment.it.payerName ?? '')} is nearly that of`,
  partOfName: (payment) => `The payer's name ${quoted(payment.it.payerName ?? '')} shares a word with`,
};

function payerSentence(index: OpenItemIndex, payment: Payment): string | null {
  const { suspects } = payment.identity;
  const first = suspects[0];
  if (!first) return null;
  if (!payment.chosen) return `${CLUE[first.clue](payment)} ${customerAt(index, first.customer)}`;
  const customer = index.customerOf[payment.chosen.items[0] as number];
  for (const it of suspects) {
    if (it.customer === customer) return `${CLUE[it.clue](payment)} ${customerAt(index, it.customer)}`;
  }
  return `${CLUE[first.clue](payment)} another customer, ${customerAt(index, first.customer)}`;
}

function customerAt({ customers }: OpenItemIndex, customer: number): string {
  return customerName(customers.names[customer] ?? '', customers.numbers[customer] ?? '');
}

/** Adds what speaks against it: other items named, closed ones, another currency. */
function against(
  index: OpenItemIndex,
  payment: Payment,
  takenBy: (item: number) => string | null,
  sentences: string[],
): void {
  const most = sentences.length + MOST_NAMINGS;
  for (const named of payment.reading.named) {
    if (named.level < 2 || payment.chosen?.items.includes(named.item)) continue;
    if (sentences.length === most) break;
    const item = itemAt(index, named.item);
    const taker = takenBy(named.item);
    const where = sourceName(payment.it, named.source);
    if (item.balanceMinor === 0) {
      sentences.push(`${nameOf(item)}, named in the ${where}, is paid already`);
    } else if (item.currency !== payment.it.currency) {
      sentences.push(`${nameOf(item)}, named in the ${where}, is in ${item.currency}`);
    } else if (taker !== null) {
      sentences.push(`${nameOf(item)}, named in the ${where}, is paid by ${taker}`);
    } else if (named.names === Names.number) {
      const owner = customerName(item.customerName, item.customerNo);
      const balance = money(item.balanceMinor, item.currency);
      sentences.push(`${nameOf(item)} of ${owner}, balance ${balance}, is named in the ${where}`);
    }
  }
}

function nothingSentence(index: OpenItemIndex, payment: Payment, flags: readonly Flag[]): string {
  const amount = money(payment.it.amountMinor, payment.it.currency);
  if (flags.includes('duplicate')) return 'It is probably to be refunded';
  if (flags.includes('already_paid'))
    return `The ${amount} stay on account until it is known what they are for`;
  if (flags.includes('currency_mismatch')) return `No open item in ${payment.it.currency} fits`;
  const suspects = payment.identity.suspects.map((it) => index.customers.numbers[it.customer] ?? '');
  if (suspects.length === 0) return `Neither a reference nor the payer leads to an open item for ${amount}`;
  return `No open item of ${list(suspects.slice(0, 3))}, nor a set of them, fits ${amount}`;
}
