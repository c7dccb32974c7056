/**
 * Signing in at a ledger's own site in the system's browser, for whichever ledger asks for it: opens the page, listens on
 * this computer for the answer, checks it, and holds what it brought until the connection is saved. Tokens never reach the
 * window. May import shared/ and the ledgers' port; called by handlers/, built by app.ts.
 */
import { randomUUID } from 'node:crypto';
import type { SignInState } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { LedgerConnector, LedgerSignIn, SignedIn } from '../ledgers/port.ts';
import {
  addressNotOpened,
  cancelled,
  declined,
  notASignIn,
  portTaken,
  signInNeeded,
  tooLate,
} from './failures.ts';
import { listenOnLoopback, type Returned } from './loopback.ts';
import type { ReturnPage } from './page.ts';
import { newProof } from './proof.ts';

export interface SignInDeps {
  /** Opens the system's browser; false, or left out, where the host leaves it to the window. */
  readonly openExternal?: ((url: string) => Promise<boolean>) | undefined;
  /** How long somebody may take to sign in. Default ten minutes. */
  readonly limitMs?: number;
  /** How long `state` waits for something to tell. Default fifteen seconds. */
  readonly answerWithinMs?: number;
}

export interface SignIns {
  /** Throws MatchbookError when it cannot be begun. */
  start(
    connector: LedgerConnector,
    settings: unknown,
    credentials: Readonly<Record<string, string>>,
  ): Promise<{ readonly id: string; readonly url: string; readonly opened: boolean }>;
  state(id: string): Promise<SignInState>;
  /** Harmless when it is over. */
  cancel(id: string): void;
  /** The credentials with the id of a sign-in (the value of a sign_in field) replaced by what it brought. Throws SIGN_IN_NEEDED. */
  resolve(
    connector: LedgerConnector,
    credentials: Readonly<Record<string, string>>,
  ): { readonly id: string | null; readonly credentials: Readonly<Record<string, string>> };
  /** What it brought is kept elsewhere now. */
  forget(id: string): void;
  /** What a sign-in brought was renewed before its connection was saved. */
  renew(id: string, credential: string, value: string): void;
  close(): void;
}

interface Attempt {
  readonly id: string;
  readonly connector: LedgerConnector;
  readonly settled: Promise<SignInState>;
  brought: SignedIn | null;
  settle(state: SignInState): void;
}

export function createSignIns(deps: SignInDeps): SignIns {
  const limitMs = deps.limitMs ?? 600_000;
  /** One at a time: a second one ends the first, and what it brought is forgotten. */
  let current: Attempt | null = null;

  const fail = (attempt: Attempt | null, error: MatchbookError): void =>
    attempt?.settle({ state: 'failed', failure: { code: error.code, ...error.explanation } });

  const begin = async (
    connector: LedgerConnector,
    signIn: LedgerSignIn,
    settings: unknown,
    credentials: Readonly<Record<string, string>>,
  ) => {
    const proof = newProof();
    const stopped = new AbortController();
    const { port, path } = signIn.redirect(settings);
    const { promise, resolve } = Promise.withResolvers<SignInState>();
    const onReturn = async (returned: Returned): Promise<ReturnPage> => {
      if (returned.kind === 'declined') {
        const error = declined(connector.title, returned.said);
        fail(attempt, error);
        return pageOf(error);
      }
      const { code, answer } = returned;
      const { verifier } = proof;
      try {
        const { redirectUri } = loopback;
        const asked = { code, verifier, redirectUri, answer };
        attempt.brought = await signIn.redeem(settings, credentials, asked, stopped.signal);
      } catch (error) {
        const known = error instanceof MatchbookError ? error : declined(connector.title, String(error));
        fail(attempt, known);
        return pageOf(known);
      }
      const { account, choices } = attempt.brought;
      attempt.settle({
        state: 'done',
        account,
        choices: choices.map((one) => ({ ...one, sets: { ...one.sets } })),
      });
      return {
        status: 200,
        title: 'You are signed in',
        text: 'Go back to Matchbook. You can close this page.',
      };
    };
    const loopback = await listenOnLoopback({ port, path, state: proof.state, onReturn }).catch(
      (cause: unknown) => {
        throw portTaken(port, cause);
      },
    );
    const timer = setTimeout(
      () => fail(attempt, tooLate(connector.title, Math.ceil(limitMs / 60_000))),
      limitMs,
    );
    const attempt: Attempt = {
      id: randomUUID(),
      connector,
      settled: promise,
      brought: null,
      settle: (state) => {
        clearTimeout(timer);
        stopped.abort(cancelled());
        loopback.close();
        resolve(state);
      },
    };
    const { redirectUri } = loopback;
    const { state, challenge } = proof;
    const url = signIn.authorizeUrl(settings, credentials, { redirectUri, state, challenge });
    if (!mayBeOpened(url)) {
      const error = addressNotOpened(connector.title);
      fail(attempt, error);
      throw error;
    }
    return { attempt, url };
  };

  return {
    start: async (connector, settings, credentials) => {
      if (!connector.signIn) throw notASignIn(connector.title);
      fail(current, cancelled());
      current = null;
      const { attempt, url } = await begin(connector, connector.signIn, settings, credentials);
      current = attempt;
      // A browser that cannot be opened from here is opened by the window, which has the address too.
      const opened = await Promise.resolve(deps.openExternal?.(url) ?? false).catch(() => false);
      return { id: attempt.id, url, opened };
    },
    state: async (id) => {
      if (current?.id !== id) {
        const error = cancelled();
        return { state: 'failed', failure: { code: error.code, ...error.explanation } };
      }
      const { promise: later, resolve } = Promise.withResolvers<SignInState>();
      const timer = setTimeout(() => resolve({ state: 'waiting' }), deps.answerWithinMs ?? 15_000);
      try {
        return await Promise.race([current.settled, later]);
      } finally {
        clearTimeout(timer);
      }
    },
    cancel: (id) => {
      if (current?.id === id && current.brought === null) fail(current, cancelled());
    },
    resolve: (connector, credentials) => {
      const field = connector.form.find(({ kind }) => kind === 'sign_in');
      const id = field && credentials[field.name];
      if (!field || id === undefined || id === '') return { id: null, credentials };
      if (current?.id !== id || current.connector !== connector || current.brought === null) {
        throw signInNeeded(connector.title);
      }
      return { id, credentials: { ...credentials, ...current.brought.credentials } };
    },
    forget: (id) => {
      if (current?.id === id) current = null;
    },
    renew: (id, credential, value) => {
      if (current?.id !== id || current.brought === null) return;
      const { credentials } = current.brought;
      current.brought = { ...current.brought, credentials: { ...credentials, [credential]: value } };
    },
    close: () => {
      fail(current, cancelled());
      current = null;
    },
  };
}

function pageOf({ explanation }: MatchbookError): ReturnPage {
  const { happened, kept, todo } = explanation;
  return { status: 200, title: 'The sign-in did not go through', text: `${happened} ${kept} ${todo}` };
}

/** An address of somebody's settings goes to the system's browser: web pages only, unencrypted ones only on this computer. */
function mayBeOpened(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname))
  );
}
