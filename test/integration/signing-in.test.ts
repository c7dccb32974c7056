import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { MatchbookError } from '../../shared/errors.ts';
import type { LedgerConnector, SignedIn } from '../../src-main/ledgers/port.ts';
import { createSignIns, type SignIns } from '../../src-main/signing-in/index.ts';
import { challengeOf } from '../../src-main/signing-in/proof.ts';

interface Redeemed {
  readonly code: string;
  readonly verifier: string;
}

/** A ledger whose site is a function: what it is asked and given is looked at. */
function site(
  redeem: (asked: Redeemed) => Promise<SignedIn>,
  authorizeAt = 'https://ledger.example.com/authorize',
) {
  const connector: LedgerConnector = {
    name: 'example',
    title: 'Example Ledger',
    summary: 'An example.',
    credentials: [{ name: 'token', label: 'Sign-in', hint: '', secret: true }],
    settings: z.object({}),
    form: [{ name: 'token', label: 'Sign-in', hint: '', kind: 'sign_in', required: true, initial: '' }],
    signIn: {
      redirect: () => ({ port: 0, path: '/signed-in' }),
      authorizeUrl: (_settings, _credentials, { redirectUri, state, challenge }) =>
        `${authorizeAt}?${new URLSearchParams({ redirect_uri: redirectUri, state, code_challenge: challenge })}`,
      redeem: (_settings, _credentials, returned) => redeem(returned),
      revoke: async () => undefined,
    },
    open: () => {
      throw new Error('Not opened in this test.');
    },
  };
  return connector;
}

const granted: SignedIn = {
  credentials: { token: 'refresh-1' },
  account: 'ann@example.com',
  choices: [{ value: 'b1', label: 'Business One', sets: { baseCurrency: 'GBP' } }],
};

