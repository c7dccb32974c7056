/** The ledger of one run, as the day sees it: opened by programs, worked in by a Sage user, read by the checker. */
import type { Ledger } from '../../../src-main/ledgers/port.ts';
import type { UserAct } from '../plan/acts.ts';
import type { Cable } from './cable.ts';

/** Column to value as plain text: amounts as exact decimals, dates as YYYY-MM-DD; null stays null. */
export type TableRow = Readonly<Record<string, string | null>>;
/** Every table of the ledger, by name ("PRO01.armast"), each with all its rows. */
export type LedgerTables = ReadonlyMap<string, readonly TableRow[]>;

export interface UserDeed {
  readonly act: UserAct;
  /** unknown: the connection broke before the answer came. */
  readonly outcome: 'done' | 'not done' | 'unknown';
}

/** A ledger as one life of a program holds it. */
export interface OpenLedger {
  readonly ledger: Ledger;
  /** The life has ended without a word: whatever it had open at the ledger is cut. */
  sever(): void;
}

export interface Books {
  readonly kind: 'memory' | 'sql' | 'web';
  open(life: string): Promise<OpenLedger>;
  /** A way in for a program in a process of its own. Throws where only this process can reach the books. */
  cable(): Promise<Cable>;
  userActs(act: UserAct): Promise<void>;
  readonly deeds: readonly UserDeed[];
  restartServer(): Promise<void>;
  /** Faults strike from now on; before, and after `calm`, none does. */
  storm(): void;
  calm(): Promise<void>;
  /** Faults that have struck, by kind. */
  readonly struck: Map<string, number>;
  read(): Promise<LedgerTables>;
  close(): Promise<void>;
}

export function count(counts: Map<string, number>, kind: string, by = 1): void {
  counts.set(kind, (counts.get(kind) ?? 0) + by);
}
