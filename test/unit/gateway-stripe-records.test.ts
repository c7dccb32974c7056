import { describe, expect, it } from 'vitest';
import { ConnectionId } from '../../shared/model.ts';
import { PageCollector } from '../../src-main/gateways/record.ts';
import { balanceDraft } from '../../src-main/gateways/stripe/balance-draft.ts';
import { chargeDraft, intentDraft } from '../../src-main/gateways/stripe/charge-draft.ts';
import {
  BalanceTransactionShape,
  ChargeShape,
  PaymentIntentShape,
  SessionShape,
} from '../../src-main/gateways/stripe/shapes.ts';
import { plainDecimal, stripeAmount } from '../../src-main/gateways/stripe/stripe-money.ts';
import { charge, checkout, dispute, intent, movement, payout, refund } from '../support/stripe-objects.ts';

const NOTHING_KNOWN = { session: () => null, charge: () => null, payoutOf: () => null };

function record(bt: unknown, context: Partial<Parameters<typeof balanceDraft>[1]> = {}) {
  const page = new PageCollector({ connectionId: ConnectionId.parse('c'), gateway: 'stripe' });
  page.add('x', bt, () => balanceDraft(BalanceTransactionShape.parse(bt), { ...NOTHING_KNOWN, ...context }));
  const [transaction] = page.transactions;
  return { transaction, rejected: page.rejected[0] };
}

describe('a charge in another currency than the account settles in', () => {
  const bt = movement({
    type: 'charge',
    amount: 10_843,
    fee: 345,
    net: 10_498,
    currency: 'usd',
    exchange_rate: 1.0843,
    source: charge({ amount: 10_000, currency: 'eur' }),
  });
  const { transaction } = record(bt);

  it('shows what the payer saw, and what reached the balance', () => {
    expect(transaction).toMatchObject({
      externalId: 'ch_1',
      kind: 'payment',
      currency: 'EUR',
      amountMinor: 10_000,
    });
    expect(transaction?.settlement).toMatchObject({
      currency: 'USD',
      grossMinor: 10_843,
      feeMinor: 345,
      netMinor: 10_498,
      exchangeRate: '1.0843',
    });
  });
});

describe('amounts', () => {
  it('of currencies without decimals are whole units, ISK in spite of the two that the API writes', () => {
    expect(stripeAmount(500, 'jpy')).toEqual({ currency: 'JPY', minor: 500 });
    expect(stripeAmount(500, 'isk')).toEqual({ currency: 'ISK', minor: 5 });
    expect(() => stripeAmount(550, 'isk')).toThrow('not a whole amount');
    expect(stripeAmount(5120, 'kwd').minor).toBe(5120);
  });

  it('of rates never have an exponent', () => {
    expect(plainDecimal(1e-7)).toBe('0.0000001');
    expect(plainDecimal(0.0065)).toBe('0.0065');
  });
});

describe('a balance transaction whose amounts do not add up', () => {
  it('is rejected with its reason, never corrected', () => {
    const { transaction, rejected } = record(
      movement({ type: 'charge', amount: 100, fee: 30, net: 71, source: charge({}) }),
    );
    expect(transaction).toBeUndefined();
    expect(rejected?.reason).toContain('gross less fee is not net');
  });

  it('is rejected when the parts of its fee are another sum', () => {
    const bt = movement({
      type: 'charge',
      amount: 100,
      fee: 30,
      net: 70,
      fee_details: [{ amount: 29, type: 'stripe_fee', description: null }],
      source: charge({}),
    });
    expect(record(bt).rejected?.reason).toContain("fee's parts add up to 29");
  });
});

describe('what a payment names', () => {
  const of = charge({
    description: 'Invoice 10423',
    metadata: { invoice: '10423', po: 'P-77' },
    statement_descriptor_suffix: 'INV10423',
    transfer_group: 'ORDER-9',
    payment_intent: intent({
      metadata: { invoice: '10423', order_id: 'SO-5' },
      description: 'Invoice 10423',
    }),
  });
  const session = SessionShape.parse(checkout({ client_reference_id: 'INV-10423' }));
  const draft = chargeDraft(ChargeShape.parse(of), null, session, null);

  it('is kept with where it was read, each text once', () => {
    expect(draft.references).toEqual([
      { source: 'checkout_session.client_reference_id', value: 'INV-10423' },
      { source: 'charge.metadata.invoice', value: '10423' },
      { source: 'charge.metadata.po', value: 'P-77' },
      { source: 'payment_intent.metadata.order_id', value: 'SO-5' },
      { source: 'charge.description', value: 'Invoice 10423' },
      { source: 'charge.statement_descriptor_suffix', value: 'INV10423' },
      { source: 'charge.transfer_group', value: 'ORDER-9' },
    ]);
  });

  it("has the Checkout session's reference as the order, and all metadata", () => {
    expect(draft.orderId).toBe('INV-10423');
    expect(draft.metadata).toEqual({ invoice: '10423', po: 'P-77', order_id: 'SO-5' });
  });
});

