/** What posting needs from outside; clocks, ids and chance come in, so that a run can be repeated from a seed. */
import type { NotificationKind } from '../../shared/api/setup.ts';
import type { GatewayTransaction, TransactionId } from '../../shared/model.ts';
import type { LedgerEntry } from '../ledgers/port.ts';
import type { Store } from '../store/index.ts';
import type { PostingSettings } from './settings.ts';
import type { OnStep } from './steps.ts';

export interface Alert {
  readonly severity: 'info' | 'warning' | 'error';
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly transactionId: TransactionId | null;
  readonly kind: NotificationKind;
  readonly quiet?: boolean;
}

export interface PostingDeps {
  readonly store: Store;
  readonly now: () => Date;
  /** Unique each time; ids of approvals and outbox entries. */
  readonly newId: () => string;
  /** Read at each decision, so that a changed setting counts from then on. */
  readonly settings: () => PostingSettings;
  readonly onAlert: (alert: Alert) => void;
  /** The entries with what the firm's mapping fills. Throws Refusal MAPPING_STOPPED. Left out: nothing is mapped. */
  readonly mapped?: (
    transaction: GatewayTransaction,
    entries: readonly LedgerEntry[],
  ) => readonly LedgerEntry[];
  /** Fault tests only; see steps.ts. */
  readonly onStep?: OnStep;
}
