/** Wall-clock time of a zone, for gateways whose API speaks local time. */

export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

export function wallClockOf(seconds: number, timeZone: string): WallClock {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(seconds * 1000)
      .map((part) => [part.type, Number(part.value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

export const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** 'YYYY-MM-DD' of the zone. */
export function localDayOf(seconds: number, timeZone: string): string {
  const { year, month, day } = wallClockOf(seconds, timeZone);
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** Unix seconds of a local time; of the earlier one where the clocks go back and it occurs twice. */
export function secondsOfWallClock(clock: WallClock, timeZone: string): number {
  const asUtc =
    Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second) / 1000;
  const shiftAt = (seconds: number): number => {
    const there = wallClockOf(seconds, timeZone);
    return (
      Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute, there.second) / 1000 -
      seconds
    );
  };
  const candidates = [asUtc - shiftAt(asUtc - 86_400), asUtc - shiftAt(asUtc + 86_400)];
  const fitting = candidates.filter((seconds) => seconds + shiftAt(seconds) === asUtc);
  return Math.min(...(fitting.length > 0 ? fitting : candidates));
}
