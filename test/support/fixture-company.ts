/**
 * An invented company for tests of the window: customers, invoices, and payments at every stage of the job. Shapes only; the
 * matching engine has no part in it.
 */
import type { ColleagueFlag } from '../../shared/api.ts';
import {
  type Approval,
  type Customer,
  GatewayTransaction,
  OpenItem,
  type Proposal,
  type Receipt,
  type TransactionState,
} from '../../shared/model.ts';
import { propose, SHAPES } from './fixture-proposals.ts';
import { type Choices, createChoices } from './fixture-random.ts';

export interface FixtureCase {
  readonly transaction: GatewayTransaction;
  readonly proposal: Proposal;
  readonly customer: Customer | null;
  readonly items: readonly OpenItem[];
  state: TransactionState;
  approval: Approval | null;
  receipts: Receipt[];
  problem: string | null;
  flag: ColleagueFlag | null;
  /** Where the ledger showed something else than was written. */
  differences: string[];
}

const FIRST = [
  'Harbour',
  'Northgate',
  'Willow',
  'Castle',
  'Summit',
  'Brook',
  'Juniper',
  'Meridian',
  'Orchard',
  'Lantern',
  'Copper',
  'Anchor',
  'Quarry',
  'Heather',
  'Falcon',
  'Riverside',
] as const;
const SECOND = [
  'Dental',
  'Joinery',
  'Print Works',
  'Bakery',
  'Motors',
  'Interiors',
  'Supplies',
  'Fabrication',
  'Garden Centre',
  'Tools',
  'Logistics',
  'Optical',
  'Catering',
  'Cycles',
] as const;
const FORM = ['Ltd', 'Inc', 'LLC', '& Sons', 'Group', 'Co'] as const;

/** The newest payment of the company; the rest go back from here. */
const NEWEST = Date.UTC(2026, 4, 14, 13, 20);

export function createCompany(size: number, seed = 7): FixtureCase[] {
  const choices = createChoices(seed);
  return Array.from({ length: size }, (_unused, at) => createCase(at, choices));
}

function createCase(at: number, choices: Choices): FixtureCase {
  const shape =
    at < SHAPES.length ? (SHAPES[at] ?? 'full') : choices.chance(78) ? 'full' : choices.of(SHAPES);
  const customer = createCustomer(choices);
  const amountMinor = choices.between(18_00, 2_400_00);
  const occurredAt = new Date(NEWEST - at * choices.between(3, 9) * 60_000 - choices.between(0, 59) * 1000);
  const day = occurredAt.toISOString().slice(0, 10);
  const number = String(10_000 + at * 2);
  const currency = choices.chance(5) ? 'GBP' : 'USD';
  const item = (suffix: number, balanceMinor: number, kind: 'invoice' | 'credit' = 'invoice'): OpenItem =>
    OpenItem.parse({
      id: `${kind}:${Number(number) + suffix}`,
      kind,
      number: String(Number(number) + suffix),
      customerNo: customer.customerNo,
      customerName: customer.name,
      customerEmail: customer.email,
      poNumber: choices.chance(30) ? `PO-${choices.between(1000, 9999)}` : null,
      orderNo: null,
      date: shiftDay(day, -choices.between(12, 40)),
      dueDate: shiftDay(day, choices.between(-8, 20)),
      currency,
      originalMinor: balanceMinor,
      balanceMinor,
      discount: null,
    });
  const transaction = GatewayTransaction.parse({
    id: `stripe-main:ch_fixture_${at}`,
    connectionId: 'stripe-main',
    gateway: at % 7 === 3 ? 'paytrace' : 'stripe',
    externalId: `ch_fixture_${at}`,
    kind: 'payment',
    status: shape === 'failed' ? 'failed' : 'succeeded',
    occurredAt: occurredAt.toISOString(),
    currency,
    amountMinor,
    settlement: null,
    payer: {
      name: choices.chance(70) ? customer.name : `${customer.name.split(' ').slice(0, 2).join(' ')}`,
      email: customer.email,
      customerRef: null,
      cardBrand: 'Visa',
      cardLast4: String(choices.between(1000, 9999)),
      cardFingerprint: null,
    },
    description:
      shape === 'unknown' || shape === 'ambiguous' ? 'Online payment' : `Payment for INV-${number}`,
    orderId: null,
    references:
      shape === 'unknown' || shape === 'ambiguous' ? [] : [{ source: 'description', value: `INV-${number}` }],
    metadata: {},
    relatedExternalId: null,
    payoutExternalId: at < 25 ? null : `po_fixture_${Math.floor(at / 60)}`,
    risk: null,
    rawJson: '{}',
  });
  const { items, proposal } = propose(shape, transaction, item, choices);
  return {
    transaction,
    proposal,
    customer: shape === 'unknown' ? null : customer,
    items,
    state: shape === 'failed' ? 'not_applicable' : 'waiting',
    approval: null,
    receipts: [],
    problem: null,
    flag: null,
    differences: [],
  };
}

function createCustomer(choices: Choices): Customer {
  const name = `${choices.of(FIRST)} ${choices.of(SECOND)} ${choices.of(FORM)}`;
  const host = name
    .toLowerCase()
    .replace(/ (ltd|inc|llc|group|co|& sons)$/, '')
    .replaceAll(' ', '');
  return {
    customerNo: `C${choices.between(1000, 9999)}`,
    name,
    email: `accounts@${host}.example`,
    phone: null,
    onCreditHold: choices.chance(4),
  };
}

function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
