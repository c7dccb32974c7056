import type { CallOutput, FormValues } from '../../shared/api.ts';
import type { LedgerAccount } from '../../shared/model.ts';
import type { Preflight } from '../../shared/preflight.ts';

/** What was typed about the ledger so far; nothing of it is saved before the accounts are chosen. */
export interface LedgerDraft {
  readonly connector: string;
  readonly title: string;
  readonly environment: 'live' | 'test';
  readonly values: FormValues;
}

export interface LedgerTrial {
  readonly preflight: Preflight;
  readonly accounts: readonly LedgerAccount[];
}

export type FieldProblems = CallOutput<'setup.testLedger'>['problems'];
