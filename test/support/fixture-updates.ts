import type { Handlers, UpdateState } from '../../shared/api.ts';
import { Instant } from '../../shared/model.ts';
import type { FixtureState } from './fixture-state.ts';

type UpdateName = Extract<keyof Handlers, `updates.${string}` | `about.${string}`>;

/** A program that can be updated: looking finds 0.2.0, which is ready a moment later. */
export function createUpdateHandlers(state: FixtureState): Pick<Handlers, UpdateName> {
  let updates: UpdateState = {
    version: '0.1.0',
    automatic: true,
    phase: 'current',
    available: null,
    progress: null,
    checkedAt: Instant.parse(new Date(Date.now() - 3_600_000).toISOString()),
    problem: null,
  };
  const set = (part: Partial<UpdateState>): UpdateState => {
    updates = { ...updates, ...part };
    state.announce(['updates']);
    return updates;
  };
  return {
    'updates.state': async () => updates,
    'updates.check': async () => {
      setTimeout(() => set({ phase: 'ready', progress: null }), 600);
      return set({ phase: 'downloading', available: '0.2.0', progress: 0.3 });
    },
    'updates.install': async () => set({ phase: 'restarting' }),
    'updates.setAutomatic': async ({ automatic }) => set({ automatic }),
    'about.notices': async () =>
      ['apple-tart', 'plum-cake', 'sour-cherry'].map((name, at) => ({
        name,
        version: `${at + 1}.0.2`,
        licence: 'MIT',
        text: 'MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy.',
      })),
  };
}
