import { entriesOf, guideOf } from './guide.ts';

/** The texts as they are in docs/user-guide, put into the program when it is built: nothing is fetched. */
export const guide = guideOf(
  import.meta.glob<string>('../../docs/user-guide/*.md', { query: '?raw', import: 'default', eager: true }),
);

export const guideEntries = entriesOf(guide);
