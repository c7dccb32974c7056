import type { Handlers } from '../../shared/api.ts';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { chartOfAccounts, connectorForms, goodPreflight } from './fixture-connectors.ts';
import { createEditHandlers } from './fixture-edit.ts';
import { type FixtureState, freshStatus } from './fixture-state.ts';

type SetupName = Extract<keyof Handlers, `app.${string}` | `setup.${string}` | `settings.${string}`>;

const COMPANY_NAMES = {
  live: 'Example Trading Ltd',
  test: 'Example Trading Ltd (test)',
  demo: 'PRO01 Demo Company',
} as const;

export function createSetupHandlers(state: FixtureState): Pick<Handlers, SetupName> {
  const connect = (kind: 'ledger' | 'gateway', connector: string, title: string): void => {
    state.status = {
      ...state.status,
      company: state.status.company ?? 'PRO01',
      baseCurrency: currency('USD'),
      phase: kind === 'gateway' ? 'ready' : state.status.phase,
      connections: [
        ...state.status.connections,
        {
          id: ConnectionId.parse(kind === 'ledger' ? 'ledger' : `${connector}-main`),
          kind,
          connector,
          title,
          environment: kind === 'gateway' ? 'test' : null,
          paused: false,
          lastSyncAt: null,
          nextSyncAt: Instant.parse(new Date(Date.now() + 60_000).toISOString()),
          problem: null,
        },
      ],
    };
    state.announce(['status']);
  };

  return {
    'app.status': async () => state.status,
    'setup.startDemo': async () => {
      state.fill();
      state.announce(['status', 'review', 'payouts', 'history', 'dead_letters']);
      return state.status;
    },
    'setup.connectors': async () => connectorForms,
    'setup.testLedger': async ({ values }) =>
      values.password === 'wrong'
        ? {
            problems: [
              { field: 'password', message: 'The server does not accept this user name and password.' },
            ],
            preflight: null,
            accounts: [],
          }
        : {
            problems: [],
            preflight: goodPreflight,
            accounts: chartOfAccounts,
          },
    'setup.testGateway': async ({ values }) =>
      (values.secretKey ?? '').length > 8
        ? {
            problems: [],
            test: {
              ok: true,
              account: 'Example Trading',
              environment: 'test',
              checks: [
                { name: 'Sign in', ok: true, detail: 'The key is accepted.' },
                { name: 'Read balance', ok: true, detail: 'Balance transactions can be read.' },
              ],
            },
          }
        : { problems: [{ field: 'secretKey', message: 'Stripe does not accept this key.' }], test: null },
    'setup.signIn': async () => ({
      problems: [],
      signIn: { id: 'fixture', url: 'about:blank', opened: true },
    }),
    'setup.signInState': async () => ({
      state: 'done',
      account: 'ann@example.com',
      choices: [
        { value: 'north', label: 'Northgate Trading Ltd (United Kingdom)', sets: { baseCurrency: 'GBP' } },
        { value: 'south', label: 'Southgate Marine Ltd (Ireland)', sets: { baseCurrency: 'EUR' } },
      ],
    }),
    'setup.signInCancel': async () => ({}),
    'setup.renewSignIn': async () => state.status,
    'setup.saveLedger': async ({ connector, title }) => {
      connect('ledger', connector, title);
      return state.status;
    },
    'setup.saveGateway': async ({ connector, title }) => {
      connect('gateway', connector, title);
      return state.status;
    },
    ...createEditHandlers(state),
    'setup.rotateSecret': async ({ values }) => ({
      problems: Object.values(values).some((value) => value.length > 8)
        ? []
        : [{ field: 'secretKey', message: 'Stripe does not accept this key.' }],
      test: null,
      replaced: Object.values(values).some((value) => value.length > 8),
    }),
    'setup.disconnect': async ({ connectionId }) => {
      state.status = {
        ...state.status,
        connections: state.status.connections.filter((one) => one.id !== connectionId),
      };
      state.announce(['status']);
      return state.status;
    },
    'setup.reset': async () => {
      state.cases = new Map();
      state.status = freshStatus();
      state.announce(['status', 'review', 'payouts', 'history', 'dead_letters']);
      return state.status;
    },
    'setup.environments': async () =>
      (['live', 'test', 'demo'] as const).map((environment) => {
        const isOpen = state.status.environment === environment && state.status.phase !== 'damaged';
        const isDamaged = state.status.damage?.environment === environment;
        return {
          environment,
          state: isOpen ? 'open' : isDamaged ? 'unreadable' : environment === 'test' ? 'none' : 'closed',
          company: isDamaged || environment === 'test' ? null : COMPANY_NAMES[environment],
          file: `/matchbook/${environment}/company.db`,
          bytes: environment === 'test' ? 0 : 4_816_896,
          changedAt:
            environment === 'test' ? null : Instant.parse(new Date(Date.now() - 3_600_000).toISOString()),
        };
      }),
    'setup.openEnvironment': async ({ environment }) => {
      if (state.status.damage?.environment !== environment) {
        state.fill();
        state.status = {
          ...state.status,
          environment,
          demo: environment === 'demo',
          company: COMPANY_NAMES[environment],
        };
      }
      state.announce(['status', 'review', 'payouts', 'history', 'dead_letters', 'settings']);
      return state.status;
    },
    'setup.keepAside': async () => {
      state.status = freshStatus();
      state.announce(['status']);
      return {
        keptAside: '/matchbook/live/backups/matchbook-live-20260331-160000-replaced.db',
        status: state.status,
      };
    },
    'setup.openFolder': async () => ({ opened: false, path: '/matchbook' }),
    'settings.get': async () => state.settings,
    'settings.save': async (settings) => {
      state.settings = settings;
      state.announce(['settings']);
      return settings;
    },
  };
}
