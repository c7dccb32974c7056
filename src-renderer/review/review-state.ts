/** What the Review screen's state holds, and what can be done with it. */
import type {
  CallFailure,
  CallOutput,
  CurrencyTotal,
  ReviewGroup,
  ReviewGrouping,
  ReviewRow,
  ReviewSort,
  ReviewTab,
} from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import type { GroupRows } from './entries.ts';
import type { Narrowing } from './narrowing.ts';

export type SortBy = ReviewSort;

export interface ReviewStore {
  readonly tab: ReviewTab;
  readonly search: string;
  readonly narrowing: Narrowing;
  readonly grouping: ReviewGrouping | null;
  /** Keys of the groups whose rows are folded away. */
  readonly closed: ReadonlySet<string>;
  readonly sort: SortBy;
  readonly descending: boolean;
  /** Of the list without groups, from its top. */
  readonly rows: readonly ReviewRow[];
  readonly nextCursor: string | null;
  readonly groups: readonly ReviewGroup[];
  readonly groupRows: GroupRows;
  /** Of everything that passes the filter. */
  readonly totals: readonly CurrencyTotal[];
  readonly asking: boolean;
  readonly failure: CallFailure | null;
  readonly current: TransactionId | null;
  /** Set instead of `current` while a group's header is current. */
  readonly currentGroup: string | null;
  readonly marked: ReadonlySet<TransactionId>;
  /** How the list was arranged last, and then the list. */
  start(): Promise<void>;
  open(tab: ReviewTab): void;
  searchFor(text: string): void;
  narrow(narrowing: Narrowing): void;
  groupBy(grouping: ReviewGrouping | null): void;
  sortBy(sort: SortBy): void;
  /** Asks for the list again, keeping the place. */
  load(): Promise<void>;
  more(): Promise<void>;
  /** These lines are seen: what is missing of them is asked for. */
  look(first: number, last: number): Promise<void>;
  select(id: TransactionId): void;
  selectGroup(key: string): void;
  move(by: number): void;
  /** Folds a group's rows away, or unfolds them; its header is current then. */
  fold(key: string, closes: boolean): void;
  foldAll(closes: boolean): void;
  toggle(id: TransactionId): void;
  clearMarks(): void;
  /**
   * Takes the rows away at once and runs the decision; what was skipped or failed comes back with the next load.
   * Rejects with what `run` rejects with, after the list has been asked for again.
   */
  decide(
    ids: readonly TransactionId[],
    run: () => Promise<CallOutput<'review.approve'>>,
  ): Promise<CallOutput<'review.approve'>>;
}
