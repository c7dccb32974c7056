/**
 * Times the reconcile of the npm package @actual-app/api (importTransactions) on the same kind of set: the open items
 * are the account's transactions, the payments are imported over them. Its folder is the first argument; the package
 * is no dependency of this project. API: actualbudget.org/docs/api/reference.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type ActualApi = {
  init(options: { dataDir: string }): Promise<unknown>;
  runImport(name: string, fill: () => Promise<void>): Promise<void>;
  createAccount(account: { name: string }): Promise<string>;
  addTransactions(account: string, transactions: readonly object[]): Promise<unknown>;
  importTransactions(
    account: string,
    transactions: readonly object[],
  ): Promise<{ updated: readonly string[] }>;
  shutdown(): Promise<void>;
};

const [folder = '', size = '0'] = process.argv.slice(2);
const count = Number(size);
const entry = pathToFileURL(join(folder, 'node_modules/@actual-app/api/dist/index.js')).href;
const api = (await import(entry)) as ActualApi;
const dataDir = await mkdtemp(join(tmpdir(), 'matching-actual-'));
const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + (n % 150))).toISOString().slice(0, 10);
const entryOf = (n: number, later: number) => ({
  date: day(n + later),
  amount: 1_000 + ((n * 7_919) % 500_000),
  payee_name: `Company ${n % 500}`,
  notes: `Invoice ${10_000 + n}`,
});
try {
  await api.init({ dataDir });
  let account = '';
  await api.runImport('bench', async () => {
    account = await api.createAccount({ name: 'Receivables' });
    await api.addTransactions(
      account,
      Array.from({ length: count }, (_, n) => entryOf(n, 0)),
    );
  });
  const imported = Array.from({ length: count }, (_, n) => ({ ...entryOf(n, 2), imported_id: `p${n}` }));
  const started = performance.now();
  const { updated } = await api.importTransactions(account, imported);
  const elapsedMs = performance.now() - started;
  process.stdout.write(`\n${JSON.stringify({ actual: { elapsedMs, matched: updated.length } })}\n`);
  await api.shutdown();
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
