/** What happens after the first import at PayTrace, Opayo and WooshPay: settlement, voids, refunds, lost tokens. */
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import { Imported, pullInto, RUNNING, tieOut } from '../support/gateway-pulls.ts';
import {
  type OpayoScene,
  opayoScene,
  type PayTraceScene,
  payTraceScene,
  type WooshPayScene,
  wooshPayScene,
} from '../support/gateway-scenes.ts';

const DAY = 24 * 60;

describe('PayTrace', () => {
  let scene: PayTraceScene;
  afterEach(() => scene.close());

  it('a sale is pending, then settled with its batch, which ties out', async () => {
    scene = await payTraceScene();
    const imported = await pullInto(new Imported(), scene.open());
    const sale = String(scene.pay().id);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(sale)).toMatchObject({
      status: 'pending',
      settlement: null,
      payoutExternalId: null,
    });
    scene.later(2 * DAY);
    await pullInto(imported, scene.open());
    const settled = imported.byExternalId(sale);
    expect(settled).toMatchObject({ status: 'succeeded', settlement: { grossMinor: settled?.amountMinor } });
    const { parts, paid } = tieOut(imported, settled?.payoutExternalId ?? '');
    expect(parts).toBe(paid);
  });

  it('an approved sale counts at once where the user wants it so', async () => {
    scene = await payTraceScene();
    const sale = String(scene.pay().id);
    const imported = await pullInto(new Imported(), scene.open({ approvedIs: 'succeeded' }));
    expect(imported.byExternalId(sale)).toMatchObject({ status: 'succeeded', settlement: null });
  });

  it('a sale that is voided before its settlement is voided, and in no batch', async () => {
    scene = await payTraceScene();
    const imported = await pullInto(new Imported(), scene.open());
    const sale = scene.pay();
    await pullInto(imported, scene.open());
    scene.control.giveBack(sale.id, sale.amountMinor);
    scene.later(2 * DAY);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(String(sale.id))).toMatchObject({
      status: 'voided',
      payoutExternalId: null,
    });
  });

  it('a refund weeks later belongs to its sale, and lessens its own batch', async () => {
    scene = await payTraceScene();
    const imported = await pullInto(new Imported(), scene.open());
    const sale = scene.pay();
    scene.later(30 * DAY);
    await pullInto(imported, scene.open());
    const refund = scene.control.giveBack(sale.id, 100);
    scene.later(2 * DAY);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(String(refund.id))).toMatchObject({
      kind: 'refund',
      amountMinor: 100,
      relatedExternalId: String(sale.id),
      settlement: { grossMinor: -100 },
    });
  });

  it('a token that ends in the middle of a pull is renewed', async () => {
    scene = await payTraceScene();
    const imported = new Imported();
    for await (const page of scene.open().pull(null, RUNNING)) {
      imported.keep(page);
      scene.control.expireTokens();
    }
    expect(imported.of('payment').length).toBeGreaterThan(100);
  });

  it('a wrong integrator id is named by the test', async () => {
    scene = await payTraceScene();
    const result = await scene.open({}, { integratorId: '1111222233' }).test(RUNNING);
    expect(result.ok).toBe(false);
    expect(result.checks[0]?.detail).toContain('integrator ID');
  });
});

describe('Opayo', () => {
  let scene: OpayoScene;
  afterEach(() => scene.close());
  const withoutBraces = (id: string) => id.replace(/[{}]/g, '');

  it('a payment is settled the next night, and its batch ties out', async () => {
    scene = await opayoScene();
    const imported = await pullInto(new Imported(), scene.open());
    const payment = withoutBraces(scene.pay().vpsTxId);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(payment)).toMatchObject({ status: 'succeeded', payoutExternalId: null });
    scene.later(2 * DAY);
    await pullInto(imported, scene.open());
    const payout = imported.byExternalId(payment)?.payoutExternalId ?? '';
    expect(payout).toMatch(/^batch-\d+-[A-Z]{3}$/);
    const { parts, paid } = tieOut(imported, payout);
    expect(parts).toBe(paid);
  });

  it('a voided payment is voided, and the void itself is no money', async () => {
    scene = await opayoScene();
    const imported = await pullInto(new Imported(), scene.open());
    const payment = scene.pay();
    const entry = scene.control.void(payment.vpsTxId);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(withoutBraces(payment.vpsTxId))?.status).toBe('voided');
    expect(imported.byExternalId(withoutBraces(entry.vpsTxId))).toMatchObject({
      kind: 'adjustment',
      status: 'voided',
      settlement: null,
      relatedExternalId: withoutBraces(payment.vpsTxId),
    });
  });

  it('details are asked for each transaction where the user wants it so', async () => {
    scene = await opayoScene();
    const plain = await pullInto(new Imported(), scene.open());
    const before = scene.requests();
    const detailed = await pullInto(new Imported(), scene.open({ allDetails: true }));
    expect(scene.requests() - before).toBeGreaterThan(detailed.of('payment').length);
    expect(detailed.records.size).toBe(plain.records.size);
    expect(detailed.of('payment')[0]?.rawJson).toContain('billingsurname');
  });
});

describe('WooshPay', () => {
  let scene: WooshPayScene;
  afterEach(() => scene.close());

  it('a payment below, equal to or above an invoice is just its amount', async () => {
    scene = await wooshPayScene();
    const ids = [100, 12_345, 99_999].map((amountMinor) => scene.pay({ amountMinor }));
    const imported = await pullInto(new Imported(), scene.open());
    expect(ids.map((id) => imported.byExternalId(id)?.amountMinor)).toEqual([100, 12_345, 99_999]);
  });

  it('a refund weeks later is found with its payment, within hours', async () => {
    scene = await wooshPayScene();
    const imported = await pullInto(new Imported(), scene.open());
    const refund = scene.control.refund(scene.like, 50, scene.nowSeconds() + 30 * DAY * 60);
    scene.later(30 * DAY);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(String(refund.id))).toMatchObject({ kind: 'refund', amountMinor: 50 });
    expect(
      imported.byExternalId(imported.byExternalId(String(refund.id))?.relatedExternalId ?? '')?.kind,
    ).toBe('payment');
  });

  it('a dispute is money that is gone, and none once it is won', async () => {
    scene = await wooshPayScene();
    const imported = await pullInto(new Imported(), scene.open());
    const dispute = scene.control.openDispute(scene.like);
    scene.later(60);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(dispute.id)).toMatchObject({ kind: 'dispute', status: 'succeeded' });
    scene.control.closeDispute(dispute.id, 'won');
    scene.later(60);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(dispute.id)?.status).toBe('voided');
  });
});

describe('credentials in an address', () => {
  it('are never sent unencrypted to another computer', async () => {
    const { payTraceConnector } = await import('../../src-main/gateways/paytrace/index.ts');
    const { opayoConnector } = await import('../../src-main/gateways/opayo/index.ts');
    for (const connector of [payTraceConnector, opayoConnector]) {
      expect(connector.settings.safeParse({ baseUrl: 'http://api.example.com' }).success).toBe(false);
      expect(connector.settings.safeParse({ baseUrl: 'https://api.example.com/' }).success).toBe(true);
    }
  });
});

describe('a sign-in page between here and the gateway', () => {
  it('is said to be one, and does not lose the connection', async () => {
    const scene = await payTraceScene();
    scene.control.faults.next({ kind: 'html' }, 1_000);
    const error = await pullInto(new Imported(), scene.open()).catch((it) => it);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.explanation.happened).toBe(
      'PayTrace answered with a web page instead of what its API promises.',
    );
    await scene.close();
  });
});
