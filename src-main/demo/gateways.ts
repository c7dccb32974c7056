/** Starts the simulators of the gateways that the world has payments for, beside Stripe. */
import type { DemoWorld, GatewayOfDemo } from './company/index.ts';
import { type OpayoSimulator, startOpayoSimulator } from './opayo/index.ts';
import { type PayTraceSimulator, startPayTraceSimulator } from './paytrace/index.ts';
import { demoWooshPayKey, startWooshPaySimulator, type WooshPaySimulator } from './wooshpay/index.ts';

/** Credentials of the demo's gateways: invented, good on loopback only. */
export const PAYTRACE_LOGIN = {
  username: 'northgate-demo',
  password: ['demo', 'paytrace', 'Northgate1'].join('-'),
  integratorId: '9demoNorthgate',
} as const;
export const OPAYO_LOGIN = {
  vendor: 'northgatedemo',
  user: 'reporting',
  password: ['demo', 'opayo', 'Northgate1'].join('-'),
} as const;

export interface DemoGateways {
  readonly paytrace: PayTraceSimulator | null;
  readonly opayo: OpayoSimulator | null;
  readonly wooshpay: WooshPaySimulator | null;
  close(): Promise<void>;
}

export async function startGateways(world: DemoWorld, clock: () => Date): Promise<DemoGateways> {
  const has = (gateway: GatewayOfDemo) => world.payments.some((payment) => payment.gateway === gateway);
  const paytrace = has('paytrace') ? await startPayTraceSimulator({ world, clock, ...PAYTRACE_LOGIN }) : null;
  const opayo = has('opayo') ? await startOpayoSimulator({ world, clock, ...OPAYO_LOGIN }) : null;
  const wooshpay = has('wooshpay')
    ? await startWooshPaySimulator({ world, clock, apiKey: demoWooshPayKey() })
    : null;
  return {
    paytrace,
    opayo,
    wooshpay,
    async close() {
      await Promise.all([paytrace?.close(), opayo?.close(), wooshpay?.close()]);
    },
  };
}
