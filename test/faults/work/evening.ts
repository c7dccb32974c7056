/** The evening: nothing fails any more, and the accountant settles what the day left open. */
import type { Remainder } from '../../../shared/model.ts';
import { idOf } from '../../support/posting-fixture.ts';
import type { DayPlan, PlannedDecision } from '../plan/acts.ts';
import type { RunClock } from './clock.ts';
import type { Desk } from './desk.ts';
import { isRefusal } from './perform.ts';
import { type Program, USER } from './program.ts';

export interface Evening {
  readonly desks: readonly Desk[];
  readonly plan: DayPlan;
  readonly clock: RunClock;
  /** Two computers decide alike or not at all: what cannot be posted as it was decided is left out, with a reason. */
  readonly canReallocate: boolean;
}

const ROUNDS = 6;
/** Beyond the longest lease, breaker and backoff, and any clock that was set back. */
const PATIENCE_MS = 6 * 3_600_000;
const MOST_DRAINS = 30;

export async function settleDay(evening: Evening): Promise<void> {
  const { desks } = evening;
  const decisions = decidedIn(evening.plan);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const desk of desks) await emptyOutbox(desk, evening.clock);
    let open = 0;
    for (const desk of desks) {
      const program = await desk.program();
      open += retryLetters(program);
      await program.readLedger();
      for (const decision of decisions) {
        open += (await decideAgain(program, decision, evening, round)) ? 1 : 0;
      }
    }
    if (open === 0) return;
  }
  for (const desk of desks) await emptyOutbox(desk, evening.clock);
}

async function emptyOutbox(desk: Desk, clock: RunClock): Promise<void> {
  for (let drains = 0; drains < MOST_DRAINS; drains += 1) {
    await desk.perform({ does: 'post', program: desk.name });
    if ((await desk.program()).store.outbox.pendingCount() === 0) return;
    clock.advance(PATIENCE_MS);
  }
}

function retryLetters({ store, posting }: Program): number {
  const letters = store.deadLetters.page(['open'], null, 500).filter(({ origin }) => origin === 'posting');
  let retried = 0;
  for (const { id, code } of letters) {
    // Somebody must compare the two amounts; trying again would only find the same.
    if (code === 'READ_BACK_DIFFERS') continue;
    posting.retryDeadLetter(id, USER);
    retried += 1;
  }
  return retried;
}

export function decidedIn(plan: DayPlan): PlannedDecision[] {
  const decisions = new Map<string, PlannedDecision>();
  for (const act of plan.moments.flat()) {
    if (act.does === 'approve') decisions.set(act.decision.payment, act.decision);
  }
  return [...decisions.values()];
}

/** True when there is something to post after it. */
async function decideAgain(
  program: Program,
  decision: PlannedDecision,
  { canReallocate }: Evening,
  round: number,
): Promise<boolean> {
  const id = idOf(decision.payment);
  const { state } = program.store.transactions.get(id);
  if (state !== 'returned') return false;
  const last = round >= ROUNDS - 1;
  const own = last ? null : canReallocate ? withinBalances(program, decision) : decision;
  const outcome =
    own &&
    (await program.posting
      .approveAs(
        {
          transactionId: id,
          customerNo: own.customerNo,
          allocations: own.allocations.map(({ kind, number, amountMinor }) => ({
            openItemId: `${kind}:${number}` as never,
            number,
            amountMinor,
          })),
          remainder: own.remainder,
          reason: 'The books have moved since.',
        },
        USER,
      )
      .catch((error: unknown) => {
        if (isRefusal(error)) return null;
        throw error;
      }));
  if (outcome && outcome.decided.length > 0) return true;
  if (canReallocate || last) await program.posting.ignore([id], 'Settled outside of Matchbook.', USER);
  return false;
}

/** The decision as far as the balances of now allow it; what they do not take stays on the customer's account. */
function withinBalances({ store }: Program, decision: PlannedDecision): PlannedDecision | null {
  const { transaction } = store.transactions.get(idOf(decision.payment));
  const out = transaction.kind === 'refund' || transaction.kind === 'dispute';
  const allocations = decision.allocations.flatMap((allocation) => {
    const item = store.ledgerCopy.item(`${allocation.kind}:${allocation.number}` as never);
    if (!item) return [];
    const sign = Math.sign(allocation.amountMinor);
    const room = out
      ? Math.max(
          0,
          allocation.kind === 'invoice' ? item.originalMinor - item.balanceMinor : -item.balanceMinor,
        )
      : Math.max(0, sign * item.balanceMinor);
    const amountMinor = sign * Math.min(Math.abs(allocation.amountMinor), room);
    return amountMinor === 0 ? [] : [{ ...allocation, amountMinor }];
  });
  const applied = allocations.reduce((sum, it) => sum + it.amountMinor, 0);
  const rest = transaction.amountMinor - applied;
  if (rest < 0) return null;
  const remainder: Remainder = { kind: rest === 0 ? 'none' : 'on_account', amountMinor: rest };
  return { ...decision, allocations, remainder: remainder as PlannedDecision['remainder'] };
}
