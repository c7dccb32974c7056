/** Why a proposal is what it is, in plain sentences, strongest first. The one place that words evidence. */
import type { Flag, OpenItem } from '../../shared/model.ts';
import type { Earlier } from './duplicates.ts';
import type { PayerClue } from './identity.ts';
import type { Doubt } from './judgement.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import type { Hypothesis, Payment } from './payment.ts';
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
    for (const sentence of namings(index, payment, chosen)) sentences.push(sentence);
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

function namings(index: OpenItemIndex, payment: Payment, chosen: Hypothesis): string[] {
  const sentences: string[] = [];
  let bySource: Map<string, OpenItem[]> | null = null;
  for (const item of chosen.items) {
    const named = payment.reading.named.find((it) => it.item === item);
    if (named && named.level >= 2 && named.names !== Names.order && named.names !== Names.po && !named.slip) {
      const source = sourceName(payment.it, named.source);
      if (chosen.items.length === 1) return [`${nameOf(itemAt(index, item))} is named in the ${source}`];
      bySource ??= new Map();
      const items = bySource.get(source);
      if (items) items.push(itemAt(index, item));
      else bySource.set(source, [itemAt(index, item)]);
    } else if (named) sentences.push(naming(index, payment, named));
    else {
      const slip = nearNumber(index, payment, item);
      if (slip)
        sentences.push(`The number ${slip} is one slip away from ${lowerFirst(nameOf(itemAt(index, item)))}`);
    }
  }
  if (!bySource) return sentences.slice(0, MOST_NAMINGS);
  const named = [...bySource].map(
    ([source, items]) => `${nameOfAll(items)} ${items.length > 1 ? 'are' : 'is'} named in the ${source}`,
  );
  return [...named, ...sentences].slice(0, MOST_NAMINGS);
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

function nearNumber(index: OpenItemIndex, payment: Payment, item: number): number | null {
  const digits = index.references.digits[item] as number;
  return payment.reading.loose.find((it) => oneSlipApart(it.value, digits))?.value ?? null;
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
  const customer = payment.chosen ? index.customerOf[payment.chosen.items[0] as number] : undefined;
  const own = suspects.find((it) => it.customer === customer) ?? (payment.chosen ? undefined : suspects[0]);
  const named = (code: number) =>
    customerName(index.customers.names[code] ?? '', index.customers.numbers[code] ?? '');
  if (own) return `${CLUE[own.clue](payment)} ${named(own.customer)}`;
  const other = suspects[0];
  if (other && payment.chosen)
    return `${CLUE[other.clue](payment)} another customer, ${named(other.customer)}`;
  return null;
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
