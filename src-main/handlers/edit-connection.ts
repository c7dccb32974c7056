/** Changing a saved connection: its name and settings, tried before they are saved, with what is signed in with kept. */
import type { ConnectionTrial, FormField, FormValues, Handlers, SavedConnection } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { secretsOf } from '../credentials/index.ts';
import { type GatewayConnector, gatewayConnectors } from '../gateways/index.ts';
import { type LedgerConnector, ledgerConnectors } from '../ledgers/index.ts';
import type { ConnectedAccount, ConnectionRow } from '../store/index.ts';
import { withLedger } from '../workspace/settings.ts';
import { problemsOf, tryGateway, tryLedger } from './connection-tests.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';
import { accountOf, assertSameAccount, knownAccount } from './same-account.ts';
import {
  changedSettings,
  changeInWords,
  type FieldChange,
  fieldChanges,
  savedValues,
} from './saved-values.ts';
import { savedDeps } from './sign-in.ts';

type EditCall = 'setup.connection' | 'setup.tryConnection' | 'setup.changeConnection';

interface Saved {
  readonly row: ConnectionRow;
  readonly connector:
    | { readonly role: 'ledger'; readonly of: LedgerConnector }
    | { readonly role: 'gateway'; readonly of: GatewayConnector };
  /** Those of `settings`. */
  readonly fields: readonly FormField[];
  /** Those of a ledger's credentials that can be typed. */
  readonly secrets: readonly FormField[];
}

interface Tried {
  readonly trial: ConnectionTrial;
  readonly settings: Record<string, unknown>;
  /** Those that were typed. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly account: ConnectedAccount | null;
}

export function editHandlers(hand: Hand): Pick<Handlers, EditCall> {
  return {
    'setup.connection': async ({ connectionId }) => shown(saved(hand, connectionId)),
    'setup.tryConnection': async ({ connectionId, values }) =>
      (await tried(hand, saved(hand, connectionId), values)).trial,
    'setup.changeConnection': async ({ connectionId, title, values }) => {
      const before = saved(hand, connectionId);
      const { row } = before;
      const { trial, settings, credentials, account } = await tried(hand, before, values);
      const isGood = trial.test?.ok === true || trial.preflight?.canRead === true;
      if (trial.problems.length > 0 || !isGood) return { ...trial, saved: false, changes: [] };
      if (account) assertSameAccount(row.account, account, row.title);
      const { company, background } = hand.session();
      for (const [name, secret] of Object.entries(credentials))
        await company.secrets.set(connectionId, name, secret);
      const old = savedValues(before.fields, row.settings as Record<string, unknown>);
      const changed: FieldChange[] = [
        ...(row.title === title ? [] : [{ field: 'Name', before: row.title, after: title }]),
        ...fieldChanges(before.fields, old, savedValues(before.fields, settings)),
      ];
      const changes = [
        ...changed.map(changeInWords),
        ...before.secrets.flatMap(({ name, label }) => (name in credentials ? [`${label} replaced`] : [])),
      ];
      company.store.transact(() => {
        company.store.connections.save({ ...row, title, settings });
        if (account) company.store.connections.setAccount(connectionId, knownAccount(row.account, account));
        if (row.role === 'ledger') {
          const now = company.settings();
          const name = now.companyName === row.title ? title : now.companyName;
          company.saveSettings(withLedger(now, name, settings));
        }
        if (changes.length === 0) return;
        const actor = userOf(company);
        company.store.audit.append({
          actor,
          action: 'connection.changed',
          subjectKind: 'connection',
          subjectId: connectionId,
          sentence: `${actor} changed ${row.title}: ${changes.join('; ')}.`,
          detail: { changes, changed },
        });
      });
      await company.reopen(connectionId);
      background.reschedule();
      company.emit({ type: 'changed', topics: ['status', 'settings', 'history', 'payouts'] });
      return { ...trial, saved: true, changes };
    },
  };
}

function saved(hand: Hand, connectionId: ConnectionId): Saved {
  const row = hand.session().company.store.connections.get(connectionId);
  const gateway = gatewayConnectors.get(row.connector);
  const ledger = ledgerConnectors.get(row.connector);
  if (row.state !== 'removed' && row.role === 'gateway' && gateway) {
    return { row, connector: { role: 'gateway', of: gateway }, fields: gateway.form, secrets: [] };
  }
  if (row.state !== 'removed' && row.role === 'ledger' && ledger) {
    const names = new Set(ledger.credentials.map(({ name }) => name));
    // What signing in brings is changed by signing in again.
    const form = ledger.form.filter(
      ({ kind, choicesFrom }) => kind !== 'sign_in' && choicesFrom === undefined,
    );
    return {
      row,
      connector: { role: 'ledger', of: ledger },
      fields: form.filter(({ name }) => !names.has(name)),
      secrets: form.filter(({ name }) => names.has(name)),
    };
  }
  throw new MatchbookError('CONNECTION_REMOVED', {
    happened: `${row.title} is not connected any more, so there is nothing to change.`,
    kept: 'Its history stays.',
    todo: 'Connect it again in Settings → Connections.',
  });
}

function shown({ row, connector, fields, secrets }: Saved): SavedConnection {
  const typedAnew = secrets.map((field) => ({
    ...field,
    required: false,
    hint: 'Leave it empty to keep what is saved.',
  }));
  return {
    id: row.id,
    kind: row.role,
    connectorTitle: connector.of.title,
    title: row.title,
    fields: [...fields, ...typedAnew],
    values: savedValues(fields, row.settings as Record<string, unknown>),
  };
}

async function tried(
  hand: Hand,
  { row, connector, fields, secrets }: Saved,
  values: FormValues,
): Promise<Tried> {
  const { company } = hand.session();
  const old = row.settings as Record<string, unknown>;
  const before = savedValues(fields, old);
  const given = { ...before, ...values };
  const settings = changedSettings(fields, old, given);
  const credentials = Object.fromEntries(
    secrets.flatMap(({ name }) => (values[name] ? [[name, values[name]]] : [])),
  );
  const nothing = { test: null, preflight: null, accounts: [] };
  const moved = fields.filter(({ name, fixed }) => fixed === true && given[name] !== before[name]);
  const empty = fields.filter(
    ({ name, required, kind }) => required && kind !== 'switch' && !given[name]?.trim(),
  );
  const parsed = connector.of.settings.safeParse(settings);
  const problems = [
    ...moved.map(({ name, label }) => ({
      field: name,
      message: `${label} stays as it was connected: the records would mix. Connect the other one by itself.`,
    })),
    ...empty.map(({ name, label }) => ({ field: name, message: `${label} is needed.` })),
    ...(parsed.success ? [] : problemsOf(parsed.error)),
  ];
  if (!parsed.success || problems.length > 0) {
    return { trial: { problems, ...nothing }, settings, credentials, account: null };
  }
  const names = connector.of.credentials.map(({ name }) => name);
  const all = { ...(await secretsOf(company.secrets, row.id, names)), ...credentials };
  const clean = parsed.data as Record<string, unknown>;
  if (connector.role === 'gateway') {
    const { problems: refused, test } = await tryGateway(
      connector.of,
      { settings, credentials: all },
      hand.now,
    );
    const trial = { ...nothing, problems: refused, test };
    return { trial, settings: clean, credentials, account: test ? accountOf(test) : null };
  }
  const answer = await tryLedger(connector.of, { settings, credentials: all }, savedDeps(hand, row.id, all));
  return { trial: { test: null, ...answer }, settings: clean, credentials, account: null };
}
