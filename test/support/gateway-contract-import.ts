/** The part of the contract about what comes in, and about going on from where a pull stopped. */
import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import type { Cursor, Gateway } from '../../src-main/gateways/port.ts';
import type { ContractScene } from './gateway-contract.ts';
import { Imported, pullInto, RUNNING, tieOut } from './gateway-pulls.ts';

export function importPromises(current: () => ContractScene): void {
  describe('credentials', () => {
    it('are accepted in their right form, and refused with a sentence for the field that is wrong', () => {
      const { harness } = current();
      expect(harness.connector.checkCredentials(harness.credentials)).toEqual([]);
      for (const { values, field } of harness.malformed) {
        const problems = harness.connector.checkCredentials({ ...harness.credentials, ...values });
        expect(problems.map((it) => it.field)).toContain(field);
        for (const { message } of problems) expect(message).toMatch(/^[A-Z].{15,}\.$/);
      }
    });

    it('have a label and a hint for each field, and settings that are complete without any being given', () => {
      const { harness } = current();
      for (const field of harness.connector.credentials) {
        expect(field.label.length).toBeGreaterThan(2);
        expect(field.hint.length).toBeGreaterThan(10);
      }
      expect(harness.connector.settings.safeParse({}).success).toBe(true);
    });
  });

  describe('a first import', () => {
    it('brings every payment once, each record complete, and rejects nothing', async () => {
      const { harness, importAll } = current();
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
      const { importAll } = current();
      const imported = await importAll();
      for (const record of imported.all()) {
        const gross = record.settlement?.grossMinor ?? 0;
        if (record.kind === 'payment') expect(gross).toBeGreaterThanOrEqual(0);
        if (record.kind === 'refund' || record.kind === 'dispute') expect(gross).toBeLessThanOrEqual(0);
        if (record.kind === 'dispute_reversal') expect(gross).toBeGreaterThanOrEqual(0);
      }
    });

    it('ties each payout out to the penny', async () => {
      const { harness, importAll } = current();
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
      const { importAll } = current();
      const imported = await importAll();
      const following = [...imported.of('refund'), ...imported.of('dispute')];
      expect(following.length).toBeGreaterThan(0);
      for (const it of following) {
        expect(imported.byExternalId(it.relatedExternalId ?? '')?.kind, it.externalId).toBe('payment');
      }
    });

    it('keeps no secret and no card number', async () => {
      const { harness, importAll } = current();
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
      const { importAll } = current();
      const { progress } = await importAll();
      for (const it of progress) if (it !== null) expect(it >= 0 && it <= 1).toBe(true);
    });
  });
}

export function cursorPromises(current: () => ContractScene): void {
  describe('going on from a cursor', () => {
    it('finds nothing new when nothing happened', async () => {
      const { open, importAll } = current();
      const imported = await importAll();
      const before = imported.copy();
      await pullInto(imported, open());
      expect(imported.differencesFrom(before)).toEqual([]);
    });

    it('finds a payment that came since', async () => {
      const { harness, open, importAll } = current();
      const imported = await importAll();
      const externalId = await harness.payNow();
      await pullInto(imported, open());
      expect(imported.byExternalId(externalId)?.kind).toBe('payment');
    });

    it('reaches the same end after a crash at any page', async () => {
      const { open, importAll } = current();
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
      const { open } = current();
      for (const cursor of ['not a cursor', '{}', '{"version":99}']) {
        const error = await firstPage(open(), cursor as Cursor).catch((it) => it);
        expect(error).toBeInstanceOf(ConnectionError);
        expect(error.code).toBe('GATEWAY_CURSOR_UNUSABLE');
      }
    });

    it('stops at once when it is cancelled, with the pages before it good', async () => {
      const { harness, open } = current();
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

  it('can be closed twice', async () => {
    const { open } = current();
    const gateway = open();
    await gateway.close();
    await expect(gateway.close()).resolves.toBeUndefined();
  });
}

async function firstPage(gateway: Gateway, cursor: Cursor): Promise<void> {
  for await (const _ of gateway.pull(cursor, RUNNING)) return;
}
