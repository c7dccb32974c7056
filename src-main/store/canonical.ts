/**
 * One spelling of a JSON value: keys sorted, no spaces, `undefined` left out. What is hashed (the audit chain, a
 * record's content) is hashed over this text, so that the order in which an object was built never matters.
 */
import { createHash } from 'node:crypto';
import { StoreError } from './errors.ts';

export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * JSON that this store wrote itself, back as what it was. The shape was checked by the schema when it came in; here
 * only a damaged cell is told apart.
 */
export function fromJson<Shape>(text: string, column: string): Shape {
  try {
    return JSON.parse(text) as Shape;
  } catch (cause) {
    throw new StoreError(
      'STORE_ROW_INVALID',
      {
        happened: `A stored ${column} cannot be read any more.`,
        kept: 'The company file was not changed.',
        todo: 'Restore a backup copy of the company file, then sync again.',
      },
      { cause },
    );
  }
}
