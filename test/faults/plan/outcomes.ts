/** Payments of every outcome that the ledger knows, and the decision that a careful accountant takes about each. */
import type { Chance } from '../chance.ts';
import type { PlannedDecision, PlannedPayment } from './acts.ts';
import { BASE_CURRENCY, inBase, type PlannedCompany, type PlannedItem } from './company.ts';

export interface ItemLeft {
  readonly item: PlannedItem;
  /** With the item's sign. */
  leftMinor: number;
  /** What planned payments have paid on it, and planned refunds not taken back. */
  paidByUsMinor: number;
  paidBy: string | null;
}

export interface Outcomes {
  readonly items: readonly ItemLeft[];
  /** The next payment with its decision; null when chance chose one that the books have no room for. */
  decide(): PlannedDecision | null;
  /** A part of an invoice's balance for somebody else; 0 when there is none. */
  takePart(item: ItemLeft): number;
  /** Whether it can be voided (nothing was paid on it), and then it is. */
  takeForVoid(item: ItemLeft): boolean;
  payments(): PlannedPayment[];
  payouts(): PlannedPayment[];
}

type Allocation = PlannedDecision['allocations'][number];
interface Draft {
  readonly kind: PlannedPayment['kind'];
  readonly amountMinor: number;
  readonly custno: string;
  readonly currency: string;
  readonly exchangeRate: string;
  readonly allocations: readonly Allocation[];
  readonly remainder: PlannedDecision['remainder'];
  readonly relatedTo: string | null;
}

const NOTHING_OVER: PlannedDecision['remainder'] = { kind: 'none', amountMinor: 0 };
const FEE_OF_DISPUTE = 1_500;
const WRITE_OFF_MOST = 500;

