import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpenItem } from '../../shared/model.ts';
import { currency, formatMinor } from '../../shared/money.ts';
import {
  resultOf,
  type SplitDraft,
  withItem,
  withoutItem,
  withText,
} from '../../src-renderer/review/split-draft.ts';

const USD = currency('USD');

function item(number: string, balanceMinor: number, customerNo = 'ACME'): OpenItem {
  return OpenItem.parse({
    id: `invoice:${number}`,
    kind: balanceMinor < 0 ? 'credit' : 'invoice',
    number,
    customerNo,
    customerName: customerNo,
    customerEmail: null,
    poNumber: null,
    orderNo: null,
    date: '2026-03-01',
    dueDate: null,
    currency: 'USD',
    originalMinor: balanceMinor,
    balanceMinor,
    discount: null,
  });
}

const paid = (amountMinor: number, rest: SplitDraft['rest'] = 'on_account'): SplitDraft => ({
  currency: USD,
  amountMinor,
  lines: [],
  rest,
  customer: null,
});
const texts = (draft: SplitDraft): string[] => draft.lines.map(({ text }) => text);

describe('an invoice that is added', () => {
  it('takes what is left of the payment, and never more than it has open', () => {
    const draft = withItem(withItem(paid(10_000), item('1', 7_000)), item('2', 9_000));
    expect(texts(draft)).toEqual(['70.00', '30.00']);
    expect(texts(withItem(draft, item('3', 500)))).toEqual(['70.00', '30.00', '0.00']);
  });

  it('is there once, and can be taken away again', () => {
    const first = item('1', 7_000);
    const draft = withItem(withItem(paid(10_000), first), first);
    expect(draft.lines).toHaveLength(1);
    expect(withoutItem(draft, first.id).lines).toEqual([]);
  });

  it('may be a credit, which makes room for more', () => {
    const draft = withItem(withItem(paid(5_000), item('C1', -2_000)), item('1', 7_000));
    expect(texts(draft)).toEqual(['-20.00', '70.00']);
    expect(resultOf(draft)).toMatchObject({ restMinor: 0, problem: null, remainder: { kind: 'none' } });
  });
});

describe('an allocation by hand', () => {
  it('always adds up: what is allocated and what is left are the payment', () => {
    const balances = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), balances, fc.nat(), (amountMinor, open, share) => {
        let draft = paid(amountMinor);
        open.forEach((balance, at) => {
          draft = withItem(draft, item(String(at), balance));
        });
        const first = item('0', open[0] ?? 1);
        const typed = withText(draft, first.id, formatMinor((share % first.balanceMinor) + 1, USD));
        for (const each of [draft, typed]) {
          const { allocations, restMinor, remainder } = resultOf(each);
          const sum = allocations.reduce((total, one) => total + one.amountMinor, 0);
          expect(sum + restMinor).toBe(amountMinor);
          expect(remainder.amountMinor).toBe(restMinor);
        }
      }),
    );
  });

  it.each([
    ['more than is open', '70.01', /has 70\.00 open/],
    ['the wrong way round', '-10.00', /has 70\.00 open/],
    ['more decimals than there are', '1.005', /decimals/],
    ['no amount at all', 'all of it', /./],
  ])('of %s is not approved, and says why', (_case, text, sentence) => {
    const one = item('1', 7_000);
    expect(resultOf(withText(withItem(paid(7_000), one), one.id, text)).problem).toMatch(sentence);
  });

  it('needs something to go to: an invoice, or a customer on whose account it is kept', () => {
    expect(resultOf(paid(500)).problem).toMatch(/^Choose an invoice/);
    const kept = { ...paid(500), customer: { customerNo: 'ACME', name: 'Acme' } };
    expect(resultOf(kept)).toMatchObject({
      problem: null,
      customerNo: 'ACME',
      remainder: { kind: 'on_account', amountMinor: 500 },
    });
    expect(resultOf({ ...kept, rest: 'write_off' }).problem).not.toBeNull();
  });

  it('keeps what is left on the account of one customer alone', () => {
    const two = withItem(withItem(paid(10_000), item('1', 2_000)), item('2', 3_000, 'BETA'));
    expect(resultOf(two).problem).toMatch(/one customer/);
    const one = withItem(paid(10_000), item('1', 2_000));
    expect(resultOf(one)).toMatchObject({ problem: null, customerNo: 'ACME' });
    expect(resultOf({ ...one, rest: 'discount' }).problem).toMatch(/on account/);
  });

  it('of more than was paid is written off or taken as a discount, never left on account', () => {
    const one = item('1', 10_000);
    const short = withText(withItem(paid(9_998), one), one.id, '100.00');
    expect(resultOf(short).problem).toMatch(/More is allocated than was paid/);
    expect(resultOf({ ...short, rest: 'write_off' })).toMatchObject({
      problem: null,
      remainder: { kind: 'write_off', amountMinor: -2 },
    });
  });
});
