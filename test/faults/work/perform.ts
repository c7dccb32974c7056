/** One act of the plan, done by a program. Every act can be done again: what is done already is left as it is. */
import type { Proposal, TransactionId } from '../../../shared/model.ts';
import { idOf, proposal, transaction } from '../../support/posting-fixture.ts';
import type { Act, DayPlan, PlannedDecision, PlannedPayment } from '../plan/acts.ts';
import { BASE_CURRENCY } from '../plan/company.ts';
import { type Program, USER } from './program.ts';

export type ProgramAct = Extract<Act, { program: unknown }>;

/** Refusals are what a person reads and accepts; they are counted, everything else goes up. */
export interface Told {
  /** The decision stands, as the person saw on the screen. */
  decided(payment: string, what: 'approve' | 'undo'): void;
  refused(what: string, reason: string): void;
}

export function recordOf(payment: PlannedPayment) {
  const { grossMinor, feeMinor } = payment;
  return transaction(payment.externalId, payment.amountMinor, {
    kind: payment.kind,
    currency: payment.currency,
    occurredAt: payment.occurredAt,
    relatedExternalId: payment.relatedTo,
    payoutExternalId: payment.payout,
    settlement: {
      currency: BASE_CURRENCY,
      grossMinor,
      feeMinor,
      netMinor: grossMinor - feeMinor,
      fees: [],
      exchangeRate: payment.exchangeRate,
      availableAt: null,
    },
  });
}

export function proposalOf(decision: PlannedDecision): Proposal {
  return proposal(
    decision.payment,
    decision.allocations.map(({ kind, number, amountMinor }) => [number, amountMinor, kind] as const),
    { customerNo: decision.customerNo, remainder: { ...decision.remainder } },
  );
}

/** The gateway's records come in before anything is decided about them. */
export function receive(program: Program, plan: DayPlan): void {
  program.store.transact(() => {
    for (const payment of plan.payments) program.store.transactions.upsert(recordOf(payment));
  });
  program.posting.evaluatePayouts('all');
}

export async function perform(program: Program, act: ProgramAct, plan: DayPlan, told: Told): Promise<void> {
  switch (act.does) {
    case 'approve':
      return approve(program, act.decision, told);
    case 'approve again': {
      const decision = decisionOf(plan, act.payment);
      if (decision) await approve(program, decision, told);
      return;
    }
    case 'undo': {
      const { decided, skipped } = await program.posting.undo([idOf(act.payment)], USER);
      for (const _ of decided) told.decided(act.payment, 'undo');
      for (const { reason } of skipped) told.refused('undo', reason);
      return;
    }
    case 'post journal':
      return attempt('journal', told, () => program.posting.postJournal(idOf(act.payout), USER));
    case 'undo journal':
      return attempt('journal', told, () => program.posting.undoJournal(idOf(act.payout), USER));
    case 'post':
      await program.poster.drain(AbortSignal.timeout(60_000));
      return;
    case 'read the ledger':
      await program.readLedger();
  }
}

export function decisionOf(plan: DayPlan, payment: string): PlannedDecision | null {
  for (const act of plan.moments.flat()) {
    if (act.does === 'approve' && act.decision.payment === payment) return act.decision;
  }
  return null;
}

async function approve({ store, posting }: Program, decision: PlannedDecision, told: Told): Promise<void> {
  const id: TransactionId = idOf(decision.payment);
  const { state } = store.transactions.get(id);
  if (state === 'waiting' || state === 'returned') store.proposals.save(proposalOf(decision), 'matching');
  const { decided, skipped } = await posting.approve([{ transactionId: id }], USER);
  for (const _ of decided) told.decided(decision.payment, 'approve');
  for (const { reason } of skipped) told.refused('approve', reason);
}

function attempt(what: string, told: Told, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    told.refused(what, error.message);
  }
}

export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Refusal';
}
