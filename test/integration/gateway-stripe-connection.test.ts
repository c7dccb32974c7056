/** Keys and their permissions, and the sentences for what goes wrong. */
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import { stripeConnector } from '../../src-main/gateways/stripe/index.ts';
import { Imported, pullInto, RUNNING } from '../support/gateway-pulls.ts';
import { type StripeScene, stripeScene } from '../support/stripe-scene.ts';

const restricted = (name: string) => ['rk', 'test', `demo0restricted0${name}`].join('_');
const ALL = [
  'rak_charge_read',
  'rak_balance_transaction_source_read',
  'rak_payment_intent_read',
  'rak_dispute_read',
  'rak_payout_read',
  'rak_customer_read',
  'rak_checkout_session_read',
  'rak_event_read',
];

let scene: StripeScene;
afterEach(() => scene.close());

describe('a restricted key', () => {
  it('that may read everything needed passes the test and imports', async () => {
    scene = await stripeScene({ restrictedKeys: { [restricted('all')]: ALL } });
    const gateway = scene.open({}, restricted('all'));
    expect((await gateway.test(RUNNING)).checks.filter((it) => !it.ok)).toEqual([]);
    const imported = await pullInto(new Imported(), gateway);
    expect(imported.of('payment').length).toBeGreaterThan(50);
  });

  it('that lacks permissions fails the test, which names each of them', async () => {
    const some = ALL.filter((it) => it !== 'rak_payout_read' && it !== 'rak_dispute_read');
    scene = await stripeScene({ restrictedKeys: { [restricted('some')]: some } });
    const result = await scene.open({}, restricted('some')).test(RUNNING);
    expect(result).toMatchObject({ ok: false, environment: 'test' });
    expect(result.checks.filter((it) => !it.ok)).toEqual([
      {
        name: 'Read Disputes',
        ok: false,
        detail: 'The key lacks the permission "Disputes: read"; without it disputes are missing.',
      },
      {
        name: 'Read Payouts',
        ok: false,
        detail:
          'The key lacks the permission "Payouts: read"; without it payouts and their tie-out are missing.',
      },
    ]);
  });

  it('that loses a permission later says which one, and waits for a person', async () => {
    scene = await stripeScene({ restrictedKeys: { [restricted('few')]: ['rak_event_read'] } });
    const error = await pullInto(new Imported(), scene.open({}, restricted('few'))).catch((it) => it);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code: 'GATEWAY_PERMISSION_MISSING', transient: false });
    expect(error.explanation.happened).toBe('Stripe does not let this key read Payouts.');
  });
});

describe('a key', () => {
  const problem = (apiKey: string) => stripeConnector.checkCredentials({ apiKey })[0]?.message ?? null;
  const key = (...parts: string[]) => parts.join('_');

  it('of every right form is accepted before it is saved', async () => {
    scene = await stripeScene({ payments: 1 });
    for (const kind of ['sk', 'rk']) {
      for (const mode of ['test', 'live']) expect(problem(key(kind, mode, 'abcdefghijkl123456'))).toBeNull();
    }
  });

  it('of a wrong form is refused with what to do', async () => {
    scene = await stripeScene({ payments: 1 });
    expect(problem(key('pk', 'live', 'abcdefghijkl'))).toContain('publishable');
    expect(problem(key('whsec', 'abcdefghijkl'))).toContain('webhook');
    expect(problem(key('sk', 'live', '****1234'))).toContain('masked');
    expect(problem('hello')).toContain('begins with');
  });

  it('is never sent unencrypted to another computer', async () => {
    scene = await stripeScene({ payments: 1 });
    const parsed = stripeConnector.settings.safeParse({ protocol: 'http', host: 'api.stripe.com' });
    expect(parsed.success).toBe(false);
  });
});

describe('what goes wrong on the way', () => {
  it.each([
    [
      'a name that is not there',
      { host: 'stripe.invalid', protocol: 'https', port: 443 },
      'GATEWAY_UNREACHABLE',
      /stripe\.invalid/,
    ],
    ['a port where nobody listens', { port: 9 }, 'GATEWAY_UNREACHABLE', /refused the connection/],
  ])('%s', async (_, settings, code, sentence) => {
    scene = await stripeScene({ payments: 1 });
    const error = await scene
      .open(settings)
      .test(RUNNING)
      .catch((it) => it);
    expect(error).toMatchObject({ code, transient: true });
    expect(error.explanation.happened).toMatch(sentence);
  });

  it('an answer that does not come in time', async () => {
    scene = await stripeScene({ payments: 1 });
    scene.control.faults.latencyMs = 400;
    const error = await scene
      .open({ timeoutMs: 100 })
      .test(RUNNING)
      .catch((it) => it);
    expect(error).toMatchObject({ code: 'GATEWAY_TIMEOUT', transient: true });
    expect(error.explanation.happened).toBe('Stripe did not answer within 0.1 seconds.');
  });

  it('a web page in the place of an answer', async () => {
    scene = await stripeScene({ payments: 1 });
    scene.control.faults.next({ kind: 'html' }, 100);
    const error = await scene
      .open()
      .test(RUNNING)
      .catch((it) => it);
    expect(error).toMatchObject({ code: 'GATEWAY_UNREADABLE', transient: true });
  });

  it('half an answer', async () => {
    scene = await stripeScene({ payments: 1 });
    scene.control.faults.next({ kind: 'truncated' }, 100);
    const error = await scene
      .open()
      .test(RUNNING)
      .catch((it) => it);
    expect(error).toMatchObject({ code: 'GATEWAY_UNREADABLE', transient: true });
    expect(error.explanation.happened).toContain('half an answer');
  });
});

describe('a payout whose parts do not add up', () => {
  it('is given with its parts, and reported with the difference', async () => {
    scene = await stripeScene();
    const [payout] = [...scene.control.books.payouts.older(null)];
    if (!payout) throw new Error('There is no payout.');
    scene.control.books.payouts.update(payout.id, { amount: payout.amount + 7 });
    const imported = await pullInto(new Imported(), scene.open());
    const [rejected] = [...imported.rejected.values()];
    expect(rejected?.reason).toContain(`What payout ${payout.id} carried adds up to ${payout.amount}`);
    expect(rejected?.reason).toContain('7 is not explained');
    expect(imported.byExternalId(payout.id)).toBeDefined();
  });
});
