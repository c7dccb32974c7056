/** Trying a connection before it is saved: what was typed is checked, then used once, then closed. */
import { setTimeout as wait } from 'node:timers/promises';
import type * as z from 'zod';
import type { CallOutput } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { ConnectionId, Instant } from '../../shared/model.ts';
import type { ConnectionTest, GatewayConnector } from '../gateways/index.ts';
import type { LedgerConnector, LedgerDeps } from '../ledgers/index.ts';
import type { CompanyName } from '../profile.ts';
import type { SplitValues } from './connection-forms.ts';

/** A server that does not answer must not leave the wizard waiting for ever. */
const LIMIT_MS = 60_000;

export interface GatewayTrial extends SplitValues {
  readonly problems: CallOutput<'setup.testGateway'>['problems'];
  readonly test:
    | (NonNullable<CallOutput<'setup.testGateway'>['test']> & Pick<ConnectionTest, 'accountId'>)
    | null;
}

/** `deps.credentials`: what was typed, with what a sign-in brought. */
export async function tryLedger(
  connector: LedgerConnector,
  values: SplitValues,
  deps: LedgerDeps & { readonly credentials: Readonly<Record<string, string>> },
): Promise<CallOutput<'setup.testLedger'>> {
  const parsed = connector.settings.safeParse(values.settings);
  const problems = parsed.success ? [] : problemsOf(parsed.error);
  for (const field of connector.credentials) {
    if ((values.credentials[field.name] ?? '') === '') {
      const signIn = connector.form.some(({ name, kind }) => name === field.name && kind === 'sign_in');
      problems.push({ field: field.name, message: signIn ? 'Sign in first.' : `${field.label} is needed.` });
    }
  }
  if (!parsed.success || problems.length > 0) return { problems, preflight: null, accounts: [] };
  const ledger = connector.open(parsed.data, deps.credentials, deps);
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
    ...connector.checkCredentials(credentials, values.settings),
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

export function problemsOf(error: z.ZodError): { field: string; message: string }[] {
  return error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
}

/** Throws MatchbookError when the test did not pass, or when a test key would be put beside live records. */
export function assertUsable(trial: GatewayTrial, connector: GatewayConnector, company: CompanyName): void {
  const wrong = trial.problems[0]?.message ?? trial.test?.checks.find(({ ok }) => !ok)?.detail;
  if (trial.test?.ok !== true) {
    throw new MatchbookError('GATEWAY_TEST_FAILED', {
      happened: `${connector.title} cannot be read with this: ${wrong ?? 'the test did not pass'}.`,
      kept: 'Nothing was saved.',
      todo: 'Put right what is named and test again.',
    });
  }
  const environment = trial.test.environment;
  const open = company === 'live' ? 'live' : 'test';
  if (environment !== null && environment !== open) {
    throw new MatchbookError('ENVIRONMENT_MISMATCH', {
      happened: `This key is for ${connector.title}’s ${environment} environment, and the company that is open is the ${company} one.`,
      kept: 'Nothing was saved; test and live records are never mixed.',
      todo: `Use the ${open} key, or open the ${environment} company first (Settings, Environments).`,
    });
  }
}