describe('signing in at a ledger’s own site', () => {
  let signIns: SignIns;
  afterEach(() => signIns.close());

  async function begin(
    redeem: (asked: Redeemed) => Promise<SignedIn> = async () => granted,
    limitMs = 60_000,
  ) {
    const opened: string[] = [];
    signIns = createSignIns({
      openExternal: async (url) => opened.push(url) > 0,
      limitMs,
      answerWithinMs: 30,
    });
    const connector = site(redeem);
    const started = await signIns.start(connector, {}, {});
    const query = new URL(started.url).searchParams;
    const back = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${query.get('redirect_uri')}?${new URLSearchParams(parameters)}`, { headers });
    const state = query.get('state') ?? '';
    return { connector, started, opened, query, back, state };
  }

  it('opens the page, takes the code to the ledger with the verifier of the challenge, and keeps what comes', async () => {
    let asked: Redeemed | null = null;
    const { connector, started, opened, query, back, state } = await begin(async (returned) => {
      asked = returned;
      return granted;
    });
    expect(opened).toEqual([started.url]);
    expect(await signIns.state(started.id)).toEqual({ state: 'waiting' });
    const page = await back({ code: 'c1', state });
    expect(await page.text()).toContain('You are signed in');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const { code, verifier } = asked ?? { code: '', verifier: '' };
    expect(code).toBe('c1');
    expect(challengeOf(verifier)).toBe(query.get('code_challenge'));
    const told = await signIns.state(started.id);
    expect(told).toEqual({ state: 'done', account: 'ann@example.com', choices: granted.choices });
    expect(JSON.stringify(told)).not.toContain('refresh-1');
    expect(signIns.resolve(connector, { token: started.id }).credentials).toEqual({ token: 'refresh-1' });
    signIns.renew(started.id, 'token', 'refresh-2');
    expect(signIns.resolve(connector, { token: started.id }).credentials).toEqual({ token: 'refresh-2' });
  });

  it('turns an answer with another state away, and goes on waiting for the right one', async () => {
    const { started, back, state } = await begin();
    expect((await back({ code: 'c1', state: 'forged' })).status).toBe(400);
    expect((await back({ code: 'c1' })).status).toBe(400);
    expect((await back({ error: 'access_denied', state: 'forged' })).status).toBe(400);
    expect(await signIns.state(started.id)).toEqual({ state: 'waiting' });
    expect((await back({ code: 'c1', state })).status).toBe(200);
    expect((await signIns.state(started.id)).state).toBe('done');
  });

  it('takes one answer only: the second finds the door shut or is told that it was used', async () => {
    let redeemed = 0;
    let go: (() => void) | undefined;
    const { back, state } = await begin(async () => {
      redeemed += 1;
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      return granted;
    });
    const first = back({ code: 'c1', state });
    await expect.poll(() => go).toBeDefined();
    expect((await back({ code: 'c1', state })).status).toBe(409);
    go?.();
    await first;
    await expect(back({ code: 'c1', state })).rejects.toThrow();
    expect(redeemed).toBe(1);
  });

  it('is not reached through another name for this computer, by another method or on another path', async () => {
    const { started, query, state } = await begin();
    const at = query.get('redirect_uri') ?? '';
    expect((await fetch(`${at}?code=c1&state=${state}`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(new URL('/other', at))).status).toBe(404);
    expect(at).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/);
    expect(await signIns.state(started.id)).toEqual({ state: 'waiting' });
  });

  it('says what the site said when it declines, with or without the state', async () => {
    const { started, back } = await begin();
    expect(await (await back({ error: 'Invalid request', reason: 'Email already in use' })).text()).toContain(
      'Email already in use',
    );
    expect(await signIns.state(started.id)).toMatchObject({
      state: 'failed',
      failure: { code: 'SIGN_IN_DECLINED' },
    });
  });

  it('hands on what the ledger said about the code', async () => {
    const { started, back, state } = await begin(async () => {
      throw new MatchbookError('EXAMPLE_CODE', {
        happened: 'The code is old.',
        kept: 'All.',
        todo: 'Again.',
      });
    });
    expect(await (await back({ code: 'c1', state })).text()).toContain('The code is old.');
    expect(await signIns.state(started.id)).toMatchObject({ failure: { code: 'EXAMPLE_CODE' } });
  });

  it('ends when it is cancelled, when another begins, and when nobody comes', async () => {
    const { connector, started, back, state } = await begin();
    signIns.cancel(started.id);
    expect(await signIns.state(started.id)).toMatchObject({ failure: { code: 'SIGN_IN_CANCELLED' } });
    await expect(back({ code: 'c1', state })).rejects.toThrow();
    const second = await signIns.start(connector, {}, {});
    expect(await signIns.state(started.id)).toMatchObject({ failure: { code: 'SIGN_IN_CANCELLED' } });
    expect(() => signIns.resolve(connector, { token: second.id })).toThrow(/not known any more/);

    const late = await begin(async () => granted, 5);
    await expect
      .poll(() => signIns.state(late.started.id))
      .toMatchObject({ failure: { code: 'SIGN_IN_TIMED_OUT' } });
  });

  it('opens no address that is not a web page over an encrypted line, and says when its own port is taken', async () => {
    signIns = createSignIns({});
    for (const address of ['http://ledger.example.com/a', 'file:///etc/passwd', 'matchbook://x']) {
      await expect(
        signIns.start(
          site(async () => granted, address),
          {},
          {},
        ),
      ).rejects.toMatchObject({
        code: 'SIGN_IN_ADDRESS',
      });
    }
    const first = await begin();
    const port = Number(new URL(first.query.get('redirect_uri') ?? '').port);
    const { connector } = first;
    const fixed: LedgerConnector = {
      ...connector,
      ...(connector.signIn
        ? { signIn: { ...connector.signIn, redirect: () => ({ port, path: '/x' }) } }
        : {}),
    };
    const others = createSignIns({});
    await expect(others.start(fixed, {}, {})).rejects.toMatchObject({ code: 'SIGN_IN_PORT_TAKEN' });
  });
});
