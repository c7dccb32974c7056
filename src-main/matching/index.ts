/**
 * Matching: proposes for each gateway transaction the open items that it pays, with confidence and reasons. Pure
 * functions from values to values: no clock, no file, no ledger. Imports only shared/ (and zod for the shape of rules
 * and of what was learned). Called by the sync and review services and by the `match` command.
 */
export { Learned, Lesson, nothingLearned } from './learned.ts';
export { type ApprovalFact, learn, unlearn } from './learning.ts';
export { forgetLesson, type LessonKind, type ListedLesson, listLessons, redirectAlias } from './lessons.ts';
export { match, matchEach } from './match.ts';
export { toMatchable } from './matchable.ts';
export { indexOpenItems, OpenItemIndex } from './open-item-index.ts';
export { type Preview, type PreviewedChange, type PreviewInput, previewRules } from './preview.ts';
export { findPattern, parsePattern } from './reference-pattern.ts';
export { defaultRules, MatchingRule, MatchingRules, Shape } from './rules.ts';
export type { IndexOptions, Match, MatchableTransaction, MatchContext, PostedAllocation } from './types.ts';
export { explainProposal } from './wording.ts';
