/** Flags for a colleague, and how the list is arranged: what the window keeps with the company. */
import { type Handlers, ReviewView } from '../../shared/api.ts';
import type { Company } from '../workspace/company.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review-people.ts';

export type FlagName =
  | 'review.flag'
  | 'review.unflag'
  | 'review.replyToFlag'
  | 'review.colleagues'
  | 'review.view'
  | 'review.saveView';

const VIEW = 'review.view';
const INITIAL_VIEW: ReviewView = { grouping: null, sort: 'date', descending: true };
const MOST_NAMES = 30;

export function flagHandlers(hand: Hand): Pick<Handlers, FlagName> {
  const changed = (company: Company): void =>
    company.emit({ type: 'changed', topics: ['review', 'history'] });
  return {
    'review.flag': async ({ transactionIds, forWhom, note }) => {
      const { company } = hand.session();
      const count = company.posting.flag(transactionIds, forWhom, note, userOf(company));
      changed(company);
      return { changed: count };
    },
    'review.unflag': async ({ transactionIds }) => {
      const { company } = hand.session();
      const count = company.posting.unflag(transactionIds, userOf(company));
      changed(company);
      return { changed: count };
    },
    'review.replyToFlag': async ({ transactionId, note }) => {
      const { company } = hand.session();
      const flag = company.posting.replyToFlag(transactionId, note, userOf(company));
      changed(company);
      return { ...flag, replies: [...flag.replies] };
    },
    'review.colleagues': async () => hand.session().company.store.colleagueFlags.names(MOST_NAMES),
    'review.view': async () => {
      const stored = ReviewView.safeParse(hand.session().company.store.settings.get(VIEW));
      return stored.success ? stored.data : INITIAL_VIEW;
    },
    'review.saveView': async (view) => {
      hand.session().company.store.settings.set(VIEW, view);
      return view;
    },
  };
}
