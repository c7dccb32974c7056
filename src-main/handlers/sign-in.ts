/** Signing in at a ledger's own site: begun, watched, cancelled, and done again for a connection that stays what it is. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Handlers } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { secretsOf } from '../credentials/index.ts';
import { type LedgerConnector, type LedgerDeps, ledgerConnectors } from '../ledgers/index.ts';
import type { ConnectionRow } from '../store/index.ts';
import { splitValues } from './connection-forms.ts';
import { problemsOf, tryLedger } from './connection-tests.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';
import { appStatus } from './status.ts';

const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
  await wait(ms, undefined, { signal });
};

type SignInCall = 'setup.signIn' | 'setup.signInState' | 'setup.signInCancel' | 'setup.renewSignIn';

export function signInHandlers(
  hand: Hand,
  ledgerNamed: (name: string) => LedgerConnector,
): Pick<Handlers, SignInCall> {
  /** A stored ledger connection that is signed in to, with what it has now. */
  const stored = async (connectionId: ConnectionId) => {
    const { company } = hand.session();
    const row = company.store.connections.get(connectionId);
    const connector = ledgerConnectors.get(row.connector);
    if (!connector?.signIn || row.state === 'removed') throw notSignedIn(row.title);
    const names = connector.credentials.map(({ name }) => name);
    return { company, row, connector, credentials: await secretsOf(company.secrets, connectionId, names) };
  };

  return {
    'setup.signIn': async ({ connector, values, connectionId }) => {
      if (connectionId !== undefined) {
        const there = await stored(connectionId);
        const { row, credentials } = there;
        return { problems: [], signIn: await hand.signIns.start(there.connector, row.settings, credentials) };
      }
      const found = ledgerNamed(connector);
      const secretNames = new Set(found.credentials.map(({ name }) => name));
      const { settings, credentials } = splitValues(found.form, secretNames, values);
      // What signing in brings (a business) is not there yet; the rest of the form has to be.
      const later = new Set(
        found.form.flatMap((field) =>
          field.kind === 'sign_in' || field.choicesFrom !== undefined ? [field.name] : [],
        ),
      );
      const parsed = found.settings.safeParse(settings);
      const problems = (parsed.success ? [] : problemsOf(parsed.error)).filter(
        ({ field }) => !later.has(field),
      );
      const asked = found.credentials.filter(({ name }) => !later.has(name));
      for (const { name, label } of asked) {
        if ((credentials[name] ?? '') === '') problems.push({ field: name, message: `${label} is needed.` });
      }
      if (problems.length > 0) return { problems, signIn: null };
      const given = parsed.success ? parsed.data : settings;
      return { problems: [], signIn: await hand.signIns.start(found, given, credentials) };
    },
    'setup.signInState': ({ id }) => hand.signIns.state(id),
    'setup.signInCancel': async ({ id }) => {
      hand.signIns.cancel(id);
      return {};
    },
    'setup.renewSignIn': async ({ connectionId, signInId }) => {
      const { company, row, connector, credentials } = await stored(connectionId);
      const field = connector.form.find(({ kind }) => kind === 'sign_in');
      const renewed = { ...credentials, ...(field ? { [field.name]: signInId } : {}) };
      const values = { settings: row.settings as Record<string, unknown>, credentials: renewed };
      const { preflight } = await tryLedger(connector, values, trialDeps(hand, connector, renewed));
      if (preflight?.canRead !== true) throw notReadable(row, preflight?.findings[0]?.message);
      // Read again: trying it may have renewed what the sign-in brought.
      const brought = hand.signIns.resolve(connector, renewed).credentials;
      for (const [name, secret] of Object.entries(brought)) {
        if (secret !== credentials[name]) await company.secrets.set(connectionId, name, secret);
      }
      hand.signIns.forget(signInId);
      await company.reopen(connectionId);
      const actor = userOf(company);
      company.store.audit.append({
        actor,
        action: 'connection.secret_replaced',
        subjectKind: 'connection',
        subjectId: connectionId,
        sentence: `${actor} signed in to ${row.title} again.`,
        detail: {},
      });
      company.emit({ type: 'changed', topics: ['status', 'history'] });
      return appStatus(hand);
    },
  };
}

/** What a ledger gets that is tried for a saved connection: what it renews is the connection's own from then on. */
export function savedDeps(
  hand: Hand,
  connectionId: ConnectionId,
  credentials: Readonly<Record<string, string>>,
): LedgerDeps & { readonly credentials: Readonly<Record<string, string>> } {
  const { secrets } = hand.session().company;
  return {
    now: hand.now,
    sleep,
    keep: (credential, value) => secrets.set(connectionId, credential, value),
    kept: (credential) => secrets.get(connectionId, credential),
    credentials,
  };
}

/** What a ledger gets that is tried before it is saved: what it renews stays with its sign-in. */
export function trialDeps(
  hand: Hand,
  connector: LedgerConnector,
  credentials: Readonly<Record<string, string>>,
): LedgerDeps & { readonly credentials: Readonly<Record<string, string>> } {
  const resolved = hand.signIns.resolve(connector, credentials);
  const latest: Record<string, string> = { ...resolved.credentials };
  return {
    now: hand.now,
    sleep,
    keep: async (credential, value) => {
      latest[credential] = value;
      if (resolved.id !== null) hand.signIns.renew(resolved.id, credential, value);
    },
    kept: async (credential) => latest[credential] ?? null,
    credentials: resolved.credentials,
  };
}

/** Best effort: a ledger's site that cannot be reached does not keep a connection from being removed. */
export async function revokeSignIn(hand: Hand, row: ConnectionRow): Promise<string> {
  const connector = row.role === 'ledger' ? ledgerConnectors.get(row.connector) : undefined;
  if (!connector?.signIn) return '';
  const { company } = hand.session();
  const names = connector.credentials.map(({ name }) => name);
  const credentials = await secretsOf(company.secrets, row.id, names);
  try {
    await connector.signIn.revoke(row.settings, credentials, AbortSignal.timeout(15_000));
    return ` Its access was revoked at ${connector.title}.`;
  } catch (error) {
    if (!(error instanceof MatchbookError)) hand.onFault('revoke', error);
    return ` Its access could not be revoked at ${connector.title}; remove Matchbook there.`;
  }
}

function notSignedIn(title: string): MatchbookError {
  return new MatchbookError('SIGN_IN_NOT_OFFERED', {
    happened: `${title} is not a connection that is signed in to.`,
    kept: 'Nothing was changed.',
    todo: 'Choose a ledger that is connected by signing in.',
  });
}

function notReadable(row: ConnectionRow, finding: string | undefined): MatchbookError {
  return new MatchbookError('SIGN_IN_UNUSABLE', {
    happened: `With this sign-in ${row.title} cannot be read. ${finding ?? ''}`.trim(),
    kept: 'What was saved before is kept as it was.',
    todo: 'Sign in with a user of the same business.',
  });
}
