/** Times that a gateway writes in a local zone, to UTC instants. */
import { DateTime } from 'luxon';
import { RecordRefused } from './record.ts';

/**
 * `formats` are luxon's (dd/MM/yyyy HH:mm:ss.SSS, …). In the hour that autumn repeats, the first is taken: a local
 * time alone does not say which is meant. A time in the hour that spring skips is moved forward by that hour.
 * Throws RecordRefused when no format fits.
 */
export function localMoment(text: string, formats: readonly string[], zone: string): string {
  for (const format of formats) {
    const moment = DateTime.fromFormat(text.trim(), format, { zone, locale: 'en-US' });
    if (moment.isValid) return firstOf(moment).toUTC().toISO();
  }
  const iso = DateTime.fromISO(text.trim(), { zone });
  if (iso.isValid) return firstOf(iso).toUTC().toISO();
  throw new RecordRefused(`"${text}" is not a time that can be read.`);
}

/** Of the two moments that a local time can mean in autumn, the first, whatever the day on which it is read. */
export function firstOf(moment: DateTime<true>): DateTime<true> {
  const possible = moment.getPossibleOffsets();
  return possible.reduce<DateTime<true>>(
    (first, it) => (it.isValid && it.toMillis() < first.toMillis() ? it : first),
    moment,
  );
}
