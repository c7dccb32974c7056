import type { CallOutput, Handlers, SavedConnection } from '../../shared/api.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { chartOfAccounts, connectorForms, goodPreflight } from './fixture-connectors.ts';
import type { FixtureState } from './fixture-state.ts';

type EditName = 'setup.connection' | 'setup.tryConnection' | 'setup.changeConnection';

const LEDGER_VALUES: SavedConnection['values'] = {
  server: 'OFFICE\\SAGE',
  port: '1433',
  database: 'PRO01',
  user: 'matchbook',
  encrypt: 'true',
  clearingAccount: '10150-000',
  receivableAccount: '11000-000',
  feesAccount: '62100-000',
};

/** The invented company's connections as they were saved; a change is kept as long as the fixture runs. */
export function createEditHandlers(state: FixtureState): Pick<Handlers, EditName> {
  const kept = new Map<ConnectionId, SavedConnection['values']>();
  const saved = (id: ConnectionId): SavedConnection => {
    const connection = state.status.connections.find((one) => one.id === id);
    if (!connection) throw new Error(`There is no connection ${id} in the fixture.`);
    const forms = connection.kind === 'ledger' ? connectorForms.ledgers : connectorForms.gateways;
    const form = forms.find(({ name }) => name === connection.connector) ?? forms[0];
    const fields = (form?.fields ?? []).filter(({ credential }) => credential !== true);
    const initial = Object.fromEntries(fields.map((field) => [field.name, field.initial]));
    return {
      id,
      kind: connection.kind,
      connectorTitle: form?.title ?? '',
      title: connection.title,
      fields: fields.map((field) =>
        field.kind === 'password'
          ? { ...field, required: false, hint: 'Leave it empty to keep what is saved.' }
          : { ...field, fixed: field.name === 'database' },
      ),
      values: kept.get(id) ?? (connection.kind === 'ledger' ? LEDGER_VALUES : initial),
    };
  };
  const trial = (id: ConnectionId, values: SavedConnection['values']): CallOutput<'setup.tryConnection'> => {
    const { kind } = saved(id);
    if (values.server === 'nowhere') {
      return {
        problems: [{ field: 'server', message: 'No machine of that name is on the network.' }],
        test: null,
        preflight: null,
        accounts: [],
      };
    }
    return kind === 'ledger'
      ? { problems: [], test: null, preflight: goodPreflight, accounts: chartOfAccounts }
      : {
          problems: [],
          test: {
            ok: true,
            account: 'Example Trading',
            environment: 'test',
            checks: [{ name: 'Read Balance', ok: true, detail: 'Allowed.' }],
          },
          preflight: null,
          accounts: [],
        };
  };
  return {
    'setup.connection': async ({ connectionId }) => saved(connectionId),
    'setup.tryConnection': async ({ connectionId, values }) => trial(connectionId, values),
    'setup.changeConnection': async ({ connectionId, title, values }) => {
      const answer = trial(connectionId, values);
      if (answer.problems.length > 0) return { ...answer, saved: false, changes: [] };
      const before = saved(connectionId);
      const changes = before.fields
        .filter(({ name }) => (values[name] ?? '') !== (before.values[name] ?? ''))
        .map(({ name, label }) => `${label} ${before.values[name] ?? ''} → ${values[name] ?? ''}`);
      kept.set(connectionId, { ...before.values, ...values });
      const { connections } = state.status;
      state.status = {
        ...state.status,
        connections: connections.map((one) => (one.id === connectionId ? { ...one, title } : one)),
      };
      state.record(null, 'connection.changed', `Alex Example changed ${title}: ${changes.join('; ')}.`);
      state.announce(['status', 'history']);
      return { ...answer, saved: true, changes };
    },
  };
}
