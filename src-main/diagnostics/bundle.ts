/** Everything that support needs to find a fault, as one JSON, with nothing in it that must stay on this computer. */
import { existsSync, statSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import type { SavedFile } from '../../shared/api/reports.ts';
import type { MatchbookError } from '../../shared/errors.ts';
import type { ConnectionRow, Store } from '../store/index.ts';
import { privateSettings, thisComputer, titlesOf } from './known.ts';
import { type KnownValue, redactSent } from './redact.ts';

export interface DiagnosticsInput {
  readonly version: string;
  readonly now: Date;
  /** demo, live or test; null when none is open. */
  readonly company: string | null;
  /** Why the company is not open, when it should be. */
  readonly problem: MatchbookError | null;
  readonly store: Store | null;
  readonly settings: unknown;
  readonly secretsKept: { readonly persistent: boolean; readonly message: string | null };
  /** All secrets of all connections, to be taken out wherever they turn up. */
  readonly secrets: readonly string[];
  readonly working: unknown;
  /** Lines of the log, oldest first. */
  readonly log: readonly string[];
}

const RUNS = 10;
const DEAD_LETTERS = 200;

export function diagnosticsBundle(input: DiagnosticsInput): SavedFile {
  const { store } = input;
  const ledger = store?.connections.ledger() ?? null;
  const connections = [...(ledger ? [ledger] : []), ...(store?.connections.gateways() ?? [])];
  const known: KnownValue[] = [
    ...input.secrets.map((value) => ({ value, name: 'secret' })),
    ...connections.flatMap(({ settings }) => privateSettings(settings)),
    ...privateSettings(input.settings),
    ...titlesOf(connections),
    ...thisComputer(),
  ];
  const bundle = {
    about: 'Matchbook diagnostics. Secrets, servers, people and card numbers were taken out.',
    madeAt: input.now.toISOString(),
    version: input.version,
    computer: computer(),
    company: input.company,
    problem: input.problem && { code: input.problem.code, message: input.problem.message },
    working: input.working,
    secretsKept: input.secretsKept,
    settings: input.settings,
    connections: store === null ? [] : connections.map((row) => connection(store, row)),
    store: store === null ? null : storeFacts(store),
    log: input.log.map(parsedLine),
  };
  return {
    fileName: `matchbook-diagnostics-${bundle.madeAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}.json`,
    mediaType: 'application/json',
    base64: Buffer.from(`${JSON.stringify(redactSent(bundle, known), null, 2)}\n`, 'utf8').toString('base64'),
  };
}

function computer() {
  const { node, electron, v8 } = process.versions;
  return {
    system: platform(),
    release: release(),
    architecture: arch(),
    processors: cpus().length,
    memoryMb: Math.round(totalmem() / 1_048_576),
    usedMb: Math.round(process.memoryUsage.rss() / 1_048_576),
    upSeconds: Math.round(process.uptime()),
    runtimes: { node, electron: electron ?? null, v8 },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
  };
}

function connection(store: Store, row: ConnectionRow) {
  const schedule = store.schedules.find(row.id);
  return {
    id: row.id,
    role: row.role,
    connector: row.connector,
    environment: row.environment,
    state: row.state,
    settings: row.settings,
    importFrom: row.importFrom,
    cursorAt: row.cursorAt,
    schedule: schedule && { spec: schedule.spec, paused: schedule.paused, checkedAt: schedule.checkedAt },
    openDeadLetters: store.deadLetters.openCountOf(row.id),
    lastRuns: store.syncRuns.latest(row.id, RUNS).map(({ id: _, connectionId: __, ...run }) => run),
  };
}

function storeFacts(store: Store) {
  const check = store.audit.verify();
  const letters = store.deadLetters.page(['open'], null, DEAD_LETTERS);
  return {
    schema: store.migration,
    bytes: sizeOf(store.file),
    logBytes: sizeOf(`${store.file}-wal`),
    transactions: store.transactions.count(),
    receiptsStanding: store.receipts.count(),
    outboxPending: store.outbox.pendingCount(),
    nextPostingAt: store.outbox.nextDueAt(),
    // Why, not what: a dead letter's payload is about customers.
    deadLetters: letters.map(({ origin, code, attempts, createdAt, lastSeenAt }) => ({
      origin,
      code,
      attempts,
      createdAt,
      lastSeenAt,
    })),
    audit: { whole: check.ok, events: check.events, firstBroken: check.firstBroken },
  };
}

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

/** A line that a crash cut off stays a text. */
function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
