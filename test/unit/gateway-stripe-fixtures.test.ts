/**
 * Stripe's own published fixture objects (openapi/fixtures3.json in github.com/stripe/openapi). They are not part of
 * this repository: MATCHBOOK_STRIPE_FIXTURES names a copy of the file, and without it these tests are skipped.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ConnectionId } from '../../shared/model.ts';
import { PageCollector } from '../../src-main/gateways/record.ts';
import { disputeDraft, refundDraft } from '../../src-main/gateways/stripe/aftermath-draft.ts';
import { balanceDraft, payoutDraft } from '../../src-main/gateways/stripe/balance-draft.ts';
import { chargeDraft, intentDraft } from '../../src-main/gateways/stripe/charge-draft.ts';
import * as shapes from '../../src-main/gateways/stripe/shapes.ts';

const file = process.env.MATCHBOOK_STRIPE_FIXTURES;
const why = file ? '' : ' (skipped: MATCHBOOK_STRIPE_FIXTURES names no copy of fixtures3.json)';
const Fixtures = z.object({ resources: z.record(z.string(), z.unknown()) });

describe.skipIf(!file)(`Stripe's published fixtures${why}`, () => {
  const { resources } = file ? Fixtures.parse(JSON.parse(readFileSync(file, 'utf8'))) : { resources: {} };

  it.each([
    ['balance_transaction', shapes.BalanceTransactionShape],
    ['charge', shapes.ChargeShape],
    ['payment_intent', shapes.PaymentIntentShape],
    ['refund', shapes.RefundShape],
    ['dispute', shapes.DisputeShape],
    ['payout', shapes.PayoutShape],
    ['customer', shapes.CustomerShape],
    ['checkout.session', shapes.SessionShape],
    ['event', shapes.EventShape],
  ] as const)('%s has the shape that is read, and nothing is lost', (name, shape) => {
    const fixture = resources[name];
    expect(fixture).toBeDefined();
    expect(JSON.stringify(sorted(shape.parse(fixture)))).toBe(JSON.stringify(sorted(fixture)));
  });

  it('become records without a rejected one', () => {
    const page = new PageCollector({ connectionId: ConnectionId.parse('c'), gateway: 'stripe' });
    const charge = shapes.ChargeShape.parse(resources.charge);
    const bt = shapes.BalanceTransactionShape.parse(resources.balance_transaction);
    page.add('charge', charge, () =>
      chargeDraft(charge, bt, shapes.SessionShape.parse(resources['checkout.session']), null),
    );
    page.add('refund', 0, () => refundDraft(shapes.RefundShape.parse(resources.refund), charge, null, null));
    page.add('dispute', 0, () =>
      disputeDraft(shapes.DisputeShape.parse(resources.dispute), charge, null, null),
    );
    page.add('payout', 0, () => payoutDraft(shapes.PayoutShape.parse(resources.payout), null));
    page.add('movement', 0, () =>
      balanceDraft(bt, { session: () => null, charge: () => null, payoutOf: () => null }),
    );
    expect(page.rejected).toEqual([]);
    expect(page.transactions.map(({ kind }) => kind)).toEqual([
      'payment',
      'refund',
      'dispute',
      'payout',
      'adjustment',
    ]);
    expect(page.transactions[0]).toMatchObject({
      externalId: charge.id,
      payer: { name: 'Jenny Rosen', cardBrand: 'visa', cardLast4: '4242' },
    });
    expect(page.transactions[0]?.rawJson).not.toMatch(/"client_secret":"(?!\[redacted\])/);
    expect(intentDraft(shapes.PaymentIntentShape.parse(resources.payment_intent))).toBeNull();
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
}
