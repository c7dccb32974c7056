/**
 * What every gateway connector promises, as tests. Each connector runs them against its own simulator:
 * `gatewayContract('Stripe', startHarness)` inside a test file of its own.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import type { Cursor, Gateway, GatewayConnection, GatewayConnector } from '../../src-main/gateways/port.ts';
import { Imported, pullInto, RUNNING, type TestDeps, tieOut } from './gateway-pulls.ts';

/** The simulator's knobs, as far as the contract turns them. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'truncated' | 'dropped' | 'html' };

export interface GatewayHarness {
  readonly connector: GatewayConnector;
  readonly connection: GatewayConnection;
  readonly credentials: Readonly<Record<string, string>>;
  readonly deps: TestDeps;
  /** Right in form, unknown at the gateway. */
  readonly wrongCredentials: Readonly<Record<string, string>>;
  /** Wrong in form, one field each. */
  readonly malformed: readonly { readonly values: Record<string, string>; readonly field: string }[];
  /** Settings that lead to a port where nobody listens. */
  readonly unreachable: unknown;
  /** External ids of all payments that the gateway holds, declined ones among them. */
  readonly payments: readonly string[];
  readonly payouts: readonly string[];
  trouble(trouble: Trouble, times: number): void;
  /** The next page of a list is repeated, or comes in another order. */
  mixPages(how: 'repeated' | 'reordered' | 'duplicate', times: number): void;
  calm(): void;
  /** A payment arrives and the clock moves on far enough for it to be seen. Returns its external id. */
  payNow(): string;
  close(): Promise<void>;
}

