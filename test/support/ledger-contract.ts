/**
 * The behaviour of the ledger port (src-main/ledgers/port.ts) as tests. Every ledger passes them on a company that holds
 * exactly what `ContractCompany` says; each test gets a fresh one.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Customer, Marker, OpenItem } from '../../shared/model.ts';
import type { Ledger, LedgerEntry, PostOutcome } from '../../src-main/ledgers/port.ts';
import { journal, onAccount, receipt, reversalOf } from './ledger-entries.ts';

/**
 * BLUE01 (Blue Heron Marine, ap@blueheron.example.com) owes invoices 10423 (125.50 USD) and 10424 (300.00, of which
 * 100.00 is paid), and has credit 900 (−40.00). PINE02, on credit hold, owes 10500 (80.00). 10300 was paid and is in
 * history; 10400 is void. The chart has accounts 1010, 1015 and 6050.
 */
export interface ContractCompany {
  readonly ledger: Ledger;
  /** A second ledger on the same books, as a second PC has it. */
  second(): Ledger;
  /** Days before it are closed for `ledger`. */
  readonly closedBefore: string | null;
  close(): Promise<void>;
}

const never = new AbortController().signal;

async function openItems(ledger: Ledger): Promise<Map<string, OpenItem>> {
  const items = new Map<string, OpenItem>();
  for await (const page of ledger.openItems(null, never)) {
    for (const item of page.items) items.set(item.id, item);
  }
  return items;
}

const kindOf = (outcome: PostOutcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);

