/** The chart's figures: one stack per day in the company's currency, a scale with round steps, the other currencies as sums. */
import type { DailyTieOut } from '../../shared/api.ts';
import type { AccountingDate } from '../../shared/model.ts';
import { type Currency, type Minor, sumMinor } from '../../shared/money.ts';
import { baseFirst } from './base-first.ts';

export const SIDES = ['posted', 'waiting', 'explained'] as const;
export type Side = (typeof SIDES)[number];
export type Sides = Readonly<Record<Side, Minor>>;

export interface DayStack extends Sides {
  readonly date: AccountingDate;
  readonly total: Minor;
}

export interface Bar {
  readonly side: Side;
  /** Minor units: where it begins and ends on the scale, `low` below `high`. */
  readonly low: Minor;
  readonly high: Minor;
}

export interface Scale {
  readonly low: Minor;
  readonly high: Minor;
  /** Round amounts, lowest first, zero among them. */
  readonly ticks: readonly Minor[];
}

/** The currency that is drawn: the company's own where it occurs, else the one that occurs first. */
export function drawnCurrency(daily: DailyTieOut, base: Currency | null): Currency | null {
  return baseFirst(daily.lines, base)[0]?.currency ?? null;
}

export function stacksOf(daily: DailyTieOut, drawn: Currency): DayStack[] {
  const lines = new Map(
    daily.lines.filter(({ currency }) => currency === drawn).map((line) => [line.date, line]),
  );
  return daily.dates.map((date) => {
    const line = lines.get(date);
    const sides = {
      posted: line?.postedMinor ?? 0,
      waiting: line?.waitingMinor ?? 0,
      explained: line?.explainedMinor ?? 0,
    };
    return { date, ...sides, total: totalOf(sides) };
  });
}

export function sumOf(stacks: readonly DayStack[]): Sides & { readonly total: Minor } {
  const of = (side: Side): Minor => sumMinor(stacks.map((stack) => stack[side]));
  const sides = { posted: of('posted'), waiting: of('waiting'), explained: of('explained') };
  return { ...sides, total: totalOf(sides) };
}

const totalOf = (sides: Sides): Minor => sumMinor(SIDES.map((side) => sides[side]));

/** What the other currencies come to in all these days; none of nothing. */
export function otherSums(daily: DailyTieOut, drawn: Currency): { currency: Currency; minor: Minor }[] {
  const sums = new Map<Currency, Minor>();
  for (const { currency, postedMinor, waitingMinor, explainedMinor } of daily.lines) {
    if (currency === drawn) continue;
    sums.set(currency, sumMinor([sums.get(currency) ?? 0, postedMinor, waitingMinor, explainedMinor]));
  }
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}

/** Money that came stands on the line, one side on the other; money that went back hangs below it. */
export function barsOf(stack: Sides): Bar[] {
  let above = 0;
  let below = 0;
  return SIDES.flatMap((side): Bar[] => {
    const minor = stack[side];
    if (minor > 0) {
      above += minor;
      return [{ side, low: above - minor, high: above }];
    }
    if (minor < 0) {
      below += minor;
      return [{ side, low: below, high: below - minor }];
    }
    return [];
  });
}

/** Steps of 1, 2 or 5 times a power of ten, three or four of them up to the highest day. */
export function scaleOf(stacks: readonly Sides[]): Scale {
  const bars = stacks.flatMap(barsOf);
  const most = Math.max(0, ...bars.map(({ high }) => high));
  const least = Math.min(0, ...bars.map(({ low }) => low));
  const step = roundStep(Math.max(1, most - least) / 3);
  const high = Math.max(step, Math.ceil(most / step) * step);
  const low = Math.floor(least / step) * step || 0;
  const ticks: Minor[] = [];
  for (let tick = low; tick <= high; tick += step) ticks.push(tick);
  return { low, high, ticks };
}

function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const factor = [1, 2, 5, 10].find((one) => one * power >= atLeast) ?? 10;
  return Math.max(1, Math.round(factor * power));
}
