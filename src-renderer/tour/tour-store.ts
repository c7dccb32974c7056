/** Where the tour is: null when it is not shown. Whether it was ever shown is the program's to remember. */
import { create } from 'zustand';
import { call } from '../api/index.ts';
import { useApp } from '../stores/app-store.ts';
import { STEPS } from './steps.ts';

interface TourStore {
  readonly step: number | null;
  start(): void;
  go(step: number): void;
  /** To the end of it or not: it does not come again by itself. */
  finish(): void;
}

export const useTour = create<TourStore>((set) => ({
  step: null,
  start: () => {
    const [first] = STEPS;
    if (first) useApp.getState().show(first.screen);
    set({ step: 0 });
  },
  go: (step) => {
    const to = STEPS[step];
    if (to) useApp.getState().show(to.screen);
    set({ step });
  },
  finish: () => {
    set({ step: null });
    // Not kept, it is shown once more at the next start; that is no failure to speak of in the middle of the work.
    call('tour.finish', {}).catch(() => undefined);
  },
}));
