/** The ledger's number of a web order: the same on any PC, readable where the shop's own name fits, else made from its id. */
import { createHash } from 'node:crypto';
import type { WebOrder } from '../../shared/orders.ts';

/** Crockford's base 32, so that a number can be read out over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function numberFor(
  order: Pick<WebOrder, 'name' | 'connectionId' | 'externalId'>,
  prefix: string,
  length: number,
): string {
  const plain = `${prefix}${order.name.replaceAll(/[^A-Za-z0-9]/g, '')}`.toUpperCase();
  if (plain.length > prefix.length && plain.length <= length) return plain;
  const digest = createHash('sha256').update(`${order.connectionId} ${order.externalId}`).digest();
  const room = Math.max(1, length - prefix.length);
  const letters = [...digest].slice(0, room).map((byte) => ALPHABET[byte & 31] ?? '0');
  return `${prefix}${letters.join('')}`.toUpperCase().slice(0, length);
}
