/**
 * Money at the gateways that no payout has carried yet: when it is due, and what is missing. Every record handed in is in
 * exactly one line of what comes out, and the lines' sums are the records' sums. Pure.
 */
import type { AccountingDate, ConnectionId, Instant, TransactionId } from '../../shared/model.ts';
import { type Currency, type Minor, sumMinor } from '../../shared/money.ts';
import type { PayoutRule } from '../gateways/port.ts';
import type { PayoutSeen, UnpaidRecord } from '../store/index.ts';
import * as say from './expected-words.ts';
import { marginOf, type PayoutDays, type Rhythm, rhythmOf } from './payout-rhythm.ts';
import { addWorkingDays, workingDaysBetween } from './working-days.ts';

export interface PayoutSource {
  readonly connectionId: ConnectionId;
  readonly title: string;
  readonly rule: PayoutRule;
  /** The day of its last good sync: what the gateway did after it is not known. Null: never read. */
  readonly readOn: AccountingDate | null;
  readonly days: (currency: Currency) => PayoutDays;
}

export interface UnpaidMoney {
  readonly connectionId: ConnectionId;
  readonly currency: Currency;
  readonly count: number;
  /** Signed: refunds and disputes below zero. */
  readonly grossMinor: Minor;
  readonly feesMinor: Minor;
  readonly netMinor: Minor;
  readonly sentence: string;
}

export interface ExpectedPayout extends UnpaidMoney {
  readonly state: 'expected' | 'overdue';
  readonly dueOn: AccountingDate;
  /** The last day on which it is not missing yet. */
  readonly missingAfter: AccountingDate;
  /** False where the gateway takes its fees elsewhere: net is gross then. */
  readonly feesKnown: boolean;
}

/** Why no day can be given. */
export type UnpaidReason =
  | 'not_settled'
  | 'no_rhythm'
  | 'lapsed'
  | 'statement'
  | 'named_payout'
  | 'untold_parts';

export interface UndatedMoney extends UnpaidMoney {
  readonly reason: UnpaidReason;
}

/** A payout that was made and did not arrive. */
export interface TroubledPayout {
  readonly transactionId: TransactionId;
  readonly connectionId: ConnectionId;
  readonly externalId: string;
  readonly state: 'failed' | 'overdue';
  readonly date: AccountingDate;
  readonly currency: Currency;
  readonly amountMinor: Minor;
  readonly sentence: string;
}

export interface PayoutOutlook {
  /** By connection and currency, earliest day first. */
  readonly expected: readonly ExpectedPayout[];
  readonly troubled: readonly TroubledPayout[];
  readonly undated: readonly UndatedMoney[];
}

export interface PayoutFacts {
  readonly sources: readonly PayoutSource[];
  readonly records: readonly UnpaidRecord[];
  /** All that were read, in any order. */
  readonly payouts: readonly PayoutSeen[];
  readonly dateOf: (instant: Instant) => AccountingDate;
}

/** An authorisation that was never captured stays as it is: it is not waited for longer than this. */
const LAPSES_AFTER_DAYS = 22;

type Placed =
  | { readonly dueOn: AccountingDate; readonly money: Money }
  | { readonly reason: UnpaidReason; readonly money: Money };

interface Money {
  readonly currency: Currency;
  readonly grossMinor: Minor;
  readonly feeMinor: Minor;
  readonly netMinor: Minor;
}

export function expectedPayouts(facts: PayoutFacts): PayoutOutlook {
  const outlooks = facts.sources.map((source) => outlookOf(source, facts));
  return {
    expected: outlooks.flatMap(({ expected }) => expected),
    troubled: outlooks.flatMap(({ troubled }) => troubled),
    undated: outlooks.flatMap(({ undated }) => undated),
  };
}

function outlookOf(source: PayoutSource, facts: PayoutFacts): PayoutOutlook {
  const mine = <Row extends { connectionId: ConnectionId }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ connectionId }) => connectionId === source.connectionId);
  const payouts = mine(facts.payouts);
  const records = mine(facts.records);
  const rhythms = new Map<Currency, Rhythm>();
  const rhythm = (currency: Currency): Rhythm => {
    const known = rhythms.get(currency) ?? rhythmOf(source.days(currency));
    rhythms.set(currency, known);
    return known;
  };
  const placed = records.map((record) => place(record, source, payouts, rhythm, facts.dateOf));
  const currencies = [...new Set(placed.map(({ money }) => money.currency))].sort();
  return {
    expected: currencies.flatMap((currency) =>
      datedLines(
        source,
        currency,
        placed.flatMap((it) => ('dueOn' in it && it.money.currency === currency ? [it] : [])),
        rhythm(currency),
      ),
    ),
    undated: currencies.flatMap((currency) => {
      const rest = placed.flatMap((it) => ('reason' in it && it.money.currency === currency ? [it] : []));
      return [...new Set(rest.map(({ reason }) => reason))].sort().map((reason) => ({
        ...sumOf(
          source,
          currency,
          rest.filter((it) => it.reason === reason).map(({ money }) => money),
        ),
        reason,
        sentence: say.undated(reason, source),
      }));
    }),
    troubled: troubledOf(source, payouts, rhythm, facts.dateOf),
  };
}

