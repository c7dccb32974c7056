/** What the list is narrowed to beside its tab and the search, and each of it in words for its chip. */
import type { ReviewFilter } from '../../shared/api.ts';
import type { AccountingDate } from '../../shared/model.ts';
import { count, day, gatewayTitle } from '../format/index.ts';
import { FLAG_WORDS, KIND_WORDS } from './wording.ts';

export interface Narrowing {
  readonly gateway: string | null;
  readonly kind: ReviewFilter['kind'];
  readonly amountFrom: string | null;
  readonly amountTo: string | null;
  readonly dateFrom: AccountingDate | null;
  readonly dateTo: AccountingDate | null;
  readonly remark: ReviewFilter['remark'];
  /** The name is for the chip. */
  readonly customer: { readonly customerNo: string; readonly name: string } | null;
  readonly flagged: boolean;
}

export const NO_NARROWING: Narrowing = {
  gateway: null,
  kind: null,
  amountFrom: null,
  amountTo: null,
  dateFrom: null,
  dateTo: null,
  remark: null,
  customer: null,
  flagged: false,
};

/** As the contract's filter has it. */
export function filterOf({ customer, flagged, ...same }: Narrowing) {
  return { ...same, customerNo: customer?.customerNo ?? null, flagged: flagged ? true : null };
}

export const REMARK_WORDS: Readonly<Record<NonNullable<ReviewFilter['remark']>, string>> = {
  any: 'With remarks',
  none: 'Without remarks',
  ...FLAG_WORDS,
  ledger_differs: 'Ledger differs',
};

export interface Chip {
  readonly name: string;
  readonly words: string;
  /** What is left when it is taken away. */
  readonly without: Narrowing;
}

export function chipsOf(narrowing: Narrowing): Chip[] {
  const { gateway, kind, amountFrom, amountTo, dateFrom, dateTo, remark, customer } = narrowing;
  const chips: Chip[] = [];
  const add = (name: string, words: string | null, without: Partial<Narrowing>): void => {
    if (words !== null) chips.push({ name, words, without: { ...narrowing, ...without } });
  };
  add('Gateway', gateway && gatewayTitle(gateway), { gateway: null });
  add('Kind', kind && KIND_WORDS[kind], { kind: null });
  add('Customer', customer?.name ?? null, { customer: null });
  add(
    'Amount',
    range(amountFrom, amountTo, (amount) => count(Number(amount))),
    {
      amountFrom: null,
      amountTo: null,
    },
  );
  add('Date', range(dateFrom, dateTo, day), { dateFrom: null, dateTo: null });
  add('Remark', remark && REMARK_WORDS[remark], { remark: null });
  return chips;
}

function range<Value>(from: Value | null, to: Value | null, show: (value: Value) => string): string | null {
  if (from !== null && to !== null) return from === to ? show(from) : `${show(from)} – ${show(to)}`;
  if (from !== null) return `from ${show(from)}`;
  return to === null ? null : `up to ${show(to)}`;
}
