/** Entries of the invented company, opened: read by the program's own reader from what such an entry would have written down. */
import type { AuditDetail, AuditLine, Handlers, Reversal } from '../../shared/api.ts';
import { currency } from '../../shared/money.ts';
import { readEntry } from '../../src-main/history/index.ts';
import { defaultAppSettings } from '../../src-main/workspace/settings.ts';
import type { FixtureState } from './fixture-state.ts';

export function historyDetailHandler(state: FixtureState): Handlers['history.detail'] {
  return async ({ sequence }) => {
    const line = state.history.find((one) => one.sequence === sequence);
    if (line === undefined) throw new Error(`There is no entry ${sequence} in the fixture.`);
    return opened(state, line);
  };
}

function opened(state: FixtureState, line: AuditLine): AuditDetail {
  const one = line.transactionId === null ? undefined : state.cases.get(line.transactionId);
  const { action, detail } = writtenDown(line, one?.proposal ?? null);
  const read = readEntry(action, detail, {
    currency: one?.transaction.currency ?? currency('USD'),
    decided: one?.proposal ?? null,
    connectionTitle: (id) => state.status.connections.find((it) => it.id === id)?.title ?? null,
  });
  return {
    line,
    reason: read.reason,
    evidence: [...read.evidence],
    changes: [...read.changes],
    facts: [...read.facts],
    markers: (one?.receipts ?? []).map(({ marker, reversedBy }) => ({
      marker,
      role: 'wrote',
      state: reversedBy === null ? 'stands' : 'reversed',
      reversedBy,
    })),
    reversal: one === undefined ? null : (REVERSALS[one.state] ?? null),
    noReversal: null,
    raw: JSON.stringify(detail, null, 2),
  };
}

const REVERSALS: Readonly<Record<string, Reversal>> = {
  posted: 'reverse',
  approved: 'withdraw',
  ignored: 'reconsider',
};

function writtenDown(
  line: AuditLine,
  proposal: unknown,
): { action: string; detail: Record<string, unknown> } {
  if (line.action.startsWith('settings')) {
    const after = { ...defaultAppSettings, schedule: { every: 'hour' }, onBattery: 'pause_schedules' };
    return { action: 'settings.saved', detail: { before: defaultAppSettings, after } };
  }
  return proposal === null
    ? { action: line.action, detail: {} }
    : { action: 'approval.given', detail: { proposal, reason: null } };
}
