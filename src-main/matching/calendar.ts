/** Days and minutes as whole numbers, so that dates are compared by subtraction. */

/** Days since 1970-01-01 of a text that begins with YYYY-MM-DD (proleptic Gregorian). */
export function dayNumber(date: string): number {
  const year = digits(date, 0, 4);
  const month = digits(date, 5, 2);
  const day = digits(date, 8, 2);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Minutes since 1970-01-01T00:00Z of an instant that begins with YYYY-MM-DDTHH:MM. */
export function minuteNumber(instant: string): number {
  return dayNumber(instant) * 1_440 + digits(instant, 11, 2) * 60 + digits(instant, 14, 2);
}

function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) value = value * 10 + (text.charCodeAt(i) - 48);
  return value;
}
