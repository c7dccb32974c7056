import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConnectionId } from '../../shared/model.ts';
import { signedRequest } from '../../src-main/gateways/opayo/opayo-api.ts';
import { opayoBatches, opayoItem } from '../../src-main/gateways/opayo/opayo-record.ts';
import { OpayoSettings } from '../../src-main/gateways/opayo/settings.ts';
import { DEFAULT_CODE_RULE, referenceIn } from '../../src-main/gateways/opayo/vendor-tx-code.ts';
import { PageCollector } from '../../src-main/gateways/record.ts';

const RULE = new RegExp(DEFAULT_CODE_RULE, 'i');
const ROW = {
  vpstxid: '{d1e9c931-8bff-47e2-ac84-b77aa17958f3}',
  vendortxcode: 'INV-10423-1718549999',
  transactiontype: 'PAYMENT',
  txstateid: '16',
  status: 'Successfully authorised transaction.',
  amount: '1,250.50',
  currency: 'GBP',
  started: '14/06/2025 18:55:29.837',
};

function record(change: Record<string, string>, payout: string | null = null) {
  const page = new PageCollector({ connectionId: ConnectionId.parse('o'), gateway: 'opayo' });
  const item = opayoItem({ ...ROW, ...change }, RULE);
  page.add(item.externalId, item.raw, () => item.draft(payout));
  return { transaction: page.transactions[0], rejected: page.rejected[0] };
}

describe('a signed request', () => {
  it('is signed over its elements exactly as they are sent, and does not hold the password', () => {
    const login = { vendor: 'northgate', user: 'matchbook', password: 'p<a>ss' };
    const xml = signedRequest(login, 'getTransactionDetail', [['vendortxcode', 'A&B']]);
    const inner =
      '<command>getTransactionDetail</command><vendor>northgate</vendor><user>matchbook</user><vendortxcode>A&amp;B</vendortxcode>';
    const signature = createHash('md5').update(`${inner}<password>p<a>ss</password>`).digest('hex');
    expect(xml).toBe(`<vspaccess>${inner}<signature>${signature}</signature></vspaccess>`);
  });
});

describe('UK local time', () => {
  it.each([
    ['summer', '14/06/2025 18:55:29.837', '2025-06-14T17:55:29.837Z'],
    ['winter', '14/01/2025 18:55:29.837', '2025-01-14T18:55:29.837Z'],
    ['the last second before spring forward', '30/03/2025 00:59:59', '2025-03-30T00:59:59.000Z'],
    ['the first after it', '30/03/2025 02:00:00', '2025-03-30T01:00:00.000Z'],
    ['the hour before the repeated one', '26/10/2025 00:30:00', '2025-10-25T23:30:00.000Z'],
    ['the repeated hour, read as its first', '26/10/2025 01:30:00', '2025-10-26T00:30:00.000Z'],
    ['the hour after it', '26/10/2025 02:00:00', '2025-10-26T02:00:00.000Z'],
  ])('%s: %s is %s', (_, started, instant) => {
    expect(record({ started }).transaction?.occurredAt).toBe(instant);
  });

  it('that cannot be read rejects the record', () => {
    expect(record({ started: '2025/31/12' }).rejected?.reason).toBe(
      '"2025/31/12" is not a time that can be read.',
    );
  });
});

describe('the merchant’s own code', () => {
  it.each([
    ['INV-10423-1718549999', 'INV-10423'],
    ['10423-20250614185529', '10423'],
    ['SO_5512_1718549999123', 'SO_5512'],
    ['INV-10423', 'INV-10423'],
    ['10423', '10423'],
    ['', null],
  ])('%s names %s by the usual rule', (code, reference) => {
    expect(referenceIn(code, RULE)).toBe(reference);
  });

  it('is read by a rule that the user has changed', () => {
    const { vendorTxCodeRule } = OpayoSettings.parse({
      vendorTxCodeRule: String.raw`^SHOP\d+-(?<reference>\d+)`,
    });
    expect(referenceIn('SHOP7-10423-1718549999', new RegExp(vendorTxCodeRule, 'i'))).toBe('10423');
  });

  it('does not take a rule without its group, or one that is no rule', () => {
    for (const vendorTxCodeRule of ['^INV', '(?<reference>[', '(?<other>.*)']) {
      expect(OpayoSettings.safeParse({ vendorTxCodeRule }).success).toBe(false);
    }
  });

  it('that is missing leaves the payment whole', () => {
    expect(record({ vendortxcode: '' }).transaction).toMatchObject({
      orderId: null,
      references: [],
      amountMinor: 125_050,
    });
  });
});

describe('a transaction', () => {
  it('has the screening’s score and verdict', () => {
    expect(record({ t3mscore: '-2', t3maction: 'OK' }).transaction?.risk).toEqual({
      score: '-2',
      action: 'OK',
    });
    expect(record({}).transaction?.risk).toBeNull();
  });

  it.each([
    ['16', 'Successfully authorised transaction.', 'succeeded'],
    ['14', 'Successful DEFERRED transaction, awaiting RELEASE', 'pending'],
    ['12', 'DECLINED by the bank', 'failed'],
    ['7', 'The transaction was declined by the bank.', 'failed'],
    ['18', 'Transaction voided.', 'voided'],
    ['', 'Successfully authorised transaction.', 'succeeded'],
  ])('in the state %s (%s) is %s', (txstateid, status, expected) => {
    expect(record({ txstateid, status }).transaction?.status).toBe(expected);
  });

  it('in a state that nobody knows is rejected, with Opayo’s own words', () => {
    expect(record({ txstateid: '99', status: 'Something new' }).rejected?.reason).toContain(
      '99 "Something new"',
    );
  });

  it('is settled once a batch carried it, and only then', () => {
    expect(record({}).transaction?.settlement).toBeNull();
    expect(record({}, 'batch-1-GBP').transaction).toMatchObject({
      payoutExternalId: 'batch-1-GBP',
      settlement: { grossMinor: 125_050, netMinor: 125_050 },
    });
    expect(record({ transactiontype: 'REFUND' }, 'batch-1-GBP').transaction?.settlement?.grossMinor).toBe(
      -125_050,
    );
    expect(record({ txstateid: '18' }, 'batch-1-GBP').transaction).toMatchObject({
      payoutExternalId: null,
      settlement: null,
    });
  });
});

describe('a settlement batch', () => {
  it('is a payout for each currency, payments less refunds', () => {
    const group = (currency: string, paymentvalue: string, refundvalue: string) => ({
      currency,
      paymentvalue,
      refundvalue,
    });
    const batches = opayoBatches({
      batchid: '2407',
      completed: '15/06/2025 00:15:00.000',
      transactiongroups: {
        transactiongroup: [
          group('GBP', '100.00', '10.00'),
          group('EUR', '5.00', '0.00'),
          group('GBP', '1.00', '0.00'),
        ],
      },
    });
    expect(batches.map(({ externalId, netMinor }) => [externalId, netMinor])).toEqual([
      ['batch-2407-GBP', 9_100],
      ['batch-2407-EUR', 500],
    ]);
  });
});