describe('a charge without a balance transaction', () => {
  it.each([
    [{ status: 'failed', failure_message: 'Your card was declined.' }, 'failed'],
    [{ status: 'pending' }, 'pending'],
    [{ captured: false }, 'pending'],
    [{ captured: false, refunded: true }, 'voided'],
  ])('%o is %s and has touched no balance', (change, status) => {
    expect(chargeDraft(ChargeShape.parse(charge(change)), null, null, null)).toMatchObject({
      status,
      settlement: null,
    });
  });

  it('captured in part has the captured amount', () => {
    expect(
      chargeDraft(ChargeShape.parse(charge({ amount: 1_000, amount_captured: 600 })), null, null, null)
        .amountMinor,
    ).toBe(600);
  });
});

describe('a payment intent', () => {
  const draft = (change: Readonly<Record<string, unknown>>) =>
    intentDraft(PaymentIntentShape.parse(intent(change)));

  it('that nobody tried to pay is no record', () => {
    expect(draft({ status: 'requires_payment_method' })).toBeNull();
    expect(draft({ status: 'canceled' })).toBeNull();
  });

  it('that is processing, or failed before there was a charge, is one', () => {
    expect(draft({ status: 'processing' })?.status).toBe('pending');
    expect(
      draft({
        status: 'requires_payment_method',
        last_payment_error: { code: 'authentication_failed', message: null },
      })?.status,
    ).toBe('failed');
  });

  it('that got a charge is voided in its favour', () => {
    expect(draft({ status: 'succeeded', latest_charge: 'ch_1' })?.status).toBe('voided');
  });
});

describe('a refund', () => {
  it('belongs to its charge and takes money out', () => {
    const bt = movement({
      id: 'txn_r',
      type: 'refund',
      amount: -400,
      net: -400,
      source: refund({ amount: 400 }),
    });
    expect(record(bt).transaction).toMatchObject({
      externalId: 're_1',
      kind: 'refund',
      amountMinor: 400,
      relatedExternalId: 'ch_1',
      settlement: { grossMinor: -400 },
    });
  });

  it('that failed gives its money back as an adjustment that names itself', () => {
    const bt = movement({
      id: 'txn_f',
      type: 'refund_failure',
      amount: 400,
      net: 400,
      source: refund({ status: 'failed' }),
    });
    expect(record(bt).transaction).toMatchObject({
      externalId: 'txn_f',
      kind: 'adjustment',
      relatedExternalId: 'ch_1',
      references: [{ source: 'balance_transaction.type', value: 'refund_failure' }],
    });
  });
});

describe('a dispute', () => {
  const taken = {
    ...movement({ id: 'txn_d', type: 'adjustment', amount: -1_000, fee: 1_500, net: -2_500 }),
    created: 1_700_000_100,
  };
  const returned = {
    ...movement({ id: 'txn_w', type: 'adjustment', amount: 1_000, net: 1_000 }),
    created: 1_700_900_000,
  };
  const it_ = dispute({ balance_transactions: [returned, taken], status: 'won' });

  it('takes the money with its fee, at the time it was taken', () => {
    expect(record({ ...taken, source: it_ }).transaction).toMatchObject({
      externalId: 'dp_1',
      kind: 'dispute',
      status: 'succeeded',
      relatedExternalId: 'ch_1',
      occurredAt: new Date(1_700_000_100_000).toISOString(),
      settlement: { grossMinor: -1_000, feeMinor: 1_500, netMinor: -2_500 },
    });
  });

  it('that is won gives it back as a reversal of its own', () => {
    expect(record({ ...returned, source: it_ }).transaction).toMatchObject({
      externalId: 'txn_w',
      kind: 'dispute_reversal',
      settlement: { grossMinor: 1_000 },
    });
  });
});

describe('other balance transactions', () => {
  it('a payout is negative, and is carried by none', () => {
    const bt = movement({
      type: 'payout',
      amount: -5_000,
      net: -5_000,
      source: payout({ amount: 5_000, status: 'paid' }),
    });
    expect(record(bt, { payoutOf: () => 'po_other' }).transaction).toMatchObject({
      externalId: 'po_1',
      kind: 'payout',
      status: 'succeeded',
      amountMinor: 5_000,
      payoutExternalId: null,
      settlement: { grossMinor: -5_000 },
    });
  });

  it('a fee is a fee', () => {
    expect(
      record(movement({ type: 'stripe_fee', amount: -250, net: -250, source: null })).transaction,
    ).toMatchObject({ kind: 'fee', amountMinor: 250, settlement: { netMinor: -250 } });
  });

  it('a payment that a bank returned is a refund of it', () => {
    const bt = movement({
      id: 'txn_b',
      type: 'payment_failure_refund',
      amount: -1_000,
      net: -1_000,
      source: charge({}),
    });
    expect(record(bt).transaction).toMatchObject({
      externalId: 'txn_b',
      kind: 'refund',
      relatedExternalId: 'ch_1',
    });
  });

  it('of a type that nobody knows yet is an adjustment, and never dropped', () => {
    const { transaction } = record(
      movement({ id: 'txn_new', type: 'something_new_in_2031', amount: 7, net: 7, source: null }),
    );
    expect(transaction).toMatchObject({
      externalId: 'txn_new',
      kind: 'adjustment',
      references: [{ source: 'balance_transaction.type', value: 'something_new_in_2031' }],
    });
  });
});
