import {
  Link,
  Toast,
  ToastBody,
  ToastFooter,
  ToastTitle,
  useToastController,
} from '@fluentui/react-components';
import { useMemo } from 'react';
import type { CallInput, CallOutput, CurrencyTotal } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { call, failureOf } from '../api/index.ts';
import { count } from '../format/index.ts';
import { loadedRows, rowsOfGroup, useReview } from './review-store.ts';
import type { SplitResult } from './split-draft.ts';

type Outcome = CallOutput<'review.approve'>;

export interface Decisions {
  approve(ids: readonly TransactionId[]): Promise<void>;
  approveAll(
    filter: CallInput<'review.approveAll'>['filter'],
    confirmed: readonly CurrencyTotal[],
    includeFlagged: boolean,
  ): Promise<void>;
  flag(ids: readonly TransactionId[], forWhom: string, note: string): Promise<void>;
  unflag(ids: readonly TransactionId[]): Promise<void>;
  approveAs(id: TransactionId, result: SplitResult, reason: string | null): Promise<void>;
  ignore(ids: readonly TransactionId[], reason: string): Promise<void>;
  undo(ids: readonly TransactionId[]): Promise<void>;
}

/** One call takes no more. */
const MOST_UNDONE = 5000;
export const REVIEW_TOASTER = 'review-decisions';

/** Decisions with their feedback: the rows go at once, and a toast says what was done, offers to undo it, or why not. */
export function useDecisions(): Decisions {
  const { dispatchToast } = useToastController(REVIEW_TOASTER);
  return useMemo(() => {
    const tell = (did: string, outcome: Outcome, undo: (() => void) | null): void => {
      const { decided, skipped } = outcome;
      if (decided.length > 0) {
        dispatchToast(
          <Toast>
            <ToastTitle>{decided.length === 1 ? did : `${did}: ${count(decided.length)}`}</ToastTitle>
            {undo && (
              <ToastFooter>
                <Link onClick={undo}>Undo</Link>
              </ToastFooter>
            )}
          </Toast>,
          { intent: 'success', timeout: 5000 },
        );
      }
      const [first] = skipped;
      if (first) {
        dispatchToast(
          <Toast>
            <ToastTitle>
              {skipped.length === 1 ? 'Left as it is' : `Left as they are: ${count(skipped.length)}`}
            </ToastTitle>
            <ToastBody>{first.reason}</ToastBody>
          </Toast>,
          { intent: 'warning', timeout: 9000 },
        );
      }
    };
    const tellFailure = (error: unknown): void => {
      const failure = failureOf(error);
      dispatchToast(
        <Toast>
          <ToastTitle>{failure.happened}</ToastTitle>
          <ToastBody>
            {failure.kept} {failure.todo}
          </ToastBody>
        </Toast>,
        { intent: 'error', timeout: 12_000 },
      );
    };
    const attempt = async (
      did: string,
      ids: readonly TransactionId[],
      run: () => Promise<Outcome>,
      undoable: boolean,
    ): Promise<void> => {
      try {
        const outcome = await useReview.getState().decide(ids, run);
        tell(
          did,
          outcome,
          undoable && outcome.decided.length > 0 && outcome.decided.length <= MOST_UNDONE
            ? () => void undo(outcome.decided)
            : null,
        );
      } catch (error) {
        tellFailure(error);
      }
    };
    /** What moves no row: the list is asked for again when the program says that it changed. */
    const change = async (did: string, run: () => Promise<{ changed: number }>): Promise<void> => {
      try {
        const { changed } = await run();
        if (changed === 0) return;
        useReview.getState().clearMarks();
        dispatchToast(
          <Toast>
            <ToastTitle>{changed === 1 ? did : `${did}: ${count(changed)}`}</ToastTitle>
          </Toast>,
          { intent: 'success', timeout: 5000 },
        );
      } catch (error) {
        tellFailure(error);
      }
    };
    const undo = (ids: readonly TransactionId[]): Promise<void> =>
      attempt('Taken back', ids, () => call('review.undo', { transactionIds: [...ids] }), false);
    return {
      approve: (ids) =>
        attempt('Approved', ids, () => call('review.approve', { transactionIds: [...ids] }), true),
      approveAll: (filter, confirmed, includeFlagged) => {
        const { group } = filter;
        // A group is in its own place; the whole list is all that is loaded.
        const rows = group ? rowsOfGroup(useReview.getState(), group.key) : loadedRows(useReview.getState());
        const ids = rows
          .filter(({ flaggedFor }) => includeFlagged || flaggedFor === null)
          .map(({ transactionId }) => transactionId);
        return attempt(
          'Approved',
          ids,
          () => call('review.approveAll', { filter, confirmed: [...confirmed], includeFlagged }),
          true,
        );
      },
      flag: (ids, forWhom, note) =>
        change(`Flagged for ${forWhom}`, () =>
          call('review.flag', { transactionIds: [...ids], forWhom, note }),
        ),
      unflag: (ids) => change('Flag cleared', () => call('review.unflag', { transactionIds: [...ids] })),
      approveAs: (id, { customerNo, allocations, remainder }, reason) =>
        attempt(
          'Approved',
          [id],
          () =>
            call('review.approveAs', {
              transactionId: id,
              customerNo,
              allocations: [...allocations],
              remainder,
              reason,
            }),
          true,
        ),
      ignore: (ids, reason) =>
        attempt('Ignored', ids, () => call('review.ignore', { transactionIds: [...ids], reason }), true),
      undo,
    };
  }, [dispatchToast]);
}
