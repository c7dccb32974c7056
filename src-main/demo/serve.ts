/**
 * The demo company's servers alone, for any other client: prints where they are and with which credentials, and stays
 * until Ctrl-C. Options: --seed N, --payments N, --sql-port N, --stripe-port N, --directory PATH.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LEDGER_READER, ledgerPassword, startDemo } from './index.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    payments: { type: 'string' },
    'sql-port': { type: 'string' },
    'stripe-port': { type: 'string' },
    directory: { type: 'string' },
  },
});

function whole(name: keyof typeof values): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) {
    process.stderr.write(`--${name} takes a whole number, not "${text}".\n`);
    process.exit(2);
  }
  return Number(text);
}

const seed = whole('seed');
const payments = whole('payments');
const directory = values.directory ?? mkdtempSync(join(tmpdir(), 'matchbook-demo-'));
const removeOwn = (): void => {
  if (values.directory === undefined) rmSync(directory, { recursive: true, force: true });
};
const demo = await startDemo({
  directory,
  sqlPort: whole('sql-port') ?? 0,
  stripePort: whole('stripe-port') ?? 0,
  ...(seed === undefined ? {} : { seed }),
  ...(payments === undefined ? {} : { payments }),
}).catch((cause: unknown) => {
  removeOwn();
  const reason = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`The demo company could not start: ${reason}\n`);
  process.exit(1);
});

process.stdout.write(`The demo company is up, with everything that happened before ${demo.today}.

SQL Server  host ${demo.sql.host}  port ${demo.sql.port}  database ${demo.sql.database}
            user ${demo.sql.user}  password ${demo.sql.password}
            user ${LEDGER_READER}  password ${ledgerPassword(LEDGER_READER)}  (reads only)
Stripe      http://${demo.stripe.host}:${demo.stripe.port}  key ${demo.stripe.apiKey}

Data: ${directory}${values.directory === undefined ? ' (removed at the end)' : ''}
Ctrl-C ends it.
`);

async function end(): Promise<void> {
  await demo.close();
  removeOwn();
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