function place(
  record: UnpaidRecord,
  source: PayoutSource,
  payouts: readonly PayoutSeen[],
  rhythm: (currency: Currency) => Rhythm,
  dateOf: PayoutFacts['dateOf'],
): Placed {
  const { rule, readOn } = source;
  const money = moneyOf(record);
  if (record.payoutExternalId !== null) return { reason: 'named_payout', money };
  if (rule.by === 'statement') return { reason: 'statement', money };
  const on = dateOf(record.occurredAt);
  if (record.settlement === null) {
    if (rule.by !== 'batch' || !rule.waits.includes(record.status)) return { reason: 'not_settled', money };
    if (record.status === 'pending' && readOn !== null && workingDaysBetween(on, readOn) > LAPSES_AFTER_DAYS)
      return { reason: 'lapsed', money };
  }
  const dueOn = dueDay(record, on, rule, rhythm(money.currency), dateOf);
  if (dueOn === null) return { reason: 'no_rhythm', money };
  const mayBeIn = payouts.some(
    (payout) =>
      payout.partCount === 0 &&
      payout.status === 'succeeded' &&
      payout.currency === money.currency &&
      dateOf(payout.occurredAt) >= dueOn,
  );
  return mayBeIn ? { reason: 'untold_parts', money } : { dueOn, money };
}

function dueDay(
  { settlement }: UnpaidRecord,
  on: AccountingDate,
  rule: PayoutRule,
  { delayDays }: Rhythm,
  dateOf: PayoutFacts['dateOf'],
): AccountingDate | null {
  const available = settlement?.availableAt ?? null;
  if (rule.by === 'availability' && available !== null) return addWorkingDays(dateOf(available), 0);
  const delay = delayDays ?? (rule.by === 'batch' ? rule.usualDays : null);
  return delay === null ? null : addWorkingDays(on, delay);
}

/** Unsettled money is counted at its amount: the fee, where there is one, is not known yet. */
function moneyOf({ kind, currency, amountMinor, settlement }: UnpaidRecord): Money {
  if (settlement !== null) return settlement;
  const signed = kind === 'payment' || kind === 'dispute_reversal' ? amountMinor : -amountMinor || 0;
  return { currency, grossMinor: signed, feeMinor: 0, netMinor: signed };
}

function datedLines(
  source: PayoutSource,
  currency: Currency,
  placed: readonly { dueOn: AccountingDate; money: Money }[],
  rhythm: Rhythm,
): ExpectedPayout[] {
  const { readOn } = source;
  const marginDays = marginOf(rhythm);
  // What was taken back since is set against what was due before it: only a balance above zero can be missing.
  const owedMinor = sumMinor(
    placed.flatMap(({ dueOn, money }) => (readOn !== null && dueOn <= readOn ? [money.netMinor] : [])),
  );
  return [...new Set(placed.map(({ dueOn }) => dueOn))].sort().map((dueOn) => {
    const sum = sumOf(
      source,
      currency,
      placed.filter((it) => it.dueOn === dueOn).map(({ money }) => money),
    );
    const missingAfter = addWorkingDays(dueOn, marginDays);
    const isLate = readOn !== null && readOn > missingAfter;
    const state = isLate && sum.netMinor > 0 && owedMinor > 0 ? 'overdue' : 'expected';
    const facts = { source, dueOn, missingAfter, marginDays, rhythm, netMinor: sum.netMinor };
    return {
      ...sum,
      state,
      dueOn,
      missingAfter,
      feesKnown: source.rule.by !== 'batch',
      sentence:
        state === 'overdue'
          ? say.overdue(facts)
          : sum.netMinor <= 0 || isLate
            ? say.takenFromNext(facts)
            : say.expected(facts),
    };
  });
}

function sumOf(source: PayoutSource, currency: Currency, moneys: readonly Money[]) {
  return {
    connectionId: source.connectionId,
    currency,
    count: moneys.length,
    grossMinor: sumMinor(moneys.map(({ grossMinor }) => grossMinor)),
    feesMinor: sumMinor(moneys.map(({ feeMinor }) => feeMinor)),
    netMinor: sumMinor(moneys.map(({ netMinor }) => netMinor)),
  };
}

function troubledOf(
  source: PayoutSource,
  payouts: readonly PayoutSeen[],
  rhythm: (currency: Currency) => Rhythm,
  dateOf: PayoutFacts['dateOf'],
): TroubledPayout[] {
  return payouts.flatMap((payout): TroubledPayout[] => {
    const { transactionId, connectionId, externalId, currency, amountMinor, occurredAt } = payout;
    const line = { transactionId, connectionId, externalId, currency, amountMinor, date: dateOf(occurredAt) };
    if (payout.status === 'failed') {
      // The next one that succeeds carries what this one did not.
      const isMadeGood = payouts.some(
        (it) => it.status === 'succeeded' && it.currency === currency && it.occurredAt > occurredAt,
      );
      return isMadeGood ? [] : [{ ...line, state: 'failed', sentence: say.failed(source) }];
    }
    if (payout.status !== 'pending' || payout.arrivesAt === null) return [];
    const arrivesOn = dateOf(payout.arrivesAt);
    const marginDays = marginOf(rhythm(currency));
    const isLate = source.readOn !== null && source.readOn > addWorkingDays(arrivesOn, marginDays);
    return isLate
      ? [{ ...line, state: 'overdue', sentence: say.underWay(source, arrivesOn, marginDays) }]
      : [];
  });
}
