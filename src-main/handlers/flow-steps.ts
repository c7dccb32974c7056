/** The five steps of one gateway's way to the ledger, from what the store counts. Pure. */
import type { Flow, FlowFigure, FlowState, FlowStep, Schedule, Settings } from '../../shared/api.ts';
import { scheduleInBrief } from '../../shared/schedule-words.ts';
import type { OpenLetters, PayoutCount, PendingEntries, StateCount, SyncRun } from '../store/index.ts';

export interface FlowFacts {
  readonly paused: boolean;
  readonly lastRun: SyncRun | null;
  readonly states: readonly Pick<StateCount, 'state' | 'band' | 'count'>[];
  readonly pending: Pick<PendingEntries, 'count' | 'failing' | 'lastError'> | null;
  readonly letters: readonly Pick<OpenLetters, 'origin' | 'count' | 'reason'>[];
  readonly payouts: readonly Pick<PayoutCount, 'tieOut' | 'journalState' | 'count'>[];
  /** Receipts written in the last 30 days. */
  readonly receipts: number;
  /** Of this gateway: its own, or the common one. */
  readonly schedule: Schedule;
  readonly settings: Pick<Settings, 'autoApprove'>;
}

export function flowSteps(facts: FlowFacts): Flow['steps'] {
  return [poll(facts), match(facts), approve(facts), post(facts), tieOut(facts)];
}

function poll({ paused, lastRun, letters, schedule }: FlowFacts): FlowStep {
  const failed = lastRun?.state === 'failed' || lastRun?.state === 'interrupted';
  const rejected = letters.find(({ origin }) => origin === 'gateway_record');
  const came = (lastRun?.added ?? 0) + (lastRun?.changed ?? 0);
  return {
    name: 'poll',
    state: stateOf([
      [lastRun?.state === 'running', 'working'],
      [failed || rejected !== undefined, 'problem'],
      [paused, 'paused'],
      [lastRun === null, 'idle'],
    ]),
    figures: [
      ...some('set aside', rejected?.count ?? 0, 'problem'),
      { label: 'in the last sync', count: came, tone: 'plain' },
    ],
    manner: paused ? 'Paused' : scheduleInBrief(schedule),
    problem: failed ? (lastRun?.error ?? null) : (rejected?.reason ?? null),
  };
}

function match({ states }: FlowFacts): FlowStep {
  const unmatched = count(states, ({ state, band }) => waits(state) && band === null);
  const ready = count(states, ({ state, band }) => waits(state) && band === 'ready');
  const unsure = count(states, ({ state, band }) => waits(state) && band === 'check');
  const exceptions = count(states, ({ state, band }) => waits(state) && band === 'exception');
  return {
    name: 'match',
    state: stateOf([
      [unmatched > 0, 'working'],
      [states.length === 0, 'idle'],
    ]),
    figures: [
      ...some('not matched yet', unmatched, 'attention'),
      { label: 'ready', count: ready, tone: 'plain' as const },
      { label: 'to check', count: unsure, tone: 'plain' as const },
      { label: 'without a match', count: exceptions, tone: 'plain' as const },
    ].slice(0, 3),
    manner: 'By your matching rules',
    problem: null,
  };
}

function approve({ states, settings }: FlowFacts): FlowStep {
  const waiting = count(states, ({ state }) => waits(state));
  const returned = count(states, ({ state }) => state === 'returned');
  const decided = count(states, ({ state }) => state === 'approved' || state === 'posted');
  return {
    name: 'approve',
    state: stateOf([
      [waiting > 0, 'needs_you'],
      [decided === 0, 'idle'],
    ]),
    figures: [
      { label: 'wait for you', count: waiting, tone: waiting > 0 ? 'attention' : 'plain' },
      ...some('sent back by the ledger', returned, 'attention'),
      { label: 'approved', count: decided, tone: 'plain' },
    ],
    manner:
      settings.autoApprove.band === 'none' ? 'By you alone' : 'Ready ones by themselves, up to the limit',
    problem: null,
  };
}

function post({ pending, letters, receipts, states }: FlowFacts): FlowStep {
  const dead = letters.find(({ origin }) => origin === 'posting');
  const posted = count(states, ({ state }) => state === 'posted');
  return {
    name: 'post',
    state: stateOf([
      [dead !== undefined || (pending?.failing ?? 0) > 0, 'problem'],
      [(pending?.count ?? 0) > 0, 'working'],
      [posted === 0, 'idle'],
    ]),
    figures: [
      ...some('could not be posted', dead?.count ?? 0, 'problem'),
      ...some('on their way', pending?.count ?? 0, 'attention'),
      { label: 'receipts in 30 days', count: receipts, tone: 'plain' as const },
    ],
    manner: 'Each exactly once, read back',
    problem: dead?.reason ?? pending?.lastError ?? null,
  };
}

function tieOut({ payouts }: FlowFacts): FlowStep {
  const different = count(payouts, (it) => it.tieOut === 'difference');
  const incomplete = count(payouts, (it) => it.tieOut === 'incomplete');
  const journals = count(payouts, (it) => it.tieOut === 'tied_out' && it.journalState === 'none');
  const failed = count(payouts, (it) => it.journalState === 'returned' || it.journalState === 'dead_letter');
  const tied = count(payouts, (it) => it.tieOut === 'tied_out');
  return {
    name: 'tie_out',
    state: stateOf([
      [different > 0 || failed > 0, 'problem'],
      [journals > 0, 'needs_you'],
      [payouts.length === 0, 'idle'],
    ]),
    figures: [
      ...some('do not tie out', different, 'problem'),
      ...some('journals sent back', failed, 'problem'),
      ...some('journals wait for you', journals, 'attention'),
      ...some('still incomplete', incomplete, 'plain'),
      { label: 'payouts tied out', count: tied, tone: 'plain' as const },
    ].slice(0, 3),
    manner: 'To the penny, then one journal',
    problem: null,
  };
}

const waits = (state: StateCount['state']): boolean => state === 'waiting' || state === 'returned';

function count<Row extends { readonly count: number }>(
  rows: readonly Row[],
  wanted: (row: Row) => boolean,
): number {
  return rows.reduce((sum, row) => (wanted(row) ? sum + row.count : sum), 0);
}

const some = (label: string, number: number, tone: FlowFigure['tone']): FlowFigure[] =>
  number > 0 ? [{ label, count: number, tone }] : [];

/** The first that holds; ok when none does. */
function stateOf(cases: readonly (readonly [boolean, FlowState])[]): FlowState {
  return cases.find(([holds]) => holds)?.[1] ?? 'ok';
}