export function describeLedgerContract(name: string, open: () => Promise<ContractCompany>): void {
  describe(`the ledger contract: ${name}`, () => {
    let company: ContractCompany;
    let ledger: Ledger;
    beforeEach(async () => {
      company = await open();
      ledger = company.ledger;
    });
    afterEach(() => company.close());

    const post = (...entries: LedgerEntry[]): Promise<PostOutcome> => ledger.post({ entries });
    const balance = async (id: string): Promise<number | undefined> =>
      (await openItems(ledger)).get(id)?.balanceMinor;

    describe('reading', () => {
      it('gives open invoices and credits, and neither void nor paid ones', async () => {
        const items = await openItems(ledger);
        expect([...items.keys()].sort()).toEqual([
          'credit:900',
          'invoice:10423',
          'invoice:10424',
          'invoice:10500',
        ]);
        expect(items.get('invoice:10424')).toMatchObject({
          number: '10424',
          customerNo: 'BLUE01',
          customerName: 'Blue Heron Marine',
          customerEmail: 'ap@blueheron.example.com',
          currency: 'USD',
          originalMinor: 30_000,
          balanceMinor: 20_000,
        });
        expect(items.get('credit:900')?.balanceMinor).toBe(-4_000);
      });

      it('gives customers with their credit holds', async () => {
        const customers: Customer[] = [];
        for await (const page of ledger.customers(never)) customers.push(...page);
        expect(customers.map((it) => [it.customerNo, it.onCreditHold]).sort()).toEqual([
          ['BLUE01', false],
          ['PINE02', true],
        ]);
      });

      it('gives the chart of accounts', async () => {
        expect((await ledger.accounts(never)).map(({ number }) => number)).toEqual(
          expect.arrayContaining(['1010', '1015', '6050']),
        );
      });

      it('tells since a token what was paid meanwhile', async () => {
        let token = null;
        for await (const page of ledger.openItems(null, never)) token = page.token ?? token;
        await post(receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, on: today() }));
        if (token === null) return;
        const changed = new Map<string, number>();
        for await (const page of ledger.openItems(token, never)) {
          for (const item of page.items) changed.set(item.id, item.balanceMinor);
        }
        expect(changed.get('invoice:10423')).toBe(0);
      });

      it('stops when it is told to', async () => {
        const stopped = AbortSignal.abort(new Error('enough'));
        const read = async (): Promise<void> => {
          for await (const _ of ledger.openItems(null, stopped));
        };
        await expect(read()).rejects.toThrow('enough');
      });

      it('says at the preflight that it can read and post', async () => {
        expect(await ledger.preflight(never)).toMatchObject({ canRead: true, canPost: true });
      });
    });

    describe('posting', () => {
      it('moves the balance and reads the entry back', async () => {
        const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 5_000 });
        const posted = {
          marker: entry.marker,
          customerNo: 'BLUE01',
          itemNumber: '10423',
          currency: 'USD',
          amountMinor: 5_000,
          balanceAfterMinor: 7_550,
        };
        expect(await post(entry)).toEqual({ kind: 'posted', entries: [posted] });
        expect(await balance('invoice:10423')).toBe(7_550);
        expect(await ledger.find([entry.marker, 'MBNOWHERE' as Marker])).toEqual(
          new Map([[entry.marker, posted]]),
        );
      });

      it('writes the same entry once, whoever posts it again', async () => {
        const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
        expect(kindOf(await post(entry))).toBe('posted');
        expect(kindOf(await post(entry))).toBe('already_posted');
        expect(kindOf(await company.second().post({ entries: [entry] }))).toBe('already_posted');
        expect(await balance('invoice:10423')).toBeUndefined();
      });

      it('writes it once when two PCs post it at the same moment', async () => {
        const entry = receipt({ itemNumber: '10424', expectedBalanceMinor: 20_000, amountMinor: 7_000 });
        const second = company.second();
        const outcomes = await Promise.all([
          ledger.post({ entries: [entry] }),
          second.post({ entries: [entry] }),
        ]);
        expect(outcomes.map(kindOf).sort()).toEqual(['already_posted', 'posted']);
        expect(await balance('invoice:10424')).toBe(13_000);
      });

      it('applies one payment to several invoices and a credit, together', async () => {
        const outcome = await post(
          receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 }),
          receipt({ itemNumber: '10424', expectedBalanceMinor: 20_000 }),
          receipt({ itemNumber: '900', expectedBalanceMinor: -4_000 }),
        );
        expect(kindOf(outcome)).toBe('posted');
        expect([...(await openItems(ledger)).keys()]).toEqual(['invoice:10500']);
      });

      it('writes all entries of a posting or none', async () => {
        const outcome = await post(
          receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 }),
          receipt({ itemNumber: '10400', expectedBalanceMinor: 5_000 }),
        );
        expect(kindOf(outcome)).toBe('ITEM_VOID');
        expect(await balance('invoice:10423')).toBe(12_550);
      });

      it('keeps money on account for a customer', async () => {
        const entry = onAccount({ amountMinor: 6_000 });
        expect(kindOf(await post(entry))).toBe('posted');
        expect((await ledger.find([entry.marker])).get(entry.marker)).toMatchObject({
          customerNo: 'BLUE01',
          itemNumber: null,
          amountMinor: 6_000,
        });
        const held = [...(await openItems(ledger)).values()].filter(({ kind }) => kind === 'on_account');
        expect(held.map(({ customerNo, balanceMinor }) => [customerNo, balanceMinor])).toEqual([
          ['BLUE01', -6_000],
        ]);
      });

      it('takes money from the account only as far as it is there', async () => {
        await post(onAccount({ amountMinor: 6_000 }));
        expect(kindOf(await post(onAccount({ of: 'ch_2', amountMinor: -7_000 })))).toBe(
          'AMOUNT_EXCEEDS_BALANCE',
        );
        expect(kindOf(await post(onAccount({ of: 'ch_3', amountMinor: -6_000 })))).toBe('posted');
        expect(kindOf(await post(onAccount({ of: 'ch_4', amountMinor: -1 })))).toBe('AMOUNT_EXCEEDS_BALANCE');
      });

      it('writes one journal per payout', async () => {
        const entry = journal({
          lines: [
            { account: '1010', amountMinor: 9_700, description: 'bank' },
            { account: '6050', amountMinor: 300, description: 'fees' },
            { account: '1015', amountMinor: -10_000, description: 'clearing' },
          ],
        });
        expect(kindOf(await post(entry))).toBe('posted');
        expect(kindOf(await post(entry))).toBe('already_posted');
        expect((await ledger.find([entry.marker])).get(entry.marker)?.amountMinor).toBe(10_000);
      });

      it('posts to a customer on credit hold: the hold is about selling, not about being paid', async () => {
        const entry = receipt({ itemNumber: '10500', customerNo: 'PINE02', expectedBalanceMinor: 8_000 });
        expect(kindOf(await post(entry))).toBe('posted');
      });
    });

    describe('undoing', () => {
      it('reverses a receipt once, and leaves the first entry as it is', async () => {
        const entry = receipt({ itemNumber: '10424', expectedBalanceMinor: 20_000, amountMinor: 7_000 });
        await post(entry);
        const undo = reversalOf(entry.marker);
        expect(await post(undo)).toMatchObject({ kind: 'posted', entries: [{ amountMinor: -7_000 }] });
        expect(kindOf(await post(undo))).toBe('already_posted');
        expect(await balance('invoice:10424')).toBe(20_000);
        expect((await ledger.find([entry.marker])).get(entry.marker)?.amountMinor).toBe(7_000);
      });

      it('refuses to undo what is not there', async () => {
        expect(kindOf(await post(reversalOf('MBNOTHINGLIKETHIS' as Marker)))).toBe('ENTRY_NOT_FOUND');
      });

      it('re-opens an invoice by a refund, up to what was paid on it', async () => {
        const refund = (of: string, amountMinor: number, expectedBalanceMinor: number) =>
          receipt({
            kind: 'refund',
            of,
            itemNumber: '10424',
            itemKind: 'invoice',
            amountMinor,
            expectedBalanceMinor,
          });
        expect(kindOf(await post(refund('re_1', -6_000, 20_000)))).toBe('posted');
        expect(await balance('invoice:10424')).toBe(26_000);
        expect(kindOf(await post(refund('re_2', -6_000, 26_000)))).toBe('AMOUNT_EXCEEDS_BALANCE');
      });
    });

    describe('refusing', () => {
      const cases: readonly [string, string, () => LedgerEntry][] = [
        [
          'a balance that moved',
          'BALANCE_MOVED',
          () => receipt({ itemNumber: '10423', expectedBalanceMinor: 12_000 }),
        ],
        [
          'more than is open',
          'AMOUNT_EXCEEDS_BALANCE',
          () => receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 12_551 }),
        ],
        [
          'an invoice that never was',
          'ITEM_NOT_FOUND',
          () => receipt({ itemNumber: '99999', expectedBalanceMinor: 100 }),
        ],
        ['a void invoice', 'ITEM_VOID', () => receipt({ itemNumber: '10400', expectedBalanceMinor: 5_000 })],
        [
          'an invoice in history',
          'ITEM_IN_HISTORY',
          () => receipt({ itemNumber: '10300', expectedBalanceMinor: 5_000 }),
        ],
        [
          'another customer’s invoice',
          'CUSTOMER_MISMATCH',
          () => receipt({ itemNumber: '10423', customerNo: 'PINE02', expectedBalanceMinor: 12_550 }),
        ],
        [
          'a customer that never was',
          'CUSTOMER_NOT_FOUND',
          () => onAccount({ customerNo: 'NOBODY', amountMinor: 100 }),
        ],
        [
          'another currency',
          'CURRENCY_MISMATCH',
          () => receipt({ itemNumber: '10423', money: 'EUR', expectedBalanceMinor: 12_550 }),
        ],
        [
          'an account that is not in the chart',
          'ACCOUNT_NOT_FOUND',
          () =>
            journal({
              lines: [
                { account: '1010', amountMinor: 5, description: '' },
                { account: '9999', amountMinor: -5, description: '' },
              ],
            }),
        ],
      ];
      it.each(cases)('%s: %s, and nothing is written', async (_what, code, entry) => {
        const before = await openItems(ledger);
        const outcome = await post(entry());
        expect(kindOf(outcome)).toBe(code);
        expect(outcome.kind === 'refused' && outcome.message.endsWith('.')).toBe(true);
        expect(await openItems(ledger)).toEqual(before);
        expect((await ledger.find([entry().marker])).size).toBe(0);
      });

      it('a day in a closed period', async () => {
        if (company.closedBefore === null) return;
        const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, on: '2020-01-31' });
        expect(kindOf(await post(entry))).toBe('PERIOD_CLOSED');
      });

      it('another entry under a marker that is taken', async () => {
        const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 5_000 });
        await post(entry);
        expect(kindOf(await post({ ...entry, amountMinor: 6_000, expectedBalanceMinor: 7_550 }))).toBe(
          'MARKER_CONFLICT',
        );
        expect(kindOf(await post({ ...entry, itemNumber: '10424', expectedBalanceMinor: 20_000 }))).toBe(
          'MARKER_CONFLICT',
        );
        expect(await balance('invoice:10423')).toBe(7_550);
      });
    });
  });
}

const today = (): string => new Date().toISOString().slice(0, 10);
