import { describe, expect, it } from 'vitest';
import type { GatewayTransaction } from '../../shared/model.ts';
import { faultOf } from '../../src-main/sync/index.ts';
import { STRIPE, settled, transaction } from '../support/posting-fixture.ts';

describe('a record that a connector should not have made', () => {
  it.each([
    [
      'gross less fee is not net',
      transaction('a', 100),
      { settlement: { ...settled(100, 3), netMinor: 98 } },
      'net',
    ],
    ['another connection’s', transaction('a', 100), { connectionId: 'other' }, 'connection other'],
    ['an id that is not its own', transaction('a', 100), { externalId: 'b' }, 'not made of'],
    [
      'a payment that takes money',
      transaction('a', 100),
      { settlement: settled(-100, 0) },
      'gross below zero',
    ],
    [
      'a refund that brings money',
      transaction('a', 100),
      { kind: 'refund', relatedExternalId: 'b', settlement: settled(100, 0) },
      'gross above zero',
    ],
    [
      'settled in another currency without a rate',
      transaction('a', 100, { currency: 'EUR' }),
      { settlement: settled(100, 0) },
      'no exchange rate',
    ],
    ['related to itself', transaction('a', 100), { kind: 'refund', relatedExternalId: 'a' }, 'itself'],
    ['an amount with a fraction', transaction('a', 100), { amountMinor: 1.5 }, 'whole number'],
  ])('is stopped: %s', (_, good, wrong, reason) => {
    expect(faultOf(good, STRIPE)).toBeNull();
    expect(faultOf({ ...good, ...wrong } as GatewayTransaction, STRIPE)).toContain(reason);
  });
});
