/**
 * A day of work, planned from chance alone: payments of every outcome, decisions about them, undos, payout journals, a
 * Sage user at the same invoices, and the clock. The planner reckons as if all went well; the day itself will differ.
 */
import type { Chance } from '../chance.ts';
import type { Act, DayPlan, Moment, PlannedPayment, ProgramName, UserAct } from './acts.ts';
import type { PlannedCompany } from './company.ts';
import { createOutcomes } from './outcomes.ts';
import type { Shape } from './profile.ts';

/** Payments with a decision, per day. */
const DECISIONS = { least: 6, most: 14 };

export function planDay(chance: Chance, company: PlannedCompany, shape: Shape, hasServer: boolean): DayPlan {
  const outcomes = createOutcomes(chance.fork('outcomes'), company);
  const moments: Moment[] = [];
  const decided: string[] = [];
  let userActs = 0;
  const programs: readonly ProgramName[] = shape === 'one program' ? ['A'] : ['A', 'B'];
  const someone = (): ProgramName => chance.pick(programs);
  const everyone = (make: (program: ProgramName) => Act): Act[] =>
    shape === 'two computers' ? programs.map(make) : [make(someone())];

  const userAct = (): UserAct | null => {
    const item = chance.pick(outcomes.items);
    const does = chance.pick([
      'user pays',
      'user pays',
      'user locks',
      'user locks',
      'user edits',
      'user voids',
    ] as const);
    userActs += 1;
    const amountMinor = does === 'user pays' ? outcomes.takePart(item) : 0;
    if (does === 'user pays' && amountMinor === 0) return null;
    if (does === 'user voids' && !outcomes.takeForVoid(item)) return null;
    const { kind, number } = item.item;
    return {
      does,
      id: userActs,
      kind,
      number,
      amountMinor,
      holdMs: does === 'user locks' ? chance.between(5, 120) : 0,
    };
  };

  for (let left = chance.between(DECISIONS.least, DECISIONS.most); left > 0; left -= 1) {
    const decision = outcomes.decide();
    if (decision === null) continue;
    decided.push(decision.payment);
    const atOnce: Act[] = everyone((program) => ({ does: 'approve', program, decision }));
    moments.push(atOnce);
    // The same again, as an impatient double click.
    if (chance.rolls(0.1)) moments.push([{ does: 'approve', program: someone(), decision }]);
    if (chance.rolls(0.45)) {
      const work: Act[] = programs
        .filter(() => chance.rolls(0.8))
        .map((program) => ({ does: 'post', program }));
      const user = hasServer && chance.rolls(0.5) ? userAct() : null;
      moments.push(user ? [...work, user] : work);
    }
    if (chance.rolls(0.15))
      moments.push([{ does: 'undo', program: someone(), payment: chance.pick(decided) }]);
    if (chance.rolls(0.15))
      moments.push([{ does: 'approve again', program: someone(), payment: chance.pick(decided) }]);
    if (chance.rolls(0.12)) moments.push([{ does: 'read the ledger', program: someone() }]);
    if (chance.rolls(0.2)) moments.push([{ does: 'clock', byMs: clockJump(chance) }]);
    if (hasServer && chance.rolls(0.05)) {
      moments.push([{ does: 'restart the SQL server' }, { does: 'post', program: someone() }]);
    }
  }
  const payouts = outcomes.payouts();
  for (const { externalId } of payouts) {
    moments.push(everyone((program) => ({ does: 'post journal', program, payout: externalId })));
    moments.push(programs.map((program) => ({ does: 'post', program })));
    if (chance.rolls(0.3)) {
      moments.push([{ does: 'undo journal', program: 'A', payout: externalId }]);
      if (chance.rolls(0.5)) {
        moments.push([{ does: 'post', program: 'A' }]);
        moments.push([{ does: 'post journal', program: 'A', payout: externalId }]);
      }
    }
  }
  return { payments: [...outcomes.payments(), ...payouts] satisfies PlannedPayment[], moments };
}

/** Mostly a little while; at times hours ahead, or back as when the clock is set right. */
function clockJump(chance: Chance): number {
  const kind = chance.next();
  if (kind < 0.6) return chance.between(1_000, 10 * 60_000);
  if (kind < 0.8) return chance.between(1, 36) * 3_600_000;
  return -chance.between(1, 24 * 60) * 60_000;
}
