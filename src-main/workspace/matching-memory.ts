/** The rules of matching and what it has learned, kept in the company's store; nothing of it leaves the PC. */

import type { Approval } from '../../shared/model.ts';
import {
  type ApprovalFact,
  defaultRules,
  Learned,
  MatchingRules,
  nothingLearned,
  toMatchable,
} from '../matching/index.ts';
import type { Store } from '../store/index.ts';

const RULES = 'matching.rules';
const LEARNED = 'matching.learned';

export function rulesOf(store: Store): MatchingRules {
  const stored = store.settings.get(RULES);
  return stored === undefined ? defaultRules : MatchingRules.parse(stored);
}

export function saveRules(store: Store, rules: MatchingRules): void {
  store.settings.set(RULES, rules);
}

export function learnedOf(store: Store): Learned {
  const stored = store.settings.get(LEARNED);
  return stored === undefined ? nothingLearned : Learned.parse(stored);
}

export function saveLearned(store: Store, learned: Learned): void {
  store.settings.set(LEARNED, learned);
}

export interface LessonsDue {
  readonly teach: readonly ApprovalFact[];
  readonly unteach: readonly ApprovalFact[];
  /**
   * What was learned, and which approvals it was learned from, in one local transaction. When a person changed the lessons
   * while the run was under way, theirs stay, and these approvals teach the next run instead.
   */
  done(learned: Learned): void;
}

/** What people decided since the last run, and what they took back. */
export function lessonsDue(store: Store): LessonsDue {
  const { teach, unteach } = store.approvals.lessonsDue();
  const before = JSON.stringify(learnedOf(store));
  const fact = (approval: Approval): ApprovalFact => ({
    transaction: toMatchable(store.transactions.get(approval.transactionId).transaction),
    customerNo: approval.customerNo,
    allocations: approval.allocations,
  });
  return {
    teach: teach.map(fact),
    unteach: unteach.map(fact),
    done: (learned) => {
      if (teach.length + unteach.length === 0) return;
      store.transact(() => {
        if (JSON.stringify(learnedOf(store)) !== before) return;
        saveLearned(store, learned);
        store.approvals.setTaught(
          teach.map(({ id }) => id),
          true,
        );
        store.approvals.setTaught(
          unteach.map(({ id }) => id),
          false,
        );
      });
    },
  };
}
