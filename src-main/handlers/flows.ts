/** The Flows screen: every gateway's way to the ledger, counted where it stands. */
import type { Handlers } from '../../shared/api.ts';
import { GatewayName, Instant } from '../../shared/model.ts';
import { scheduleFor } from '../../shared/schedule-words.ts';
import { flowSteps } from './flow-steps.ts';
import type { Hand } from './hand.ts';

const RECENTLY_MS = 30 * 86_400_000;

export function flowHandlers(hand: Hand): Pick<Handlers, 'flows.list'> {
  return {
    'flows.list': async () => {
      const { company, background } = hand.session();
      const { store } = company;
      const states = store.flows.states();
      const pending = store.flows.pending();
      const letters = store.flows.letters();
      const payouts = store.flows.payouts();
      const since = Instant.parse(new Date(hand.now().getTime() - RECENTLY_MS).toISOString());
      const receipts = store.flows.receiptsSince(since);
      const settings = company.settings().app;
      return {
        ledger: store.connections.ledger()?.title ?? null,
        flows: store.connections.gateways().map(({ id, connector, title, environment }) => {
          const of = <Row extends { connectionId: string }>(rows: readonly Row[]) =>
            rows.filter(({ connectionId }) => connectionId === id);
          const [lastRun = null] = store.syncRuns.latest(id, 1);
          const next = background.nextRunAt(id);
          return {
            connectionId: id,
            gateway: GatewayName.parse(connector),
            title,
            environment,
            lastRunAt: lastRun?.finishedAt ?? null,
            nextRunAt: next === null ? null : Instant.parse(next.toISOString()),
            steps: flowSteps({
              paused: background.isPaused(id),
              lastRun,
              states: of(states),
              pending: of(pending)[0] ?? null,
              letters: of(letters),
              payouts: of(payouts),
              receipts: of(receipts)[0]?.count ?? 0,
              schedule: scheduleFor(settings, id),
              settings,
            }),
          };
        }),
      };
    },
  };
}
