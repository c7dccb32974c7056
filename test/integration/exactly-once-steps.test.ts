/**
 * The process is killed between every two steps, and the program is started again: one receipt each time. The kills are
 * real (SIGKILL of a process of its own) at every step of the program, and simulated before every statement at the server.
 */
import { describe, expect, it } from 'vitest';
import { STEPS, type StepName } from '../../src-main/posting/index.ts';
import { addedTo, key } from '../faults/check/case.ts';
import { check } from '../faults/check/index.ts';
import { liveScriptedDay, type ScriptedDay } from '../faults/work/scripted-day.ts';

/** Invoice and amount of each receipt, '' for money on account. */
const receiptsOf = ({ case: it }: ScriptedDay): string[] =>
  addedTo(it, 'arcash')
    .map((row) => `${key(row.invno)} ${row.paidamt}`)
    .sort();

const POSTED = ['101 100.00', '102 40.00', ' 10.00'];
const UNDONE = ['101 -100.00', '102 -40.00', ' -10.00'];
/** Posted, undone, posted again. */
const WHOLE_DAY = [...POSTED, ...UNDONE, ...POSTED].sort();

/** Some steps come only after another has gone wrong. */
const SCRIPTS: Readonly<Partial<Record<StepName, readonly StepName[]>>> = {
  'post.looked': ['post.claimed', 'post.looked'],
};

describe('a process that is killed and started again', { timeout: 120_000 }, () => {
  it.each(STEPS.filter((step) => step !== 'post.failure_recorded'))(
    'at %s writes every receipt once',
    async (step) => {
      const steps = SCRIPTS[step] ?? [step];
      const lived = await liveScriptedDay({ steps });
      expect([...lived.kills.keys()].sort()).toEqual([...steps].sort());
      expect(check(lived.case)).toEqual([]);
      expect(receiptsOf(lived)).toEqual(WHOLE_DAY);
    },
  );

  it('at post.failure_recorded, while no COMMIT comes through, writes every receipt once in the end', async () => {
    const lived = await liveScriptedDay({ steps: ['post.failure_recorded'], rates: { dropBeforeCommit: 1 } });
    expect([...lived.kills.keys()]).toEqual(['post.failure_recorded']);
    expect(check(lived.case)).toEqual([]);
    expect(receiptsOf(lived)).toEqual([...POSTED].sort());
  });
});

/** At the server: reading the schema, looking for markers, locking, writing, COMMIT, reading back. */
async function endBeforeEach(
  acts: number,
  from: number,
  every: number,
  expected: readonly string[],
): Promise<number> {
  const { statements } = await liveScriptedDay({ steps: null, acts });
  for (let beforeStatement = from; beforeStatement <= statements; beforeStatement += every) {
    const lived = await liveScriptedDay({ steps: null, acts, beforeStatement });
    expect([...lived.kills.keys()]).toEqual(['while posting']);
    expect(check(lived.case), `before statement ${beforeStatement}`).toEqual([]);
    expect(receiptsOf(lived), `before statement ${beforeStatement}`).toEqual([...expected].sort());
  }
  return statements;
}

describe('a program that ends before a statement runs at the server', { timeout: 300_000 }, () => {
  it('writes every receipt once, whichever statement of the posting it is', async () => {
    const statements = await endBeforeEach(2, 1, 1, POSTED);
    expect(statements).toBeGreaterThan(20);
  });

  it('reverses every receipt once, whichever statement of the undo it is', async () => {
    const { statements: posting } = await liveScriptedDay({ steps: null, acts: 2 });
    const statements = await endBeforeEach(4, posting + 1, 3, [...POSTED, ...UNDONE]);
    expect(statements).toBeGreaterThan(posting + 20);
  });
});
