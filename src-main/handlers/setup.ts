/** First start, the connection wizard and the settings. */
import * as z from 'zod';
import type { FormValues, Handlers } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { ConnectionId, type Instant } from '../../shared/model.ts';
import { type GatewayConnector, gatewayConnectors } from '../gateways/index.ts';
import { type LedgerConnector, ledgerConnectors } from '../ledgers/index.ts';
import { restoreDemo } from '../workspace/demo-company.ts';
import { initialSettings } from '../workspace/settings.ts';
import { gatewayFields, gatewayForm, ledgerForm, splitValues } from './connection-forms.ts';
import { assertUsable, tryGateway, tryLedger } from './connection-tests.ts';
import { editHandlers } from './edit-connection.ts';
import { environments, openEnvironment, openFolder, startEmpty } from './environments.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';
import { rotateSecret } from './rotate-secret.ts';
import { accountOf } from './same-account.ts';
import { revokeSignIn, signInHandlers, trialDeps } from './sign-in.ts';
import { appStatus } from './status.ts';
import { runInBackground } from './watch.ts';

type SetupHandlers = Pick<Handlers, Extract<keyof Handlers, `${'app' | 'setup' | 'settings'}.${string}`>>;

export function setupHandlers(hand: Hand): SetupHandlers {
  const saveGateway = async (
    connector: GatewayConnector,
    title: string,
    values: FormValues,
    importFrom: Instant,
  ): Promise<void> => {
    const { company, background, runs } = hand.session();
    const trial = await tryGateway(connector, splitGateway(connector, values), hand.now);
    assertUsable(trial, connector, company.name);
    const id = ConnectionId.parse(`${connector.name}-${hand.newToken()}`);
    for (const [field, secret] of Object.entries(trial.credentials)) {
      await company.secrets.set(id, field, secret);
    }
    company.store.transact(() => {
      company.store.connections.save({
        id,
        role: 'gateway',
        connector: connector.name,
        title,
        environment: company.name === 'live' ? 'live' : 'test',
        settings: trial.settings,
        importFrom,
      });
      if (trial.test) company.store.connections.setAccount(id, accountOf(trial.test));
      audited(hand, 'connection.added', id, `${userOf(company)} connected ${title}.`);
    });
    background.reschedule();
    runInBackground(hand, () => runs.run(id, userOf(company)));
  };

  return {
    'app.status': async () => appStatus(hand),
    'setup.startDemo': async () => {
      const { company, background, runs } = await hand.open('demo', null);
      const restored = company.store.transact(() => {
        const rows = restoreDemo(company);
        for (const { id, title } of rows) {
          audited(hand, 'connection.added', id, `${userOf(company)} connected ${title} again.`);
        }
        return rows;
      });
      if (restored.length > 0) background.reschedule();
      runInBackground(hand, () => runs.run(null, 'first import'));
      return appStatus(hand);
    },
    'setup.connectors': async () => ({
      ledgers: [...ledgerConnectors.values()].map(ledgerForm),
      gateways: [...gatewayConnectors.values()].map(gatewayForm),
    }),
    'setup.testLedger': async ({ connector, values }) => {
      const found = ledgerNamed(connector);
      const split = splitLedger(found, values);
      return tryLedger(found, split, trialDeps(hand, found, split.credentials));
    },
    'setup.testGateway': async ({ connector, values }) => {
      const found = gatewayNamed(connector);
      const { problems, test } = await tryGateway(found, splitGateway(found, values), hand.now);
      return { problems, test };
    },
    'setup.saveLedger': async ({ connector, title, values, environment }) => {
      const found = ledgerNamed(connector);
      const split = splitLedger(found, values);
      const { settings } = split;
      const { id: signInId, credentials } = hand.signIns.resolve(found, split.credentials);
      const parsed = parseSettings(found.settings, settings);
      const { company } = await hand.open(environment, initialSettings(title, parsed));
      const id =
        company.store.connections.ledger()?.id ?? ConnectionId.parse(`${found.name}-${hand.newToken()}`);
      for (const [field, secret] of Object.entries(credentials)) await company.secrets.set(id, field, secret);
      company.store.transact(() => {
        company.store.connections.save({
          id,
          role: 'ledger',
          connector: found.name,
          title,
          environment,
          settings: parsed,
          importFrom: null,
        });
        audited(hand, 'connection.added', id, `${userOf(company)} connected the ledger ${title}.`);
      });
      if (signInId !== null) hand.signIns.forget(signInId);
      await company.reopen(id);
      return appStatus(hand);
    },
    'setup.saveGateway': async ({ connector, title, values, importFrom }) => {
      await saveGateway(gatewayNamed(connector), title, values, importFrom);
      return appStatus(hand);
    },
    ...signInHandlers(hand, ledgerNamed),
    ...editHandlers(hand),
    'setup.rotateSecret': ({ connectionId, values }) => rotateSecret(hand, connectionId, values),
    'setup.disconnect': async ({ connectionId }) => {
      const { company, background } = hand.session();
      const row = company.store.connections.get(connectionId);
      const revoked = await revokeSignIn(hand, row);
      const fields =
        (row.role === 'ledger' ? ledgerConnectors : gatewayConnectors).get(row.connector)?.credentials ?? [];
      for (const { name } of fields) await company.secrets.delete(connectionId, name);
      company.store.transact(() => {
        company.store.connections.setState(connectionId, 'removed');
        audited(
          hand,
          'connection.removed',
          connectionId,
          `${userOf(company)} disconnected ${row.title}; its history stays.${revoked}`,
        );
      });
      await company.reopen(connectionId);
      background.reschedule();
      return appStatus(hand);
    },
    'setup.reset': async () => {
      await hand.leave();
      return appStatus(hand);
    },
    'setup.environments': async () => environments(hand),
    'setup.openEnvironment': ({ environment }) => openEnvironment(hand, environment),
    'setup.keepAside': () => startEmpty(hand),
    'setup.openFolder': ({ folder }) => openFolder(hand, folder),
    'settings.get': async () => hand.session().company.settings().app,
    'settings.save': async (app) => {
      const { company, background } = hand.session();
      const before = company.settings();
      company.saveSettings({ ...before, app });
      company.store.audit.append({
        actor: app.userName,
        action: 'settings.saved',
        subjectKind: 'settings',
        subjectId: 'company',
        sentence: `${app.userName} changed the settings.`,
        detail: { before: before.app, after: app },
      });
      background.reschedule();
      company.emit({ type: 'changed', topics: ['settings', 'status'] });
      return company.settings().app;
    },
  };
}

