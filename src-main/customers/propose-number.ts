/** A number for a new customer, in the manner of those that are there: letters of the name, then a running number. */
import { comparable } from './differences.ts';

/** Not among `taken` (compared without case), at most `length` characters. */
export function proposeNumber(name: string, taken: ReadonlySet<string>, length: number): string {
  const letters =
    comparable('name', name)
      .replaceAll(/[^a-z0-9]/g, '')
      .toUpperCase() || 'CUST';
  for (let number = 1; ; number += 1) {
    const digits = String(number).padStart(2, '0');
    const candidate = `${letters.slice(0, Math.max(1, length - digits.length))}${digits}`.slice(-length);
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}
