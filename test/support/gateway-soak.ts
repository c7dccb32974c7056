/**
 * Weeks of business at all four gateways at once, with random faults, crashes and clocks that are off; everything
 * follows from a seed. What came in is compared with the gateways' own books at the end.
 */
import { ConnectionError } from '../../shared/errors.ts';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import { createRandom, type Random } from '../../src-main/demo/company/random.ts';
import { type Faults, reordered, repeated, repeatedWithChange } from '../../src-main/demo/http/index.ts';
import { Imported, RUNNING } from './gateway-pulls.ts';
import { type SoakGateway, startSoakGateways } from './gateway-soak-gateways.ts';

export interface SoakOptions {
  readonly seed: number;
  readonly days: number;
  readonly paymentsPerDay: number;
  readonly pullsPerDay: number;
}

export interface SoakReport {
  readonly gateway: string;
  readonly pulls: number;
  readonly failedPulls: number;
  readonly crashes: number;
  readonly faults: number;
  readonly requests: number;
  readonly records: number;
  readonly payouts: number;
  readonly rejected: readonly string[];
  /** Sentences about what is not as the gateway's books have it. Empty when all is well. */
  readonly differences: readonly string[];
}

const HOUR = 3_600;
const START = '2025-03-03';
/** After the last business day, for settlements on their way. */
const QUIET_DAYS = 9;

interface Run {
  readonly gateway: SoakGateway;
  readonly imported: Imported;
  pulls: number;
  failedPulls: number;
  crashes: number;
  faults: number;
}

export async function soak(options: SoakOptions): Promise<SoakReport[]> {
  const random = createRandom(`gateway-soak-${options.seed}`);
  const world = createDemoWorld({
    seed: options.seed,
    payments: 40,
    today: START,
    elsewhere: { paytrace: 40, opayo: 40, wooshpay: 40 },
  });
  let now = Date.parse(`${START}T06:00:00Z`) / 1000;
  const gateways = await startSoakGateways(world, () => new Date(now * 1000));
  const runs: Run[] = gateways.map((gateway) => ({
    gateway,
    imported: new Imported(),
    pulls: 0,
    failedPulls: 0,
    crashes: 0,
    faults: 0,
  }));
  for (const { gateway } of runs) gateway.faults.clockSkewSeconds = random.whole(-1_800, 1_800);
  try {
    for (let day = 0; day < options.days + QUIET_DAYS; day += 1) {
      const isQuiet = day >= options.days;
      for (let slot = 0; slot < options.pullsPerDay; slot += 1) {
        const business = isQuiet ? 0 : Math.ceil(options.paymentsPerDay / options.pullsPerDay);
        for (const { gateway } of runs) for (let at = 0; at < business; at += 1) gateway.happen(random);
        now += Math.floor((24 * HOUR) / options.pullsPerDay);
        for (const run of runs) {
          if (isQuiet) run.gateway.faults.clear();
          else run.faults += trouble(run.gateway, random);
          await pullOnce(run, isQuiet ? null : random);
        }
      }
    }
    return runs.map(report);
  } finally {
    for (const { gateway } of runs) await gateway.close();
  }
}

/** Puts one fault in the way of the next pull, or none. */
function trouble(gateway: SoakGateway, random: Random): number {
  const { faults } = gateway;
  const times = random.whole(1, 7);
  const plan: readonly (readonly [(faults: Faults) => void, number])[] = [
    [() => undefined, 40],
    [(it) => it.next({ kind: 'status', status: 500 }, times), 8],
    [(it) => it.next({ kind: 'status', status: 429, retryAfterSeconds: random.whole(1, 90) }, times), 8],
    [(it) => it.next({ kind: 'html' }, times), 6],
    [(it) => it.next({ kind: 'truncated' }, times), 6],
    [(it) => it.next({ kind: 'dropped' }, times), 6],
    [(it) => it.onPage(repeated, Math.min(times, 3)), 8],
    [(it) => it.onPage(reordered, times), 8],
    [(it) => it.onPage(repeatedWithChange, times), 5],
    [() => gateway.loseSession(), 5],
  ];
  const [quiet] = plan[0] ?? [];
  const chosen = random.weighted(plan);
  chosen(faults);
  return chosen === quiet ? 0 : 1;
}

/** One pull as the sync service makes it; with `random`, it may be cut off at any page. */
async function pullOnce(run: Run, random: Random | null): Promise<void> {
  const gateway = run.gateway.open();
  const crashAfter = random?.chance(0.15) ? random.whole(1, 8) : Number.POSITIVE_INFINITY;
  let pages = 0;
  run.pulls += 1;
  try {
    for await (const page of gateway.pull(run.imported.cursor, RUNNING)) {
      pages += 1;
      if (pages > crashAfter) {
        run.crashes += 1;
        return;
      }
      run.imported.keep(page);
    }
  } catch (error) {
    if (!(error instanceof ConnectionError) || !error.transient) throw error;
    run.failedPulls += 1;
  } finally {
    await gateway.close();
  }
}

function report({ gateway, imported, ...counts }: Run): SoakReport {
  return {
    gateway: gateway.name,
    ...counts,
    requests: gateway.requests(),
    records: imported.records.size,
    payouts: imported.of('payout').length,
    rejected: [...imported.rejected.values()].map(({ reason }) => reason),
    differences: gateway.differences(imported),
  };
}
