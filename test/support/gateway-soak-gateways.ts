/** The four simulators of the soak: how business happens at each, and how its books are compared with what came in. */
import { ConnectionId, type GatewayTransaction, Instant } from '../../shared/model.ts';
import type { DemoPayment, DemoWorld, GatewayOfDemo } from '../../src-main/demo/company/index.ts';
import type { Random } from '../../src-main/demo/company/random.ts';
import type { Faults } from '../../src-main/demo/http/index.ts';
import { startPayTraceSimulator } from '../../src-main/demo/paytrace/index.ts';
import { demoApiKey, startStripeSimulator } from '../../src-main/demo/stripe/index.ts';
import { gatewayConnectors } from '../../src-main/gateways/index.ts';
import type { Gateway } from '../../src-main/gateways/port.ts';
import { type Imported, testDeps, tieOut } from './gateway-pulls.ts';
import { soakOpayo, soakWooshPay } from './gateway-soak-elsewhere.ts';

export interface SoakGateway {
  readonly name: GatewayOfDemo;
  readonly faults: Faults;
  requests(): number;
  open(): Gateway;
  /** One thing happens: a payment, mostly, or something that follows an earlier one. */
  happen(random: Random): void;
  /** Signed-in sessions end, where there are any. */
  loseSession(): void;
  differences(imported: Imported): string[];
  close(): Promise<void>;
}

/** What should have come in: external id, kind and amount of each record that has a fixed one. */
export type Expected = ReadonlyMap<
  string,
  { readonly kind: GatewayTransaction['kind']; readonly amountMinor: number }
>;

export function compare(imported: Imported, expected: Expected, payouts: readonly string[]): string[] {
  const wrong: string[] = [];
  for (const [id, { kind, amountMinor }] of expected) {
    const record = imported.byExternalId(id);
    if (!record) wrong.push(`${kind} ${id} is missing.`);
    else if (record.kind !== kind || record.amountMinor !== amountMinor) {
      wrong.push(
        `${id} is a ${record.kind} of ${record.amountMinor} instead of a ${kind} of ${amountMinor}.`,
      );
    }
  }
  for (const payout of payouts) {
    if (!imported.byExternalId(payout)) wrong.push(`Payout ${payout} is missing.`);
    const { parts, paid } = tieOut(imported, payout);
    if (parts !== paid) wrong.push(`Payout ${payout} paid ${paid}, but its parts add up to ${parts}.`);
  }
  const known = imported
    .all()
    .filter((it) => it.kind === 'payment' || it.kind === 'refund' || it.kind === 'dispute');
  for (const { externalId, kind } of known)
    if (!expected.has(externalId)) wrong.push(`${kind} ${externalId} is not in the books.`);
  return wrong;
}

export async function startSoakGateways(world: DemoWorld, clock: () => Date): Promise<SoakGateway[]> {
  let counter = 0;
  const likes = (name: GatewayOfDemo) =>
    world.payments.filter((it) => it.gateway === name && it.dispute === null && it.refunds.length === 0);
  const payment = (name: GatewayOfDemo, random: Random): DemoPayment => {
    counter += 1;
    const declined = random.chance(0.06) ? 'card_declined' : null;
    const at = Math.floor(clock().getTime() / 1000) + (counter % 50);
    return {
      ...random.pick(likes(name)),
      key: `${name}-soak-${counter}`,
      at,
      amountMinor: random.whole(100, 250_000),
      declined,
    };
  };
  const open =
    (name: GatewayOfDemo, settings: object, credentials: Readonly<Record<string, string>>) => () => {
      const connector = gatewayConnectors.get(name);
      if (!connector) throw new Error(`${name} is not in the registry.`);
      const connection = {
        id: ConnectionId.parse(`${name}-soak`),
        gateway: name,
        title: name,
        settings,
        importFrom: Instant.parse('2025-01-01T00:00:00Z'),
      };
      return connector.open(connection, credentials, testDeps(clock));
    };
  return [
    await soakStripe(world, clock, payment, open),
    await soakPayTrace(world, clock, payment, open),
    await soakOpayo(world, clock, payment, open),
    await soakWooshPay(world, clock, payment, open),
  ];
}

export type Pay = (name: GatewayOfDemo, random: Random) => DemoPayment;
export type Open = (
  name: GatewayOfDemo,
  settings: object,
  credentials: Readonly<Record<string, string>>,
) => () => Gateway;

