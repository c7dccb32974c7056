/** Objects in Stripe's shapes with just what is read of them; every field can be replaced. */
type Change = Readonly<Record<string, unknown>>;

const AT = 1_700_000_000;

export const charge = (change: Change) => ({
  id: 'ch_1',
  object: 'charge',
  amount: 1_000,
  amount_captured: change.amount ?? 1_000,
  captured: true,
  refunded: false,
  currency: 'usd',
  created: AT,
  status: 'succeeded',
  description: null,
  metadata: {},
  customer: null,
  payment_intent: null,
  balance_transaction: null,
  ...change,
});

export const intent = (change: Change) => ({
  id: 'pi_1',
  object: 'payment_intent',
  amount: 1_000,
  currency: 'usd',
  created: AT,
  status: 'succeeded',
  description: null,
  metadata: {},
  latest_charge: null,
  customer: null,
  ...change,
});

export const checkout = (change: Change) => ({
  id: 'cs_test_1',
  object: 'checkout.session',
  created: AT,
  client_reference_id: null,
  metadata: {},
  payment_intent: 'pi_1',
  ...change,
});

export const refund = (change: Change) => ({
  id: 're_1',
  object: 'refund',
  amount: 400,
  currency: 'usd',
  created: AT,
  status: 'succeeded',
  metadata: {},
  charge: 'ch_1',
  payment_intent: 'pi_1',
  balance_transaction: null,
  ...change,
});

export const dispute = (change: Change) => ({
  id: 'dp_1',
  object: 'dispute',
  amount: 1_000,
  currency: 'usd',
  created: AT,
  status: 'needs_response',
  reason: 'fraudulent',
  metadata: {},
  charge: 'ch_1',
  payment_intent: 'pi_1',
  balance_transactions: [],
  ...change,
});

export const payout = (change: Change) => ({
  id: 'po_1',
  object: 'payout',
  amount: 5_000,
  currency: 'usd',
  created: AT,
  arrival_date: AT + 172_800,
  automatic: true,
  reconciliation_status: 'completed',
  status: 'in_transit',
  metadata: {},
  balance_transaction: null,
  ...change,
});

export const movement = (change: Change) => ({
  id: 'txn_1',
  object: 'balance_transaction',
  type: 'charge',
  amount: 1_000,
  fee: 0,
  net: 1_000,
  fee_details: [],
  currency: 'usd',
  exchange_rate: null,
  created: AT,
  available_on: AT + 172_800,
  description: null,
  status: 'available',
  source: null,
  ...change,
});