export function createOutcomes(chance: Chance, company: PlannedCompany): Outcomes {
  const items: ItemLeft[] = company.items.map((item) => ({
    item,
    leftMinor: item.totalMinor - item.paidMinor,
    paidByUsMinor: 0,
    paidBy: null,
  }));
  const payments: PlannedPayment[] = [];
  const disputed: Draft[] = [];

  const openInvoices = () => items.filter((it) => it.item.kind === 'invoice' && it.leftMinor > 1);
  const openCredits = () => items.filter((it) => it.item.kind === 'credit' && it.leftMinor < 0);
  const take = (it: ItemLeft, amountMinor: number): Allocation => {
    it.leftMinor -= amountMinor;
    it.paidByUsMinor += amountMinor;
    return { kind: it.item.kind, number: it.item.number, amountMinor };
  };
  const draft = (it: ItemLeft, more: Partial<Draft> & Pick<Draft, 'amountMinor' | 'allocations'>): Draft => ({
    kind: 'payment',
    custno: it.item.custno,
    currency: it.item.currency,
    exchangeRate: it.item.exchangeRate,
    remainder: NOTHING_OVER,
    relatedTo: null,
    ...more,
  });
  const oneInvoice = (): ItemLeft | null => {
    const open = openInvoices();
    return open.length === 0 ? null : chance.pick(open);
  };

  const makers: Readonly<Record<string, () => Draft | null>> = {
    exact: () => {
      const it = oneInvoice();
      return it && draft(it, { amountMinor: it.leftMinor, allocations: [take(it, it.leftMinor)] });
    },
    partial: () => {
      const it = oneInvoice();
      if (!it) return null;
      const amountMinor = chance.between(1, it.leftMinor - 1);
      return draft(it, { amountMinor, allocations: [take(it, amountMinor)] });
    },
    several: () => {
      const first = oneInvoice();
      if (!first) return null;
      const same = openInvoices().filter((it) => it.item.custno === first.item.custno);
      const chosen = chance.pickSome(same, chance.between(2, 3));
      const allocations = chosen.map((it) =>
        take(it, chance.rolls(0.7) ? it.leftMinor : chance.between(1, it.leftMinor)),
      );
      return draft(first, {
        amountMinor: allocations.reduce((sum, it) => sum + it.amountMinor, 0),
        allocations,
      });
    },
    netted: () => {
      const credits = openCredits();
      if (credits.length === 0) return null;
      const credit = chance.pick(credits);
      const invoice = openInvoices().find(
        (it) => it.item.custno === credit.item.custno && it.leftMinor > -credit.leftMinor,
      );
      if (!invoice) return null;
      const amountMinor = invoice.leftMinor + credit.leftMinor;
      return draft(invoice, {
        amountMinor,
        allocations: [take(invoice, invoice.leftMinor), take(credit, credit.leftMinor)],
      });
    },
    'on account': () => {
      const it = chance.pick(items);
      const amountMinor = chance.between(500, 40_000);
      return draft(it, { amountMinor, allocations: [], remainder: { kind: 'on_account', amountMinor } });
    },
    overpaid: () => {
      const it = oneInvoice();
      if (!it) return null;
      const over = chance.between(1, 5_000);
      return draft(it, {
        amountMinor: it.leftMinor + over,
        allocations: [take(it, it.leftMinor)],
        remainder: { kind: 'on_account', amountMinor: over },
      });
    },
    'written off': () => {
      const it = oneInvoice();
      if (!it || it.leftMinor <= WRITE_OFF_MOST) return null;
      const off = chance.between(1, WRITE_OFF_MOST);
      return draft(it, {
        amountMinor: it.leftMinor - off,
        allocations: [take(it, it.leftMinor)],
        remainder: { kind: 'write_off', amountMinor: -off },
      });
    },
    discounted: () => {
      const open = openInvoices().filter((it) => it.item.discount && it.leftMinor === it.item.totalMinor);
      if (open.length === 0) return null;
      const it = chance.pick(open);
      const off = it.item.discount?.amountMinor ?? 0;
      return draft(it, {
        amountMinor: it.leftMinor - off,
        allocations: [take(it, it.leftMinor)],
        remainder: { kind: 'discount', amountMinor: -off },
      });
    },
    refunded: () => moneyBack('refund'),
    'credit paid out': () => {
      const credits = openCredits();
      if (credits.length === 0) return null;
      const it = chance.pick(credits);
      const amountMinor = chance.between(1, -it.leftMinor);
      it.leftMinor += amountMinor;
      return draft(it, {
        kind: 'refund',
        amountMinor,
        allocations: [{ kind: 'credit', number: it.item.number, amountMinor }],
      });
    },
    'charged back': () => {
      const made = moneyBack('dispute');
      if (made) disputed.push(made);
      return made;
    },
    'dispute won': () => {
      const lost = disputed.pop();
      const it = items.find(({ item }) => item.number === lost?.allocations[0]?.number);
      const amountMinor = lost?.amountMinor ?? 0;
      if (!lost || !it || it.leftMinor < amountMinor) return null;
      return draft(it, {
        kind: 'dispute_reversal',
        amountMinor,
        allocations: [take(it, amountMinor)],
        relatedTo: lost.relatedTo,
      });
    },
  };

  const moneyBack = (kind: 'refund' | 'dispute'): Draft | null => {
    const paid = items.filter(
      (it) => it.item.kind === 'invoice' && it.paidByUsMinor > 0 && it.paidBy !== null,
    );
    if (paid.length === 0) return null;
    const it = chance.pick(paid);
    const amountMinor = chance.rolls(0.5) ? it.paidByUsMinor : chance.between(1, it.paidByUsMinor);
    it.leftMinor += amountMinor;
    it.paidByUsMinor -= amountMinor;
    return draft(it, {
      kind,
      amountMinor,
      allocations: [{ kind: 'invoice', number: it.item.number, amountMinor }],
      relatedTo: it.paidBy,
    });
  };

  const payoutOf = new Map<string, string>();
  const record = (made: Draft): PlannedPayment => {
    const externalId = `tx_${String(payments.length + 1).padStart(4, '0')}`;
    const foreign = made.currency !== BASE_CURRENCY;
    const out = made.kind === 'refund' || made.kind === 'dispute';
    const inDollars = foreign ? inBase(made.amountMinor, made.exchangeRate) : made.amountMinor;
    const payment: PlannedPayment = {
      externalId,
      kind: made.kind,
      amountMinor: made.amountMinor,
      currency: made.currency,
      occurredAt: `2026-03-0${chance.between(2, 9)}T${String(chance.between(10, 23))}:15:00.000Z`,
      relatedTo: made.relatedTo,
      payout: null,
      grossMinor: out ? -inDollars : inDollars,
      feeMinor: made.kind === 'dispute' ? FEE_OF_DISPUTE : out ? 0 : Math.round(inDollars * 0.029) + 30,
      exchangeRate: foreign ? made.exchangeRate : null,
    };
    for (const { number, amountMinor } of made.allocations) {
      const it = items.find(({ item }) => item.number === number);
      if (it && made.kind === 'payment' && amountMinor > 0) it.paidBy = externalId;
    }
    payments.push(payment);
    return payment;
  };

  return {
    items,
    decide: () => {
      const made = makers[chance.pick(Object.keys(makers))]?.() ?? null;
      if (made === null || made.amountMinor <= 0) return null;
      const { externalId } = record(made);
      return {
        payment: externalId,
        customerNo: made.custno,
        allocations: made.allocations,
        remainder: made.remainder,
      };
    },
    takePart: (it) => {
      if (it.item.kind !== 'invoice' || it.leftMinor < 2) return 0;
      const amountMinor = chance.between(1, it.leftMinor);
      it.leftMinor -= amountMinor;
      return amountMinor;
    },
    takeForVoid: (it) => {
      if (it.item.kind !== 'invoice' || it.leftMinor !== it.item.totalMinor) return false;
      it.leftMinor = 0;
      return true;
    },
    payments: () => payments.map((it) => ({ ...it, payout: payoutOf.get(it.externalId) ?? null })),
    payouts: () => {
      const payouts: PlannedPayment[] = [];
      for (let start = 0; start < payments.length; start += 6) {
        const parts = payments.slice(start, start + 6);
        const net = parts.reduce((sum, it) => sum + it.grossMinor - it.feeMinor, 0);
        if (net <= 0 || chance.rolls(0.3)) continue;
        const externalId = `po_${payouts.length + 1}`;
        for (const part of parts) payoutOf.set(part.externalId, externalId);
        payouts.push({
          externalId,
          kind: 'payout',
          amountMinor: net,
          currency: BASE_CURRENCY,
          occurredAt: '2026-03-10T06:00:00.000Z',
          relatedTo: null,
          payout: null,
          grossMinor: -net,
          feeMinor: 0,
          exchangeRate: null,
        });
      }
      return payouts;
    },
  };
}