function audited(hand: Hand, action: string, id: string, sentence: string): void {
  const { company } = hand.session();
  company.store.audit.append({
    actor: userOf(company),
    action,
    subjectKind: 'connection',
    subjectId: id,
    sentence,
    detail: {},
  });
}

function splitLedger(connector: LedgerConnector, values: FormValues) {
  return splitValues(connector.form, new Set(connector.credentials.map(({ name }) => name)), values);
}

function splitGateway(connector: GatewayConnector, values: FormValues) {
  const secretNames = new Set(connector.credentials.map(({ name }) => name));
  return splitValues(gatewayFields(connector), secretNames, values);
}

function parseSettings(schema: z.ZodType, settings: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  throw new MatchbookError('SETTINGS_INCOMPLETE', {
    happened: `Something in the form is missing or not right: ${z.prettifyError(parsed.error)}`,
    kept: 'Nothing was saved.',
    todo: 'Put it right and save again.',
  });
}

function ledgerNamed(name: string): LedgerConnector {
  const found = ledgerConnectors.get(name);
  if (found) return found;
  throw unknownConnector(name);
}

function gatewayNamed(name: string): GatewayConnector {
  const found = gatewayConnectors.get(name);
  if (found) return found;
  throw unknownConnector(name);
}

function unknownConnector(name: string): MatchbookError {
  return new MatchbookError('UNKNOWN_CONNECTOR', {
    happened: `Matchbook has no connector named "${name}".`,
    kept: 'Nothing was changed.',
    todo: 'Choose one of those in the list.',
  });
}
