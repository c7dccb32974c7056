/** What an invoice in another currency is worth in the books' own, after any number of payments, refunds and undos. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from '../../shared/money.ts';
import type { LockedItem } from '../../src-main/ledgers/sage-pro/posting/locked-rows.ts';
import {
  applyTo,
  type ItemState,
  itemState,
  reliefInBase,
  reliefOfReversal,
} from '../../src-main/ledgers/sage-pro/posting/movement.ts';
import { day } from '../support/posting-fixture.ts';

const USD = currency('USD');
const PAID_ON = day('2026-03-10');

function invoiceOf(invoicedMinor: number, baseMinor: number): ItemState {
  const found: LockedItem = {
    rawNumber: '1',
    rawCustomerNo: 'C',
    rawType: '',
    identity: '1',
    date: PAID_ON,
    currency: currency('CAD'),
    isCredit: false,
    isVoid: false,
    invoicedMinor,
    paidMinor: 0,
    balanceMinor: invoicedMinor,
    base: { invoiced: baseMinor, paid: 0, balance: baseMinor },
    row: {},
  };
  return itemState(found);
}

function move(state: ItemState, amount: number): number {
  const relief = reliefInBase(state, amount, USD, '0.74');
  applyTo(state, amount, relief, PAID_ON);
  return relief;
}

describe('an invoice in another currency', () => {
  it('keeps its value when almost all of it was paid and much is given back', () => {
    // 59.09 of 214.78 is open; 57.75 is paid, 23.62 given back: 24.96 at 0.732686 is 18.29.
    const state = invoiceOf(21_478, 15_737);
    for (const amount of [15_569, 5_775, -2_362]) move(state, amount);
    expect(state.balanceMinor).toBe(2_496);
    expect(state.baseBalance).toBe(1_829);
  });

  it('stays within a cent per movement of its rate, and is worth nothing once it is closed', () => {
    const moves = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 500_000 }), moves, (total, shares) => {
        const base = Math.round(total * 0.732686);
        const state = invoiceOf(total, base);
        let count = 0;
        for (const share of shares) {
          const amount = Math.trunc(share > 0 ? state.balanceMinor * share : state.paidMinor * share);
          if (amount === 0) continue;
          count += 1;
          move(state, amount);
          const exact = (state.balanceMinor * base) / total;
          expect(Math.abs((state.baseBalance ?? 0) - exact)).toBeLessThanOrEqual(count);
          expect((state.baseBalance ?? 0) + (state.basePaid ?? 0)).toBe(base);
        }
        move(state, state.balanceMinor);
        expect(state.baseBalance).toBe(0);
      }),
    );
  });

  it('is worth exactly what it was once a receipt is undone', () => {
    const state = invoiceOf(21_478, 15_737);
    move(state, 15_569);
    const before = { ...state };
    const relief = move(state, 5_775);
    const back = reliefOfReversal(state, -5_775, relief);
    applyTo(state, -5_775, back, PAID_ON);
    expect(state.baseBalance).toBe(before.baseBalance);
    expect(state.basePaid).toBe(before.basePaid);
  });
});
