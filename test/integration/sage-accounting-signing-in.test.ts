import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import { sageAccounting } from '../../src-main/ledgers/sage-accounting/index.ts';
import { createSignIns, type SignIns } from '../../src-main/signing-in/index.ts';
import { receipt } from '../support/ledger-entries.ts';
import {
  BUSINESS,
  OTHER_BUSINESS,
  type SageAccountingCompany,
  signInTo,
  startSageAccountingCompany,
} from '../support/sage-accounting-company.ts';

const never = new AbortController().signal;
let company: SageAccountingCompany;
let signIns: SignIns;
beforeEach(async () => {
  company = await startSageAccountingCompany();
  signIns = createSignIns({ answerWithinMs: 2_000 });
});
afterEach(async () => {
  signIns.close();
  await company.close();
});

const app = () => ({ clientId: company.simulator.client.id, clientSecret: company.simulator.client.secret });
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof ConnectionError) return error.code;
    throw error;
  }
  return 'no failure';
};

/** What the browser does: opens the page, is sent back. */
async function browse(url: string): Promise<string> {
  const page = await fetch(url, { redirect: 'manual' });
  const back = page.headers.get('location');
  return back === null ? page.text() : (await fetch(back)).text();
}

async function signIn(more: Record<string, unknown> = {}, credentials: Record<string, string> = app()) {
  const { id, url } = await signIns.start(sageAccounting, company.settings(more), credentials);
  return { id, url, page: await browse(url), state: await signIns.state(id) };
}

describe('signing in to Sage Accounting', () => {
  it('goes through the browser, offers the businesses, and gives a token that opens the books', async () => {
    const { id, url, page, state } = await signIn();
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
    expect(page).toContain('You are signed in');
    expect(state).toEqual({
      state: 'done',
      account: 'ann@example.com',
      choices: [
        { value: BUSINESS, label: 'Harbour Supplies (United States)', sets: { baseCurrency: 'USD' } },
        { value: OTHER_BUSINESS, label: 'Harbour Estates (United States)', sets: { baseCurrency: 'USD' } },
      ],
    });
    const { credentials } = signIns.resolve(sageAccounting, { ...app(), refreshToken: id });
    company.kept.set('refreshToken', credentials.refreshToken ?? '');
    expect(await company.ledger().preflight(never)).toMatchObject({
      canRead: true,
      canPost: true,
      server: { database: 'Harbour Supplies' },
    });
  });

  it('is refused when the verifier is another than the one of the challenge', async () => {
    const { oauth } = company.simulator.control;
    const { url } = await signIns.start(sageAccounting, company.settings(), app());
    const forged = new URL(url);
    forged.searchParams.set('code_challenge', 'A'.repeat(43));
    expect(await browse(forged.href)).toContain('did not accept the answer of the sign-in');
    expect(oauth.refused).toEqual(['invalid_grant']);
  });

  it('is refused when the code was used before, and what that use gave is taken back', async () => {
    const { signIn: sage } = sageAccounting;
    if (!sage) throw new Error('It is signed in to.');
    const redirectUri = 'http://127.0.0.1:1/signed-in';
    const verifier = 'v'.repeat(64);
    const { challengeOf } = await import('../../src-main/signing-in/proof.ts');
    const url = sage.authorizeUrl(company.settings(), app(), {
      redirectUri,
      state: 's',
      challenge: challengeOf(verifier),
    });
    const page = await fetch(url, { redirect: 'manual' });
    const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const redeem = () =>
      sage.redeem(company.settings(), app(), { code, verifier, redirectUri, answer: {} }, never);
    const { credentials } = await redeem();
    expect(await codeOf(redeem())).toBe('SAGE_CODE_REFUSED');
    company.kept.set('refreshToken', credentials.refreshToken ?? '');
    expect(await codeOf(company.ledger().preflight(never))).toBe('SAGE_SIGN_IN_EXPIRED');
  });

  it.each([
    ['a client secret of another app', {}, { clientSecret: 'another' }, 'SAGE_APP_REFUSED', /client secret/],
    ['a business in another country', { country: 'ie' }, {}, 'SIGN_IN_DECLINED', /Email already in use/],
  ])('says in a sentence: %s', async (_what, settings, credentials, code, sentence) => {
    const { state, page } = await signIn(settings, { ...app(), ...credentials });
    expect(state).toMatchObject({ state: 'failed', failure: { code } });
    expect(page).toMatch(sentence);
  });

  it('says that the country is another when Sage sends it back with the code', async () => {
    const { signIn: sage } = sageAccounting;
    const returned = {
      code: 'c',
      verifier: 'v',
      redirectUri: 'http://127.0.0.1:1/x',
      answer: { country: 'ie' },
    };
    expect(await codeOf(sage?.redeem(company.settings(), app(), returned, never) ?? Promise.resolve())).toBe(
      'SAGE_REGION_MISMATCH',
    );
  });

  it('is declined on Sage’s page: a sentence, and nothing saved', async () => {
    company.simulator.control.oauth.page = 'ask';
    const { id, url } = await signIns.start(sageAccounting, company.settings(), app());
    const text = await browse(url);
    expect(text).toContain('Matchbook asks for access');
    await browse(`${url}&decision=deny`);
    expect(await signIns.state(id)).toMatchObject({ failure: { code: 'SIGN_IN_DECLINED' } });
    expect(company.simulator.control.oauth.liveRefreshTokens).toBe(1);
  });

  it('gives the access back when the connection is removed', async () => {
    const { oauth } = company.simulator.control;
    const credentials = { ...app(), refreshToken: company.kept.get('refreshToken') ?? '' };
    await sageAccounting.signIn?.revoke(company.settings(), credentials, never);
    expect(oauth.liveRefreshTokens).toBe(0);
    expect(await codeOf(company.ledger().preflight(never))).toBe('SAGE_SIGN_IN_EXPIRED');
  });
});

