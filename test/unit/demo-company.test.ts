import { describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../src-main/demo/company/calendar.ts';
import { createDemoWorld, type DemoWorld, type Scenario } from '../../src-main/demo/company/index.ts';
import { balanceOf } from '../../src-main/demo/company/invoicing.ts';

const TODAY = '2026-03-31';
const world = createDemoWorld({ seed: 11, payments: 400, today: TODAY });

function truths(scenario: Scenario, of: DemoWorld = world) {
  return [...of.truth.values()].filter((truth) => truth.scenario === scenario);
}
const invoiceNumbered = (number: string) => {
  const invoice = world.invoices.find((it) => it.number === number);
  if (!invoice) throw new Error(`no invoice ${number}`);
  return invoice;
};
const paymentKeyed = (key: string) => {
  const payment = world.payments.find((it) => it.key === key);
  if (!payment) throw new Error(`no payment ${key}`);
  return payment;
};

describe('the same seed, size and day', () => {
  it('give the same world', () => {
    const again = createDemoWorld({ seed: 11, payments: 400, today: TODAY });
    expect(JSON.stringify(again)).toBe(JSON.stringify(world));
    expect([...again.truth]).toEqual([...world.truth]);
  });

  it('and another seed gives another', () => {
    const other = createDemoWorld({ seed: 12, payments: 400, today: TODAY });
    expect(
      other.customers[0]?.company === world.customers[0]?.company &&
        other.payments[0]?.at === world.payments[0]?.at,
    ).toBe(false);
  });
});

describe('the size of the world', () => {
  it('is a few hundred customers and some thousands of invoices', () => {
    expect(world.customers).toHaveLength(320);
    expect(world.invoices.length).toBeGreaterThan(3000);
    expect(world.payments).toHaveLength(400);
  });

  it.each([1, 7, 99, 5_000])('makes exactly %i payments', (payments) => {
    const made = createDemoWorld({ seed: 3, payments, today: TODAY });
    expect(made.payments).toHaveLength(payments);
    expect(made.truth.size).toBe(payments);
  });

  it.each([0, -1, 1.5, 60_001])('refuses %d payments', (payments) => {
    expect(() => createDemoWorld({ seed: 3, payments, today: TODAY })).toThrow(RangeError);
  });

  it('refuses a day that is none', () => {
    expect(() => createDemoWorld({ seed: 3, payments: 5, today: 'soon' })).toThrow('"soon" is not a day');
  });
});

describe('nobody real', () => {
  it('has only addresses reserved for examples', () => {
    const reserved = /@([a-z0-9-]+\.)?example\.(com|net|org)$/;
    const addresses = [
      ...world.customers.flatMap((it) => [it.contact.email, ...it.payers.map((payer) => payer.email)]),
      ...world.payments.map((it) => it.payer.email),
    ];
    expect(addresses.filter((address) => !reserved.test(address))).toEqual([]);
    expect(world.customers.every((it) => it.phone.includes('-555-01'))).toBe(true);
  });
});

describe('the books', () => {
  it('number invoices and orders once each, in date order', () => {
    const numbers = world.invoices.map((it) => Number(it.number));
    expect(new Set(numbers).size).toBe(numbers.length);
    const dates = world.invoices.map((it) => it.date);
    expect(dates).toEqual([...dates].sort());
    expect(new Set(world.orders.map((it) => it.number)).size).toBe(world.orders.length);
    expect(new Set(world.customers.map((it) => it.custno)).size).toBe(world.customers.length);
    expect(world.customers.every((it) => it.custno.length <= 6)).toBe(true);
  });

  it('never receive more than an invoice asks for', () => {
    const invoices = world.invoices.filter((it) => it.kind === 'invoice');
    expect(invoices.every((it) => balanceOf(it) >= 0 && balanceOf(it) <= it.totalMinor)).toBe(true);
    expect(invoices.some((it) => balanceOf(it) > 0 && balanceOf(it) < it.totalMinor)).toBe(true);
    expect(invoices.filter((it) => it.isVoid)).toHaveLength(6);
    expect(world.invoices.filter((it) => it.kind === 'credit').every((it) => it.totalMinor < 0)).toBe(true);
    expect(world.customers.filter((it) => it.creditHold).length).toBeGreaterThanOrEqual(2);
  });
});

describe('the payments', () => {
  it('happen on the sixty days before today, after their invoices', () => {
    for (const payment of world.payments) {
      const day = dayOf(payment.at);
      expect(day < TODAY && day >= addDays(TODAY, -61)).toBe(true);
      for (const { number } of world.truth.get(payment.key)?.allocations ?? []) {
        expect(invoiceNumbered(number).date <= day).toBe(true);
      }
    }
  });

  it('show every scenario', () => {
    const scenarios = new Set([...world.truth.values()].map((truth) => truth.scenario));
    expect(scenarios.size).toBe(24);
  });

  it('are explained to the cent, unless they were declined', () => {
    for (const truth of world.truth.values()) {
      const payment = paymentKeyed(truth.paymentKey);
      if (payment.declined !== null) continue;
      const allocated = truth.allocations.reduce((sum, it) => sum + it.amountMinor, 0);
      expect(allocated + truth.remainder.amountMinor).toBe(payment.amountMinor);
    }
  });

  it('never use a balance twice', () => {
    const used = new Map<string, number>();
    for (const truth of world.truth.values()) {
      for (const { number, amountMinor } of truth.allocations) {
        used.set(number, (used.get(number) ?? 0) + amountMinor);
      }
    }
    for (const [number, amount] of used) {
      const balance = balanceOf(invoiceNumbered(number));
      expect(Math.abs(amount)).toBeLessThanOrEqual(Math.abs(balance));
      expect(Math.sign(amount)).toBe(Math.sign(balance));
    }
  });
});

describe('the scenarios', () => {
  it('a double click repeats amount, card and words within minutes', () => {
    for (const truth of truths('double_click').filter((it) => it.duplicateOf !== null)) {
      const again = paymentKeyed(truth.paymentKey);
      const first = paymentKeyed(truth.duplicateOf ?? '');
      expect(again).toMatchObject({
        amountMinor: first.amountMinor,
        card: first.card,
        references: first.references,
      });
      expect(again.at - first.at).toBeLessThanOrEqual(400);
    }
  });

  it('an ambiguous payment has two open invoices to choose from', () => {
    for (const { allocations, customerNo, resolvable } of truths('ambiguous')) {
      const [{ number, amountMinor } = { number: '', amountMinor: 0 }] = allocations;
      const equals = world.invoices.filter(
        (it) => it.customer.custno === customerNo && balanceOf(it) === amountMinor,
      );
      expect(equals.map((it) => it.number)).toContain(number);
      expect(equals.length).toBeGreaterThanOrEqual(2);
      expect(resolvable).toBe(false);
    }
  });

  it('a wrong number is not the number of the invoice that was paid', () => {
    for (const { paymentKey, allocations } of truths('wrong_number')) {
      expect(paymentKeyed(paymentKey).references.metadata.invoice).not.toContain(allocations[0]?.number);
    }
  });

  it('an already paid invoice has nothing left to pay', () => {
    for (const { paymentKey, allocations } of truths('already_paid')) {
      const text = JSON.stringify(paymentKeyed(paymentKey).references);
      const named = world.invoices.filter((it) => text.includes(it.number));
      expect(allocations).toEqual([]);
      expect(named.some((it) => balanceOf(it) === 0)).toBe(true);
    }
  });

  it('an unknown payer is on no customer record', () => {
    const known = new Set(
      world.customers.flatMap((it) => [it.contact.email, ...it.payers.map((payer) => payer.email)]),
    );
    for (const { paymentKey, customerNo } of truths('unknown_payer')) {
      expect(customerNo).toBeNull();
      expect(known.has(paymentKeyed(paymentKey).payer.email)).toBe(false);
    }
  });

  it('other gateways have payments of their own, for invoices of their own', () => {
    const many = createDemoWorld({
      seed: 11,
      payments: 50,
      today: TODAY,
      elsewhere: { paytrace: 120, opayo: 30 },
    });
    const count = (gateway: string) => many.payments.filter((it) => it.gateway === gateway).length;
    expect([count('stripe'), count('paytrace'), count('opayo'), count('wooshpay')]).toEqual([50, 120, 30, 0]);
  });
});
