/** The part of the contract about a gateway on the network: testing the connection, and a gateway in trouble. */
import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import type { ContractScene, Trouble } from './gateway-contract.ts';
import { Imported, pullInto, RUNNING, tieOut } from './gateway-pulls.ts';

export function connectionPromises(current: () => ContractScene): void {
  describe('a test of the connection', () => {
    it('says what works and which environment it is', async () => {
      const { open } = current();
      const result = await open().test(RUNNING);
      expect(result.checks.filter((check) => !check.ok)).toEqual([]);
      expect(result.ok).toBe(true);
      expect(result.environment).toBe('test');
      expect(result.checks.length).toBeGreaterThan(0);
    });

    it('is not ok, instead of throwing, when the credentials are refused', async () => {
      const { harness, open } = current();
      const result = await open(harness.wrongCredentials).test(RUNNING);
      expect(result.ok).toBe(false);
      const refused = result.checks.find((check) => !check.ok);
      expect(refused?.detail).toMatch(/refused/);
      for (const secret of Object.values(harness.wrongCredentials)) {
        if (secret.length > 8) expect(JSON.stringify(result)).not.toContain(secret);
      }
    });

    it('throws a transient error when nobody answers', async () => {
      const { harness, open } = current();
      const error = await open(harness.credentials, harness.unreachable)
        .test(RUNNING)
        .catch((it) => it);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error.transient).toBe(true);
      expect(error.code).toBe('GATEWAY_UNREACHABLE');
    });
  });
}

export function troublePromises(current: () => ContractScene): void {
  describe('a gateway in trouble', () => {
    const passing: [string, Trouble][] = [
      ['answers 500', { kind: 'status', status: 500 }],
      ['answers 429 and says how long to wait', { kind: 'status', status: 429, retryAfterSeconds: 2 }],
      ['sends a web page', { kind: 'html' }],
      ['sends half an answer', { kind: 'truncated' }],
      ['drops the connection', { kind: 'dropped' }],
    ];

    it.each(passing)('%s: it is asked again, and nothing is missing', async (_, trouble) => {
      const { harness, importAll } = current();
      const whole = await importAll();
      harness.trouble(trouble, 2);
      const imported = await importAll();
      expect(imported.differencesFrom(whole)).toEqual([]);
    });

    it('waits as long as it was asked to', async () => {
      const { harness, importAll } = current();
      harness.trouble({ kind: 'status', status: 429, retryAfterSeconds: 7 }, 1);
      await importAll();
      expect(harness.deps.waitedMs).toBeGreaterThanOrEqual(7_000);
    });

    it.each(passing)(
      '%s and goes on so: a transient error in words, what came before is kept',
      async (_, trouble) => {
        const { harness, open } = current();
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
      const { harness, importAll } = current();
      harness.trouble({ kind: 'status', status: 429, retryAfterSeconds: 3_600 }, 1);
      const error = await importAll().catch((it) => it);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error.retryAfterMs).toBe(3_600_000);
    });

    it.each(['repeated', 'reordered', 'duplicate'] as const)(
      'gives pages %s: every record is there once',
      async (how) => {
        const { harness, importAll } = current();
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
}