describe('a refresh token that is good once', () => {
  it('is kept before the access token that came with it is used', async () => {
    const order: string[] = [];
    company.simulator.control.onRequest = ({ path }) => void order.push(path);
    const before = company.kept.get('refreshToken');
    await company
      .ledger(
        {},
        {
          keep: async (name, value) => {
            order.push(`keep ${name}`);
            company.kept.set(name, value);
          },
        },
      )
      .preflight(never);
    expect(order.slice(0, 3)).toEqual(['/token', 'keep refreshToken', `/v3.1/businesses/${BUSINESS}`]);
    expect(company.kept.get('refreshToken')).not.toBe(before);
  });

  it('survives a power cut after it was kept, whatever had been done with it', async () => {
    const ledger = company.ledger();
    await ledger.preflight(never);
    await ledger.close();
    expect(await company.ledger().preflight(never)).toMatchObject({ canRead: true });
  });

  it('is used on when the keychain refuses it, kept with the next request, and never asked for twice', async () => {
    let refuses = true;
    let asked = 0;
    company.simulator.control.onRequest = ({ path }) => {
      if (path === '/token') asked += 1;
    };
    const ledger = company.ledger(
      {},
      {
        keep: async (name, value) => {
          if (refuses) throw new Error('The keychain is locked.');
          company.kept.set(name, value);
        },
      },
    );
    await expect(ledger.preflight(never)).rejects.toThrow('The keychain is locked.');
    refuses = false;
    await ledger.preflight(never);
    expect(asked).toBe(1);
    expect(await company.ledger().preflight(never)).toMatchObject({ canRead: true });
  });

  it('lost between Sage’s answer and the keychain costs a new sign-in, and the approvals wait', async () => {
    // After a power cut nobody waits for a turn that never ends: the address stands for the next process.
    const cut = company.ledger({}, { keep: () => new Promise(() => undefined) });
    void cut.preflight(never).catch(() => undefined);
    await expect.poll(() => company.simulator.control.oauth.liveRefreshTokens).toBe(1);
    await expect
      .poll(async () =>
        codeOf(company.ledger({ tokenUrl: `${company.simulator.url}/token?` }).preflight(never)),
      )
      .toBe('SAGE_SIGN_IN_EXPIRED');
    company.kept.set('refreshToken', await signInTo(company.simulator));
    const again = company.ledger({ tokenUrl: `${company.simulator.url}/token?` });
    const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
    expect((await again.post({ entries: [entry] })).kind).toBe('posted');
  });

  it('renewed by another process meanwhile is taken from the keychain', async () => {
    const ours = company.ledger();
    await ours.preflight(never);
    await company.ledger().preflight(never);
    company.simulator.control.oauth.expireAccess();
    expect(await ours.preflight(never)).toMatchObject({ canRead: true });
  });

  it('is renewed once when two ledgers want it at the same moment', async () => {
    const both = [company.ledger(), company.ledger()];
    const answers = await Promise.all(both.map((ledger) => ledger.preflight(never)));
    expect(answers.map(({ canRead }) => canRead)).toEqual([true, true]);
    company.simulator.control.oauth.expireAccess();
    await Promise.all(both.map((ledger) => ledger.preflight(never)));
  });

  it('revoked in Sage: one clear sentence, and what is approved waits for a new sign-in', async () => {
    const ledger = company.ledger();
    await ledger.preflight(never);
    company.simulator.control.oauth.revokeAll();
    const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
    const failure = await ledger.post({ entries: [entry] }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SAGE_SIGN_IN_EXPIRED', transient: true });
    expect(String(failure)).toMatch(/sign in to Sage again/);
    company.kept.set('refreshToken', await signInTo(company.simulator));
    expect((await company.ledger().post({ entries: [entry] })).kind).toBe('posted');
  });
});
