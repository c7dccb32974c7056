/** Opayo and WooshPay in the soak: how business happens there, and how their books are compared with what came in. */
import type { GatewayTransaction } from '../../shared/model.ts';
import type { DemoPayment, DemoWorld } from '../../src-main/demo/company/index.ts';
import { startOpayoSimulator } from '../../src-main/demo/opayo/index.ts';
import { demoWooshPayKey, startWooshPaySimulator } from '../../src-main/demo/wooshpay/index.ts';
import { compare, type Expected, type Open, type Pay, type SoakGateway } from './gateway-soak-gateways.ts';

const OPAYO = { vendor: 'northgate', user: 'matchbook', password: 'not-a-real-password' };

export async function soakOpayo(
  world: DemoWorld,
  clock: () => Date,
  pay: Pay,
  open: Open,
): Promise<SoakGateway> {
  const simulator = await startOpayoSimulator({ world, ...OPAYO, clock });
  const { control } = simulator;
  const payments: string[] = [];
  return {
    name: 'opayo',
    faults: control.faults,
    requests: () => simulator.requests,
    open: open('opayo', { baseUrl: simulator.url }, OPAYO),
    happen(random) {
      const paid = pay('opayo', random);
      const made = control.pay(paid, paid);
      if (paid.declined === null) payments.push(made.vpsTxId);
      const earlier = random.chance(0.12)
        ? payments.splice(random.whole(0, payments.length - 1), 1)[0]
        : undefined;
      const record = control.books.records.get(earlier ?? '');
      if (!record) return;
      if (record.batch === null) control.void(record.vpsTxId);
      else control.refund(record.vpsTxId, random.whole(1, record.amountMinor));
    },
    loseSession: () => undefined,
    differences(imported) {
      const kindOf = (type: string) =>
        type === 'REFUND' ? 'refund' : type === 'VOID' ? 'adjustment' : 'payment';
      const bare = (id: string) => id.replace(/[{}]/g, '');
      const records = [...control.books.records.values()].map(
        (it) => [bare(it.vpsTxId), { kind: kindOf(it.type), amountMinor: it.amountMinor } as const] as const,
      );
      const payouts = [...control.books.batches.values()].flatMap(({ id, vpsTxIds }) => {
        const currencies = vpsTxIds.map((it) => control.books.records.get(it)?.payment.currency);
        return [...new Set(currencies)].map((code) => `batch-${id}-${code}`);
      });
      return compare(imported, new Map(records), payouts);
    },
    close: () => simulator.close(),
  };
}

export async function soakWooshPay(
  world: DemoWorld,
  clock: () => Date,
  pay: Pay,
  open: Open,
): Promise<SoakGateway> {
  const simulator = await startWooshPaySimulator({ world, apiKey: demoWooshPayKey(), clock });
  const { control } = simulator;
  const payments: DemoPayment[] = [];
  return {
    name: 'wooshpay',
    faults: control.faults,
    requests: () => simulator.requests,
    open: open('wooshpay', { baseUrl: simulator.url }, { apiKey: demoWooshPayKey() }),
    happen(random) {
      const paid = pay('wooshpay', random);
      control.pay(paid, paid);
      if (paid.declined === null) payments.push(paid);
      const earlier = random.chance(0.12)
        ? payments.splice(random.whole(0, payments.length - 1), 1)[0]
        : undefined;
      if (!earlier) return;
      if (random.chance(0.7)) control.refund(earlier, random.whole(1, earlier.amountMinor));
      else control.openDispute(earlier);
    },
    loseSession: () => undefined,
    differences(imported) {
      const of = (kind: GatewayTransaction['kind'], shelf: Iterable<Readonly<Record<string, unknown>>>) =>
        [...shelf].map((it) => [String(it.id), { kind, amountMinor: Number(it.amount) }] as const);
      const expected: Expected = new Map([
        ...of('payment', control.books.paymentIntents.older(null)),
        ...of('refund', control.books.refunds.older(null)),
        ...of('dispute', control.books.disputes.older(null)),
      ]);
      return compare(imported, expected, []);
    },
    close: () => simulator.close(),
  };
}