export function gatewayContract(title: string, start: () => Promise<GatewayHarness>): void {
  describe(`${title}: the gateway contract`, () => {
    let harness: GatewayHarness;
    const opened: Gateway[] = [];

    const open = (credentials = harness.credentials, settings = harness.connection.settings): Gateway => {
      const gateway = harness.connector.open({ ...harness.connection, settings }, credentials, harness.deps);
      opened.push(gateway);
      return gateway;
    };
    const importAll = () => pullInto(new Imported(), open());

    beforeEach(async () => {
      harness = await start();
    });
    afterEach(async () => {
      for (const gateway of opened.splice(0)) await gateway.close();
      await harness.close();
    });

    describe('credentials', () => {
      it('are accepted in their right form, and refused with a sentence for the field that is wrong', () => {
        expect(harness.connector.checkCredentials(harness.credentials)).toEqual([]);
        for (const { values, field } of harness.malformed) {
          const problems = harness.connector.checkCredentials({ ...harness.credentials, ...values });
          expect(problems.map((it) => it.field)).toContain(field);
          for (const { message } of problems) expect(message).toMatch(/^[A-Z].{15,}\.$/);
        }
      });

      it('have a label and a hint for each field, and settings that are complete without any being given', () => {
        for (const field of harness.connector.credentials) {
          expect(field.label.length).toBeGreaterThan(2);
          expect(field.hint.length).toBeGreaterThan(10);
        }
        expect(harness.connector.settings.safeParse({}).success).toBe(true);
      });
    });

    describe('a test of the connection', () => {
      it('says what works and which environment it is', async () => {
        const result = await open().test(RUNNING);
        expect(result.checks.filter((check) => !check.ok)).toEqual([]);
        expect(result.ok).toBe(true);
        expect(result.environment).toBe('test');
        expect(result.checks.length).toBeGreaterThan(0);
      });

      it('is not ok, instead of throwing, when the credentials are refused', async () => {
        const result = await open(harness.wrongCredentials).test(RUNNING);
        expect(result.ok).toBe(false);
        const refused = result.checks.find((check) => !check.ok);
        expect(refused?.detail).toMatch(/refused/);
        for (const secret of Object.values(harness.wrongCredentials)) {
          if (secret.length > 8) expect(JSON.stringify(result)).not.toContain(secret);
        }
      });

      it('throws a transient error when nobody answers', async () => {
        const error = await open(harness.credentials, harness.unreachable)
          .test(RUNNING)
          .catch((it) => it);
        expect(error).toBeInstanceOf(ConnectionError);
        expect(error.transient).toBe(true);
        expect(error.code).toBe('GATEWAY_UNREACHABLE');
      });
    });

    describe('a first import', () => {
      it('brings every payment once, each record complete, and rejects nothing', async () => {
        const imported = await importAll();
        expect([...imported.rejected.values()]).toEqual([]);
        const missing = harness.payments.filter((id) => !imported.byExternalId(id));
        expect(missing).toEqual([]);
        expect(imported.of('payment').length).toBe(new Set(harness.payments).size);
        for (const record of imported.all()) {
          expect(record.id).toBe(`${harness.connection.id}:${record.externalId}`);
          expect(record.gateway).toBe(harness.connector.name);
          const settled = record.settlement;
          if (settled) expect(settled.grossMinor - settled.feeMinor).toBe(settled.netMinor);
        }
      });

      it('gives settled money the right sign for its kind', async () => {
        const imported = await importAll();
        for (const record of imported.all()) {
          const gross = record.settlement?.grossMinor ?? 0;
          if (record.kind === 'payment') expect(gross).toBeGreaterThanOrEqual(0);
          if (record.kind === 'refund' || record.kind === 'dispute') expect(gross).toBeLessThanOrEqual(0);
          if (record.kind === 'dispute_reversal') expect(gross).toBeGreaterThanOrEqual(0);
        }
      });

      it('ties each payout out to the penny', async () => {
        const imported = await importAll();
        expect(
          imported
            .of('payout')
            .map((it) => it.externalId)
            .sort(),
        ).toEqual([...harness.payouts].sort());
        for (const payout of harness.payouts) {
          const { parts, paid } = tieOut(imported, payout);
          expect(parts, payout).toBe(paid);
        }
      });

      it('links each refund and dispute to a payment that is there', async () => {
        const imported = await importAll();
        const following = [...imported.of('refund'), ...imported.of('dispute')];
        expect(following.length).toBeGreaterThan(0);
        for (const it of following) {
          expect(imported.byExternalId(it.relatedExternalId ?? '')?.kind, it.externalId).toBe('payment');
        }
      });

      it('keeps no secret and no card number', async () => {
        const imported = await importAll();
        for (const record of imported.all()) {
          const text = JSON.stringify(record);
          expect(text).not.toMatch(/\b(?:4\d{15}|5[1-5]\d{14}|3[47]\d{13})\b/);
          for (const [name, secret] of Object.entries(harness.credentials)) {
            const isSecret = harness.connector.credentials.find((it) => it.name === name)?.secret;
            if (isSecret && secret.length > 6) expect(text).not.toContain(secret);
          }
        }
      });

      it('reports progress that never leaves 0 to 1', async () => {
        const { progress } = await importAll();
        for (const it of progress) if (it !== null) expect(it >= 0 && it <= 1).toBe(true);
      });
    });

    describe('going on from a cursor', () => {
      it('finds nothing new when nothing happened', async () => {
        const imported = await importAll();
        const before = imported.copy();
        await pullInto(imported, open());
        expect(imported.differencesFrom(before)).toEqual([]);
      });

      it('finds a payment that came since', async () => {
        const imported = await importAll();
        const externalId = harness.payNow();
        await pullInto(imported, open());
        expect(imported.byExternalId(externalId)?.kind).toBe('payment');
      });

      it('reaches the same end after a crash at any page', async () => {
        const whole = await importAll();
        const step = Math.max(1, Math.floor(whole.pages / 7));
        for (let crashAt = 1; crashAt < whole.pages; crashAt += step) {
          const imported = new Imported();
          for await (const page of open().pull(null, RUNNING)) {
            imported.keep(page);
            if (imported.pages === crashAt) break;
          }
          await pullInto(imported, open());
          expect(imported.differencesFrom(whole), `crash at page ${crashAt}`).toEqual([]);
        }
      });

      it('refuses a cursor that it did not write', async () => {
        for (const cursor of ['not a cursor', '{}', '{"version":99}']) {
          const error = await firstPage(open(), cursor as Cursor).catch((it) => it);
          expect(error).toBeInstanceOf(ConnectionError);
          expect(error.code).toBe('GATEWAY_CURSOR_UNUSABLE');
        }
      });

      it('stops at once when it is cancelled, with the pages before it good', async () => {
        const abort = new AbortController();
        const imported = new Imported();
        const error = await (async () => {
          for await (const page of open().pull(null, abort.signal)) {
            imported.keep(page);
            abort.abort(new Error('cancelled by the user'));
          }
        })().catch((it) => it);
        expect(error.message).toBe('cancelled by the user');
        expect(imported.pages).toBe(1);
        await pullInto(imported, open());
        expect(imported.of('payment').length).toBe(new Set(harness.payments).size);
      });
    });

    describe('a gateway in trouble', () => {
      const passing: [string, Trouble][] = [
        ['answers 500', { kind: 'status', status: 500 }],
        ['answers 429 and says how long to wait', { kind: 'status', status: 429, retryAfterSeconds: 2 }],
        ['sends a web page', { kind: 'html' }],
        ['sends half an answer', { kind: 'truncated' }],
        ['drops the connection', { kind: 'dropped' }],
      ];

      it.each(passing)('%s: it is asked again, and nothing is missing', async (_, trouble) => {
        const whole = await importAll();
        harness.trouble(trouble, 2);
        const imported = await importAll();
        expect(imported.differencesFrom(whole)).toEqual([]);
      });

      it('waits as long as it was asked to', async () => {
        harness.trouble({ kind: 'status', status: 429, retryAfterSeconds: 7 }, 1);
        await importAll();
        expect(harness.deps.waitedMs).toBeGreaterThanOrEqual(7_000);
      });

      it.each(passing)(
        '%s and goes on so: a transient error in words, what came before is kept',
        async (_, trouble) => {
          const imported = new Imported();
          const gateway = open();
          const error = await (async () => {
            for await (const page of gateway.pull(null, RUNNING)) {
              imported.keep(page);
              if (imported.pages === 1) harness.trouble(trouble, 10_000);
            }
          })().catch((it) => it);
          expect(error).toBeInstanceOf(ConnectionError);
          expect(error.transient).toBe(true);
          for (const sentence of Object.values(error.explanation)) expect(sentence).toMatch(/^[A-Z].*\.$/);
          harness.calm();
          await pullInto(imported, open());
          expect(imported.of('payment').length).toBe(new Set(harness.payments).size);
        },
      );

      it('asks for a longer wait than a pull should last: the wait is left to the schedule', async () => {
        harness.trouble({ kind: 'status', status: 429, retryAfterSeconds: 3_600 }, 1);
        const error = await importAll().catch((it) => it);
        expect(error).toBeInstanceOf(ConnectionError);
        expect(error.retryAfterMs).toBe(3_600_000);
      });

      it.each(['repeated', 'reordered', 'duplicate'] as const)(
        'gives pages %s: every record is there once',
        async (how) => {
          const whole = await importAll();
          harness.mixPages(how, 4);
          const imported = await importAll();
          expect([...imported.records.keys()].sort()).toEqual([...whole.records.keys()].sort());
          for (const payout of harness.payouts) {
            const { parts, paid } = tieOut(imported, payout);
            expect(parts, payout).toBe(paid);
          }
        },
      );
    });

    it('can be closed twice', async () => {
      const gateway = open();
      await gateway.close();
      await expect(gateway.close()).resolves.toBeUndefined();
    });
  });
}

async function firstPage(gateway: Gateway, cursor: Cursor): Promise<void> {
  for await (const _ of gateway.pull(cursor, RUNNING)) return;
}
