import type { Handlers, ReviewView } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { Instant } from '../../shared/model.ts';
import type { FixtureState } from './fixture-state.ts';

type FlagHandlers = Pick<
  Handlers,
  | 'review.flag'
  | 'review.unflag'
  | 'review.replyToFlag'
  | 'review.colleagues'
  | 'review.view'
  | 'review.saveView'
>;

/** The invented company's flags for colleagues, and how its list is arranged. */
export function createFlagHandlers(state: FixtureState): FlagHandlers {
  let view: ReviewView = { grouping: null, sort: 'date', descending: true };
  const names: string[] = [];
  const now = (): Instant => Instant.parse(new Date().toISOString());
  return {
    'review.flag': async ({ transactionIds, forWhom, note }) => {
      if (!names.includes(forWhom)) names.unshift(forWhom);
      for (const id of transactionIds) {
        const one = state.cases.get(id);
        if (one === undefined) continue;
        one.flag = { forWhom, note, by: state.settings.userName, at: now(), replies: [] };
        state.record(id, 'transaction.flagged', `Alex Example flagged it for ${forWhom}: ${note}`);
      }
      state.announce(['review', 'history']);
      return { changed: transactionIds.length };
    },
    'review.unflag': async ({ transactionIds }) => {
      for (const id of transactionIds) {
        const one = state.cases.get(id);
        if (one !== undefined) one.flag = null;
      }
      state.announce(['review', 'history']);
      return { changed: transactionIds.length };
    },
    'review.replyToFlag': async ({ transactionId, note }) => {
      const one = state.cases.get(transactionId);
      if (!one?.flag) {
        throw new MatchbookError('NOT_FLAGGED', {
          happened: 'It is not flagged any more.',
          kept: 'Nothing was written.',
          todo: 'Look at it again.',
        });
      }
      const { userName: by } = state.settings;
      one.flag = { ...one.flag, replies: [...one.flag.replies, { note, by, at: now() }] };
      state.announce(['review', 'history']);
      return one.flag;
    },
    'review.colleagues': async () => names,
    'review.view': async () => view,
    'review.saveView': async (wanted) => {
      view = wanted;
      return view;
    },
  };
}
