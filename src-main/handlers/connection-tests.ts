/** Trying a connection before it is saved: what was typed is checked, then used once, then closed. */
import { setTimeout as wait } from 'node:timers/promises';
import type * as z from 'zod';
import type { CallOutput } from '../../shared/api.ts';
import { ConnectionId, Instant } from '../../shared/model.ts';
import type { GatewayConnector } from '../gateways/index.ts';
import type { LedgerConnector } from '../ledgers/index.ts';
import type { SplitValues } from './connection-forms.ts';

/** A server that does not answer must not leave the wizard waiting for ever. */
const LIMIT_MS = 60_000;

export interface GatewayTrial extends SplitValues {
  readonly problems: CallOutput<'setup.testGateway'>['problems'];
  readonly test: CallOutput<'setup.testGateway'>['test'];
}

export async function tryLedger(
  connector: LedgerConnector,
  values: SplitValues,
  now: () => Date,
): Promise<CallOutput<'setup.testLedger'>> {
  const parsed = connector.settings.safeParse(values.settings);
  const problems = parsed.success ? [] : problemsOf(parsed.error);
  for (const field of connector.credentials) {
    if ((values.credentials[field.name] ?? '') === '') {
      problems.push({ field: field.name, message: `${field.label} is needed.` });
    }
  }
  if (!parsed.success || problems.length > 0) return { problems, preflight: null, accounts: [] };
  const ledger = connector.open(parsed.data, values.credentials, { now });
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const preflight = await ledger.preflight(signal);
    const accounts = preflight.canRead ? [...(await ledger.accounts(signal))] : [];
    return { problems: [], preflight, accounts };
  } finally {
    await ledger.close();
  }
}

/** Throws ConnectionError when the gateway cannot be reached at all. */
export async function tryGateway(
  connector: GatewayConnector,
  values: SplitValues,
  now: () => Date,
): Promise<GatewayTrial> {
  const { credentials } = values;
  const parsed = connector.settings.safeParse(values.settings);
  const problems = [
    ...connector.checkCredentials(credentials),
    ...(parsed.success ? [] : problemsOf(parsed.error)),
  ];
  if (!parsed.success || problems.length > 0) return { ...values, problems, test: null };
  const connection = {
    id: ConnectionId.parse('trial'),
    gateway: connector.name,
    title: connector.title,
    settings: parsed.data,
    importFrom: Instant.parse(now().toISOString()),
  };
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    await wait(ms, undefined, { signal });
  };
  const gateway = connector.open(connection, credentials, { now, sleep });
  try {
    const test = await gateway.test(AbortSignal.timeout(LIMIT_MS));
    return {
      settings: parsed.data as Record<string, unknown>,
      credentials,
      problems: [],
      test: { ...test, checks: [...test.checks] },
    };
  } finally {
    await gateway.close();
  }
}

function problemsOf(error: z.ZodError): { field: string; message: string }[] {
  return error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
}
