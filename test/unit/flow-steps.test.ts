import { describe, expect, it } from 'vitest';
import { type FlowFacts, flowSteps } from '../../src-main/handlers/flow-steps.ts';
import { openStore } from '../../src-main/store/index.ts';
import { addConnections, STRIPE, testClock, transaction } from '../support/posting-fixture.ts';

const QUIET: FlowFacts = {
  paused: false,
  lastRun: null,
  states: [],
  pending: null,
  letters: [],
  payouts: [],
  receipts: 0,
  schedule: { every: 'minutes', minutes: 15 },
  settings: { autoApprove: { band: 'none', limitMinor: 0 } },
};

const step = (facts: Partial<FlowFacts>, name: string) => {
  const found = flowSteps({ ...QUIET, ...facts }).find((it) => it.name === name);
  if (!found) throw new Error(`no step ${name}`);
  return found;
};

const states = (facts: Partial<FlowFacts>) =>
  flowSteps({ ...QUIET, ...facts }).map(({ name, state }) => `${name} ${state}`);

describe('the way of a gateway that has brought nothing yet', () => {
  it('is idle at every step, and says how each will be done', () => {
    expect(states({})).toEqual(['poll idle', 'match idle', 'approve idle', 'post idle', 'tie_out idle']);
    expect(step({}, 'poll').manner).toBe('Every 15 minutes');
    expect(step({}, 'approve').manner).toBe('By you alone');
  });
});

describe('the way of a gateway that works', () => {
  const facts: Partial<FlowFacts> = {
    states: [
      { state: 'waiting', band: 'ready', count: 7 },
      { state: 'returned', band: 'check', count: 2 },
      { state: 'posted', band: 'ready', count: 40 },
      { state: 'ignored', band: null, count: 5 },
    ],
    payouts: [
      { tieOut: 'tied_out', journalState: 'posted', count: 3 },
      { tieOut: 'tied_out', journalState: 'none', count: 1 },
    ],
    receipts: 41,
  };

  it('counts what waits for a person, what the ledger sent back among it', () => {
    expect(step(facts, 'approve')).toMatchObject({
      state: 'needs_you',
      figures: [
        { label: 'wait for you', count: 9, tone: 'attention' },
        { label: 'sent back by the ledger', count: 2, tone: 'attention' },
        { label: 'approved', count: 40, tone: 'plain' },
      ],
    });
  });

  it('asks for the journals of payouts that tie out', () => {
    expect(step(facts, 'tie_out')).toMatchObject({ state: 'needs_you' });
    expect(step(facts, 'tie_out').figures[0]).toEqual({
      label: 'journals wait for you',
      count: 1,
      tone: 'attention',
    });
  });

  it('has nothing to say about the steps that are in order', () => {
    expect(step(facts, 'match')).toMatchObject({ state: 'ok', problem: null });
    expect(step(facts, 'post')).toMatchObject({ state: 'ok', problem: null });
  });
});

describe('a step at which something is stuck', () => {
  it('shows the newest reason why postings ended in the dead letters', () => {
    const letters = [{ origin: 'posting' as const, count: 2, reason: 'The period is closed.' }];
    expect(step({ letters }, 'post')).toMatchObject({ state: 'problem', problem: 'The period is closed.' });
    expect(step({ letters }, 'poll').state).toBe('idle');
  });

  it('shows the error of entries that are being tried again', () => {
    const pending = { count: 3, failing: 1, lastError: 'The server did not answer.' };
    expect(step({ pending }, 'post')).toMatchObject({
      state: 'problem',
      problem: 'The server did not answer.',
    });
    expect(step({ pending: { ...pending, failing: 0, lastError: null } }, 'post').state).toBe('working');
  });

  it('is a problem where a payout does not tie out, even when journals wait', () => {
    const payouts = [
      { tieOut: 'difference' as const, journalState: 'none' as const, count: 1 },
      { tieOut: 'tied_out' as const, journalState: 'none' as const, count: 2 },
    ];
    expect(step({ payouts }, 'tie_out').state).toBe('problem');
  });

  it('says Paused where the schedule is', () => {
    expect(step({ paused: true }, 'poll')).toMatchObject({ state: 'paused', manner: 'Paused' });
  });
});

describe('the counts in the store', () => {
  it('are kept apart by connection and state', () => {
    const clock = testClock();
    const store = openStore(':memory:', { now: clock.now });
    addConnections(store);
    store.transactions.upsert(transaction('ch_1', 1000));
    store.transactions.upsert(transaction('ch_2', 2500));
    expect(store.flows.states()).toEqual([{ connectionId: STRIPE, state: 'waiting', band: null, count: 2 }]);
    expect(store.flows.pending()).toEqual([]);
    expect(store.flows.letters()).toEqual([]);
    expect(store.flows.payouts()).toEqual([]);
  });
});
