import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenItem, Proposal } from '../../shared/model.ts';
import { indexOpenItems, type MatchableTransaction, match } from '../../src-main/matching/index.ts';
import { item, payment } from './matching-builders.ts';

const customers = ['C1', 'C2', 'C3'];
const amounts = fc.constantFrom(500, 1_000, 1_500, 2_000, 2_500, 3_333);

const someItems = fc
  .array(
    fc.record({
      customer: fc.constantFrom(...customers),
      amount: amounts,
      credit: fc.boolean(),
      day: fc.integer({ min: 1, max: 9 }),
    }),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((drafts) =>
    drafts.map(({ customer, amount, credit, day }, i) =>
      item(`${70_000 + i * 11}`, credit && i % 4 === 0 ? -500 : amount, {
        customerNo: customer,
        customerName: `Company ${customer}`,
        customerEmail: `${customer.toLowerCase()}@${customer.toLowerCase()}.example`,
        date: `2024-01-0${day}`,
      }),
    ),
  );

const somePayments = fc
  .array(
    fc.record({
      kind: fc.constantFrom('payment', 'payment', 'payment', 'refund', 'payout'),
      status: fc.constantFrom('succeeded', 'succeeded', 'succeeded', 'failed'),
      amount: fc.oneof(amounts, fc.integer({ min: 1, max: 9_000 })),
      names: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 3 }),
      payer: fc.option(fc.constantFrom(...customers)),
      minute: fc.integer({ min: 10, max: 59 }),
    }),
    { minLength: 1, maxLength: 16 },
  )
  .map((drafts) =>
    drafts.map(({ kind, status, amount, names, payer, minute }, i) =>
      payment(`t${i}`, amount, {
        kind,
        status,
        relatedId: kind === 'refund' ? `t${(i * 7) % drafts.length}` : null,
        description: names.map((n) => `${70_000 + n * 11}`).join(', '),
        payerEmail: payer === null ? null : `${payer.toLowerCase()}@${payer.toLowerCase()}.example`,
        occurredAt: `2024-01-20T10:${minute}:00Z`,
      }),
    ),
  );

const run = (items: OpenItem[], payments: MatchableTransaction[]) => match(indexOpenItems(items), payments);
const byId = (proposals: Proposal[]) => new Map(proposals.map((it) => [it.transactionId, it]));

describe('whatever is matched', () => {
  it('allocations and remainder are the amount', () => {
    fc.assert(
      fc.property(someItems, somePayments, (items, payments) => {
        run(items, payments).forEach((proposal, i) => {
          const total = proposal.allocations.reduce(
            (sum, it) => sum + it.amountMinor,
            proposal.remainder.amountMinor,
          );
          expect(total).toBe(payments[i]?.amountMinor);
        });
      }),
    );
  });

  it('the payments never take more than a balance', () => {
    fc.assert(
      fc.property(someItems, somePayments, (items, payments) => {
        const used = new Map<string, number>();
        run(items, payments).forEach((proposal, i) => {
          if (payments[i]?.kind !== 'payment') return;
          for (const it of proposal.allocations)
            used.set(it.openItemId, (used.get(it.openItemId) ?? 0) + it.amountMinor);
        });
        for (const it of items) {
          const taken = used.get(it.id) ?? 0;
          expect(Math.abs(taken)).toBeLessThanOrEqual(Math.abs(it.balanceMinor));
          expect(taken * it.balanceMinor).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('the order of the input changes nothing', () => {
    const shuffled = fc.tuple(someItems, somePayments).chain(([items, payments]) =>
      fc.record({
        items: fc.constant(items),
        payments: fc.constant(payments),
        otherItems: fc.shuffledSubarray(items, { minLength: items.length }),
        otherPayments: fc.shuffledSubarray(payments, { minLength: payments.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ items, payments, otherItems, otherPayments }) => {
        expect(byId(run(otherItems, otherPayments))).toEqual(byId(run(items, payments)));
      }),
    );
  });

  it('an unrelated item changes no proposal', () => {
    fc.assert(
      fc.property(someItems, somePayments, (items, payments) => {
        const unrelated = item('Z-999999', 123_457, {
          customerNo: 'C9',
          customerName: 'Zephyr Unrelated',
          customerEmail: 'z@zephyr.example',
        });
        expect(run([...items, unrelated], payments)).toEqual(run(items, payments));
      }),
    );
  });

  it('failed payments take nothing', () => {
    fc.assert(
      fc.property(someItems, somePayments, (items, payments) => {
        run(items, payments).forEach((proposal, i) => {
          if (payments[i]?.status === 'failed')
            expect(proposal).toMatchObject({ band: 'exception', allocations: [] });
        });
      }),
    );
  });
});