async function soakStripe(world: DemoWorld, clock: () => Date, pay: Pay, open: Open): Promise<SoakGateway> {
  const simulator = await startStripeSimulator({ world, apiKey: demoApiKey(), clock });
  const { control } = simulator;
  const { books } = control;
  const untouched: string[] = [];
  const disputed: string[] = [];
  return {
    name: 'stripe',
    faults: control.faults,
    requests: () => simulator.requests,
    open: open(
      'stripe',
      { host: '127.0.0.1', port: simulator.port, protocol: 'http' },
      { apiKey: demoApiKey() },
    ),
    happen(random) {
      const paid = pay('stripe', random);
      const charge = control.pay(paid, paid);
      if (charge.status === 'succeeded') untouched.push(charge.id);
      const earlier = random.chance(0.12)
        ? untouched.splice(random.whole(0, untouched.length - 1), 1)[0]
        : undefined;
      if (earlier !== undefined && earlier !== charge.id) {
        if (random.chance(0.7)) control.refund(earlier, random.whole(1, books.charges.must(earlier).amount));
        else disputed.push(control.openDispute(earlier).id);
      }
      const closing = random.chance(0.05) ? disputed.pop() : undefined;
      if (closing !== undefined) control.closeDispute(closing, random.chance(0.5) ? 'won' : 'lost');
      const [newest] = [...books.payouts.older(null)];
      if (newest?.status === 'paid' && random.chance(0.01)) control.failPayout(newest.id);
    },
    loseSession: () => undefined,
    differences(imported) {
      const of = (kind: GatewayTransaction['kind'], shelf: Iterable<{ id: string; amount: number }>) =>
        [...shelf].map((it) => [it.id, { kind, amountMinor: it.amount }] as const);
      const expected: Expected = new Map([
        ...of('payment', books.charges.older(null)),
        ...of('refund', books.refunds.older(null)),
        ...of('dispute', books.disputes.older(null)),
      ]);
      const wrong = compare(
        imported,
        expected,
        [...books.payouts.older(null)].map(({ id }) => id),
      );
      const booked = [...books.balanceTransactions.older(null)];
      const settled = imported.all().filter((it) => it.settlement !== null);
      const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);
      const [here, there] = [
        sum(settled.map((it) => it.settlement?.netMinor ?? 0)),
        sum(booked.map((it) => it.net)),
      ];
      if (settled.length !== booked.length)
        wrong.push(
          `${settled.length} records are settled, but the balance has ${booked.length} transactions.`,
        );
      if (here !== there) wrong.push(`The records add up to ${here}, the balance to ${there}.`);
      return wrong;
    },
    close: () => simulator.close(),
  };
}

const PAYTRACE = { username: 'northgate-api', password: 'not-a-real-password', integratorId: '9670512345' };

async function soakPayTrace(world: DemoWorld, clock: () => Date, pay: Pay, open: Open): Promise<SoakGateway> {
  const simulator = await startPayTraceSimulator({ world, ...PAYTRACE, clock });
  const { control } = simulator;
  const sales: number[] = [];
  return {
    name: 'paytrace',
    faults: control.faults,
    requests: () => simulator.requests,
    open: open('paytrace', { baseUrl: simulator.url }, PAYTRACE),
    happen(random) {
      const paid = pay('paytrace', random);
      const sale = control.pay(paid, paid);
      if (paid.declined === null) sales.push(sale.id);
      const earlier = random.chance(0.12) ? sales.splice(random.whole(0, sales.length - 1), 1)[0] : undefined;
      const amount = control.books.records.get(earlier ?? 0)?.amountMinor;
      if (earlier !== undefined && amount !== undefined)
        control.giveBack(earlier, random.chance(0.5) ? amount : random.whole(1, amount));
    },
    loseSession: () => control.expireTokens(),
    differences(imported) {
      const kinds = { SALE: 'payment', REFUND: 'refund', VOID: 'adjustment' } as const;
      const records = [...control.books.records.values()].map(
        (it) => [String(it.id), { kind: kinds[it.type], amountMinor: it.amountMinor }] as const,
      );
      return compare(
        imported,
        new Map(records),
        [...control.books.batches.keys()].map((number) => `batch-${number}`),
      );
    },
    close: () => simulator.close(),
  };
}
