/** Days on which banks settle: Monday to Friday. Holidays differ from country to country and are not known here; margins allow for them. Pure. */
import { AccountingDate } from '../../shared/model.ts';

const DAY_MS = 86_400_000;
const at = (day: AccountingDate): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number): AccountingDate => AccountingDate.parse(new Date(ms).toISOString().slice(0, 10));

export function isWorkingDay(day: AccountingDate): boolean {
  const weekday = new Date(at(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** `count` working days later; with 0 the day itself, or the next working day after it. */
export function addWorkingDays(day: AccountingDate, count: number): AccountingDate {
  let ms = at(day);
  for (let left = count; left > 0; ) {
    ms += DAY_MS;
    if (isWorkingDay(dayAt(ms))) left -= 1;
  }
  while (!isWorkingDay(dayAt(ms))) ms += DAY_MS;
  return dayAt(ms);
}

/** Working days after `from`, up to and including `to`; 0 when `to` is not later. At most `most`, so that a wrong year costs nothing. */
export function workingDaysBetween(from: AccountingDate, to: AccountingDate, most = 400): number {
  let count = 0;
  for (let ms = at(from) + DAY_MS; ms <= at(to) && count < most; ms += DAY_MS) {
    if (isWorkingDay(dayAt(ms))) count += 1;
  }
  return count;
}
