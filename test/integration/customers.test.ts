/** Customers of both sides through the contract, over the demo company's real servers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput, CustomerDetail, CustomerRow } from '../../shared/api.ts';
import type { CustomerField, CustomerValues } from '../../shared/customers.ts';
import { type App, createApp } from '../../src-main/app.ts';
import { answer } from '../../src-main/hosting/index.ts';
import type { OpenCompany } from '../../src-main/workspace/open-company.ts';

let app: App;
let directory: string;
let opened: OpenCompany;

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const answered = await answer(name, input, { handlers: app.handlers, onUnexpected: () => {} });
  if (!answered.ok) throw Object.assign(new Error(answered.failure.happened), answered.failure);
  return answered.value as CallOutput<Name>;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-customers-'));
  app = await createApp({
    directory,
    keychain: 'memory',
    background: false,
    company: 'none',
    demo: { seed: 7, payments: 80 },
  });
  opened = await app.startDemo();
  await opened.runs.run(null, 'test');
  await ask('customers.read', {});
});

afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

const all = async (show: CustomerRow['show']) => (await ask('customers.list', { show, limit: 500 })).rows;
const one = async (show: CustomerRow['show']): Promise<CustomerRow> => {
  const [row] = await all(show);
  if (!row) throw new Error(`no customer is ${show}`);
  return row;
};
const shownOf = ({ fields }: CustomerDetail): { gateway: CustomerValues; ledger: CustomerValues } => ({
  gateway: Object.fromEntries(
    fields.flatMap(({ field, gateway }) => (gateway === null ? [] : [[field, gateway]])),
  ),
  ledger: Object.fromEntries(
    fields.flatMap(({ field, ledger }) => (ledger === null ? [] : [[field, ledger]])),
  ),
});
const apply = (detail: CustomerDetail, fields: { toLedger?: CustomerField[]; toGateway?: CustomerField[] }) =>
  ask('customers.apply', {
    key: detail.row.key,
    toLedger: fields.toLedger ?? [],
    toGateway: fields.toGateway ?? [],
    newNumber: detail.proposedNumber,
    shown: shownOf(detail),
  });
const lastSentence = () => opened.company.store.audit.page(null, 1)[0]?.sentence ?? '';

describe('the customers of both sides', () => {
  it('are paired: all that the gateway knows are found in the ledger, the rest are only there', async () => {
    const { counts, supported, policy } = await ask('customers.list', {});
    expect(supported).toBe(true);
    expect(policy).toEqual({ toLedger: false, toGateway: false });
    expect((counts.same ?? 0) + (counts.different ?? 0)).toBeGreaterThan(0);
    expect(counts.only_ledger).toBeGreaterThan(0);
    const rows = await all('same');
    for (const { certainty } of rows) expect(certainty).toBe('sure');
  });

  it('are not written while the policy is off', async () => {
    const detail = await ask('customers.detail', (await one('only_ledger')).key);
    await expect(apply(detail, { toGateway: ['name'] })).rejects.toMatchObject({
      code: 'CUSTOMERS_WRITING_OFF',
    });
  });

  describe('with writing allowed both ways', () => {
    beforeAll(async () => {
      await ask('customers.savePolicy', { toLedger: true, toGateway: true });
    });

    it('one that the ledger alone has is created at the gateway, linked, and the same from then on', async () => {
      const row = await one('only_ledger');
      const detail = await ask('customers.detail', row.key);
      const fields = detail.fields.filter((it) => it.asWrittenToGateway).map(({ field }) => field);
      const { sentence, detail: after } = await apply(detail, { toGateway: fields });
      expect(sentence).toBe(`Created ${row.key.customerNo} at Stripe (demo).`);
      expect(after.row).toMatchObject({ certainty: 'decided', show: 'same' });
      await ask('customers.read', {});
      expect((await ask('customers.detail', after.row.key)).row.show).toBe('same');
      expect(lastSentence()).toContain('created');
    });

    it('a changed field is written to the ledger, and read back from there', async () => {
      const row = await one('same');
      const { connectionId, externalId } = row.key;
      const gateway = (await opened.company.gateway(connectionId)).customerBook;
      await gateway?.update(externalId ?? '', { phone: '+1 212 555 0188' }, 'test-once');
      await ask('customers.read', {});
      const detail = await ask('customers.detail', row.key);
      expect(detail.fields.find(({ field }) => field === 'phone')).toMatchObject({ is: 'different' });
      expect((await apply(detail, { toLedger: ['phone'] })).detail.row.show).toBe('same');
      await ask('customers.read', {});
      const again = await ask('customers.detail', row.key);
      expect(again.fields.find(({ field }) => field === 'phone')).toMatchObject({
        is: 'same',
        ledger: '+1 212 555 0188',
      });
    });

    it('one that somebody changed meanwhile is not written over', async () => {
      const row = await one('same');
      const detail = await ask('customers.detail', row.key);
      const ledger = await opened.company.ledger();
      const number = row.key.customerNo ?? '';
      const city = detail.fields.find(({ field }) => field === 'city')?.ledger ?? '';
      expect(await ledger.customerBook?.update(number, { city: 'Elsewhere' }, { city })).toBe('updated');
      await expect(apply(detail, { toLedger: ['city'] })).rejects.toMatchObject({ code: 'CUSTOMER_CHANGED' });
      expect(await ledger.customerBook?.update(number, { city: 'Nowhere' }, { city })).toBe(
        'changed_meanwhile',
      );
      expect(await ledger.customerBook?.update('NOBODY', { city }, {})).toBe('not_found');
    });

    it('one that is nobody of the ledger is created there under a free number, once', async () => {
      const row = await one('same');
      const { connectionId } = row.key;
      const book = (await opened.company.gateway(connectionId)).customerBook;
      const made = await book?.create(
        {
          name: 'Xylographica Ceramics of the Lower Harbour',
          email: 'post@xylographica.example',
          address1: '4 Kiln Lane',
        },
        '',
        'test-create',
      );
      const twin = await book?.create(
        {
          name: 'Xylographica Ceramics of the Lower Harbour',
          email: 'post@xylographica.example',
          address1: '4 Kiln Lane',
        },
        '',
        'test-create',
      );
      expect(twin?.externalId).toBe(made?.externalId);
      await ask('customers.read', {});
      const key = { connectionId, externalId: made?.externalId ?? '', customerNo: null };
      const detail = await ask('customers.detail', key);
      expect(detail.proposedNumber).toBe('XYLO01');
      expect(detail.notesToLedger).toContain('The name is cut to the 35 characters of arcust.company.');
      const { sentence } = await apply(detail, { toLedger: ['name', 'email', 'address1'] });
      expect(sentence).toBe('Created Xylographica Ceramics of the Lower in the ledger as XYLO01.');
      const ledger = await opened.company.ledger();
      expect(await ledger.customerBook?.create('XYLO01', { name: 'Another' })).toBe('exists');
      await expect(apply(detail, { toLedger: ['name'] })).rejects.toThrow();
    });

    it('a number that does not fit is refused with its length', async () => {
      const { connectionId } = (await one('same')).key;
      const book = (await opened.company.gateway(connectionId)).customerBook;
      const made = await book?.create({ name: 'Fern Post' }, '', 'test-fern');
      await ask('customers.read', {});
      const detail = await ask('customers.detail', {
        connectionId,
        externalId: made?.externalId ?? '',
        customerNo: null,
      });
      await expect(
        apply({ ...detail, proposedNumber: 'MUCHTOOLONG' }, { toLedger: ['name'] }),
      ).rejects.toMatchObject({
        code: 'CUSTOMER_NUMBER_LONG',
        message: 'A customer number has 1 to 6 characters in this ledger.',
      });
    });

    it('is linked to another, or to nobody, as a person says, and that is kept', async () => {
      const row = await one('same');
      const { connectionId, externalId } = row.key;
      const nobody = await ask('customers.link', {
        connectionId,
        externalId: externalId ?? '',
        customerNo: null,
      });
      expect(nobody.row).toMatchObject({ show: 'only_gateway', certainty: 'decided' });
      expect(lastSentence()).toMatch(/is nobody of the ledger\.$/);
      await ask('customers.read', {});
      const back = await ask('customers.link', {
        connectionId,
        externalId: externalId ?? '',
        customerNo: row.key.customerNo,
      });
      expect(back.row.key.customerNo).toBe(row.key.customerNo);
    });
  });
});
