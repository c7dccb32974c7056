/**
 * The local day of an instant, as a function that SQL can call for a whole list. Between two changes of the clocks it is
 * arithmetic; the zone's rules are asked once for each UTC day.
 */
import type Database from 'better-sqlite3';
import { DateTime } from 'luxon';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** YYYY-MM-DD in the zone, from an ISO instant in UTC. */
export function localDays(): (instant: string, zone: string) => string {
  const shifts = new Map<string, number | null>();
  const offsetMs = (at: number, zone: string): number => DateTime.fromMillis(at, { zone }).offset * 60_000;
  /** How far the zone is from UTC on that UTC day; null when the clocks change on it. */
  const shiftOf = (utcDay: string, zone: string): number | null => {
    const key = `${zone} ${utcDay}`;
    const known = shifts.get(key);
    if (known !== undefined) return known;
    const start = Date.parse(`${utcDay}T00:00:00Z`);
    const before = offsetMs(start, zone);
    const shift = before === offsetMs(start + DAY_MS, zone) ? before : null;
    shifts.set(key, shift);
    return shift;
  };
  const hours = new Map<string, Map<string, string>>();
  return (instant, zone) => {
    const hour = instant.slice(0, 13);
    const known = hours.get(zone)?.get(hour);
    if (known !== undefined) return known;
    const at = Date.parse(instant);
    const shift = shiftOf(instant.slice(0, 10), zone);
    const day = new Date(at + (shift ?? offsetMs(at, zone))).toISOString().slice(0, 10);
    // All of the hour is on one day where the zone is whole hours from UTC: most lists are asked for again and again.
    if (shift !== null && shift % HOUR_MS === 0) {
      const ofZone = hours.get(zone) ?? new Map<string, string>();
      hours.set(zone, ofZone.set(hour, day));
    }
    return day;
  };
}

/** SQL: local_day(occurred_at, zone). */
export function registerLocalDay(db: Database.Database): void {
  const dayOf = localDays();
  db.function('local_day', { deterministic: true }, (instant: unknown, zone: unknown) =>
    dayOf(String(instant), String(zone)),
  );
}
