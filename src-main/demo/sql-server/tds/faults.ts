/** Faults on demand: what a bad network or a dying server does to a client, at a chosen moment. */
import type { SqlRequest } from '../session.ts';

/** The moment at which a fault may strike. */
export interface FaultEvent {
  readonly connectionId: number;
  /** '' until the login is read. */
  readonly user: string;
  /** null at connection and login. */
  readonly request: SqlRequest | null;
  /** How many requests this connection has sent, this one included. */
  readonly requestNumber: number;
  /** Rows that this request has sent so far. */
  readonly rowNumber: number;
}

/** A number: how many times the fault strikes, at the next chances (Infinity: always). A predicate: asked at every chance. */
export type FaultTrigger = number | ((event: FaultEvent) => boolean) | undefined;

/** Milliseconds for every event (0: none), or a function that gives them for each. */
export type FaultDelay = number | ((event: FaultEvent) => number) | undefined;

/**
 * The server reads this object at every event, so a test may change it while the server runs. A numeric trigger is
 * counted down in place: what is left tells how many strikes are still to come.
 */
export interface TdsFaults {
  /** Waits before each request is run. */
  latencyMs?: FaultDelay;
  /** Closes a new connection before a byte is exchanged. */
  refuseConnections?: FaultTrigger;
  /** Answers a correct login with error 18456. */
  loginFailure?: FaultTrigger;
  /** Sends the first half of the login response, then closes. (tedious 19 then waits for ever: set a deadline of your own.) */
  truncateLoginAck?: FaultTrigger;
  /** Closes when a COMMIT arrives (transaction request, or a statement with COMMIT in it), before the engine sees it. */
  dropBeforeCommit?: FaultTrigger;
  /** The engine commits, the answer never leaves. Asked only when a transaction really was committed. */
  dropAfterCommit?: FaultTrigger;
  /** A number: that many requests are still run; the answer of the last never leaves, and the fault is spent. */
  dropAfterNStatements?: FaultTrigger;
  /** Sends half a row, then closes. */
  dropMidRow?: FaultTrigger;
  /** Waits between the engine's commit and its answer. */
  delayCommitAckMs?: FaultDelay;
}

type TriggerName = {
  [Name in keyof TdsFaults]-?: Name extends 'latencyMs' | 'delayCommitAckMs' ? never : Name;
}[keyof TdsFaults];

/** Whether the fault strikes now; a numeric trigger loses one. */
export function strikes(
  faults: TdsFaults,
  name: Exclude<TriggerName, 'dropAfterNStatements'>,
  event: FaultEvent,
): boolean {
  const trigger = faults[name];
  if (typeof trigger === 'function') return trigger(event);
  if (trigger === undefined || trigger < 1) return false;
  faults[name] = trigger - 1;
  return true;
}

/** Counts one request down; true when the answer of this one is to be lost. */
export function dropsAfterStatement(faults: TdsFaults, event: FaultEvent): boolean {
  const trigger = faults.dropAfterNStatements;
  if (typeof trigger === 'function') return trigger(event);
  if (trigger === undefined || trigger < 1) return false;
  faults.dropAfterNStatements = trigger > 1 ? trigger - 1 : undefined;
  return trigger <= 1;
}

export function delayMs(delay: FaultDelay, event: FaultEvent): number {
  const ms = typeof delay === 'function' ? delay(event) : (delay ?? 0);
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}
