/**
 * One posting in one transaction, exactly once: lock, look for the markers, judge on what the rows say now, write,
 * commit, read back. Tried again by itself only where the server chose it as the victim of a deadlock, or where a row
 * moved under it: both times nothing was kept.
 */
import { ConnectionError } from '../../../../shared/errors.ts';
import type { Marker } from '../../../../shared/model.ts';
import { type Minor, MoneyError } from '../../../../shared/money.ts';
import type { LedgerEntry, Posting, PostOutcome } from '../../port.ts';
import type { SageConnection } from '../connection/connection.ts';
import { isDeadlockVictim } from '../connection/failures.ts';
import type { SageSchema } from '../schema/schema.ts';
import type { AccountBook } from './accounts.ts';
import { totalOf } from './movement.ts';
import { gather } from './participants.ts';
import { type Plan, Planner } from './plan.ts';
import { differencesOf, readBack } from './read-back.ts';
import { stampAt } from './receipt-row.ts';
import { MovedMeanwhile, Refusal } from './refusal.ts';
import { writePlan } from './write.ts';

const ATTEMPTS = 5;

export interface Poster {
  readonly connection: SageConnection;
  readonly schema: SageSchema;
  readonly accounts: AccountBook;
  readonly now: () => Date;
}

export async function post(poster: Poster, posting: Posting): Promise<PostOutcome> {
  const [first] = posting.entries;
  if (!first) return { kind: 'already_posted', entries: [] };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(poster, posting, first);
    } catch (error) {
      const again = error instanceof MovedMeanwhile || isDeadlockVictim(error);
      if (!again) throw error;
      if (attempt >= ATTEMPTS) throw error instanceof MovedMeanwhile ? busy(error) : error;
      // Apart from each other, so that two posters do not meet at the same rows again.
      await new Promise((resolve) => setTimeout(resolve, 15 * attempt + Math.floor(Math.random() * 60)));
    }
  }
}

function busy(cause: unknown): ConnectionError {
  return new ConnectionError(
    'LEDGER_LOCKED',
    {
      happened: 'The invoice or customer kept changing while it was being posted to.',
      kept: 'Nothing of this posting was written. The approval is kept.',
      todo: 'Matchbook tries again by itself.',
    },
    { transient: true, cause },
  );
}

async function attemptOnce(poster: Poster, posting: Posting, first: LedgerEntry): Promise<PostOutcome> {
  const { connection, schema, accounts } = poster;
  const { settings } = connection;
  const tables = schema.posting;
  if (!tables) return refused(notPossible(schema, first.marker));
  const stamp = stampAt(poster.now(), settings.timeZone, settings.postingUser);
  let written: Plan | undefined;
  const customers: string[] = [];
  try {
    written = await connection.transaction(async (transaction) => {
      const there = await gather(transaction, tables, posting, settings);
      const plan = await new Planner(schema, settings, there).plan(transaction, posting);
      for (const it of there.existing.values()) if (it.kind === 'receipt') customers.push(it.rawCustomerNo);
      for (const it of plan.movements) customers.push(it.item?.found.rawCustomerNo ?? it.customer.rawNumber);
      if (plan.movements.length + plan.journals.length === 0) return undefined;
      await writePlan({ transaction, tables, settings, accounts, stamp }, plan);
      return plan;
    });
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    if (error instanceof MoneyError)
      return refused(new Refusal(first.marker, 'NOT_SUPPORTED', error.message));
    throw error;
  }
  const markers = posting.entries.map(({ marker }) => marker);
  const stands = await readBack(connection, tables, markers, customers).catch((error: unknown) => {
    throw written ? unread(error) : error;
  });
  const entries = markers.flatMap((marker) => stands.get(marker) ?? []);
  if (!written) return { kind: 'already_posted', entries };
  const differences = differencesOf(meantBy(written), stands);
  return { kind: 'posted', entries, ...(differences.length > 0 ? { differences } : {}) };
}

/** Committed, but the connection broke before it could be looked at. */
function unread(cause: unknown): ConnectionError {
  return new ConnectionError(
    'LEDGER_CONNECTION_LOST',
    {
      happened: 'The posting was committed, but it could not be read back.',
      kept: 'Sage Pro should have it; it carries its marker, so it can be found and is never posted twice.',
      todo: 'Matchbook looks for it again by itself.',
    },
    { transient: true, outcomeUnknown: true, cause },
  );
}

function meantBy(plan: Plan): ReadonlyMap<Marker, Minor> {
  const meant = new Map<Marker, Minor>(plan.movements.map((it) => [it.marker, totalOf(it)]));
  for (const { entry, lines } of plan.journals) {
    const debit = lines.reduce((sum, { amountMinor }) => sum + Math.max(amountMinor, 0), 0);
    meant.set(entry.marker, debit);
  }
  return meant;
}

function refused({ marker, code, message }: Refusal): PostOutcome {
  return { kind: 'refused', marker, code, message };
}

function notPossible(schema: SageSchema, marker: Marker): Refusal {
  const reasons = schema.abilities.findings.filter(({ severity }) => severity.startsWith('blocks_'));
  return new Refusal(
    marker,
    'NOT_SUPPORTED',
    `This company’s tables cannot be posted to directly. ${reasons.map(({ message }) => message).join(' ')}`,
  );
}
