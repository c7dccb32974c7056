import type { Flow, Handlers } from '../../shared/api.ts';
import { flowSteps } from '../../src-main/handlers/flow-steps.ts';
import type { FixtureState } from './fixture-state.ts';

/** The first gateway with work at every step and a problem; any other with nothing that has come yet. */
export function createFlowHandlers(state: FixtureState): Pick<Handlers, 'flows.list'> {
  return {
    'flows.list': async () => ({
      ledger: 'Sage Pro · PRO01',
      flows: state.status.connections
        .filter(({ kind }) => kind === 'gateway')
        .map(
          (connection, at): Flow => ({
            connectionId: connection.id,
            gateway: 'stripe',
            title: connection.title,
            environment: connection.environment ?? 'test',
            lastRunAt: connection.lastSyncAt,
            nextRunAt: connection.nextSyncAt,
            steps: flowSteps({
              paused: connection.paused,
              lastRun: null,
              states:
                at > 0
                  ? []
                  : [
                      { state: 'waiting', band: 'ready', count: 361 },
                      { state: 'waiting', band: 'check', count: 48 },
                      { state: 'waiting', band: 'exception', count: 12 },
                      { state: 'posted', band: 'ready', count: 1204 },
                    ],
              pending:
                at > 0 ? null : { count: 3, failing: 1, lastError: 'The SQL Server did not answer in time.' },
              letters: [],
              payouts: at > 0 ? [] : [{ tieOut: 'tied_out', journalState: 'none', count: 4 }],
              receipts: at > 0 ? 0 : 987,
              schedule: { every: 'minutes', minutes: 15 },
              settings: {
                autoApprove: { band: 'none', limitMinor: 0 },
              },
            }),
          }),
        ),
    }),
  };
}
