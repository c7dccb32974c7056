/** Whether the guide is open beside the window, and where in it. */
import { create } from 'zustand';
import { useSetup } from '../setup/setup-store.ts';
import { useApp } from '../stores/app-store.ts';
import type { GuidePlace } from './guide.ts';
import { placeOfScreen } from './screen-pages.ts';

interface HelpStore {
  readonly place: GuidePlace | null;
  /** Places before this one, the newest last. */
  readonly before: readonly GuidePlace[];
  /** A dialog was open: the guide opens above it, for what lies below cannot be reached. */
  readonly above: boolean;
  open(place: GuidePlace): void;
  /** From within the guide. */
  go(place: GuidePlace): void;
  back(): void;
  close(): void;
  /** F1: what the guide says about this screen; again, and it closes. */
  toggle(): void;
}

/** What had the focus when the guide was opened gets it back. */
let opener: Element | null = null;

export const useHelp = create<HelpStore>((set, get) => ({
  place: null,
  before: [],
  above: false,
  open: (place) => {
    if (get().place !== null) return get().go(place);
    opener = document.activeElement;
    const above = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
    set({ place, before: [], above });
  },
  go: (place) => {
    const now = get().place;
    set({ place, before: now === null ? [] : [...get().before, now] });
  },
  back: () => {
    const place = get().before.at(-1);
    if (place !== undefined) set({ place, before: get().before.slice(0, -1) });
  },
  close: () => {
    set({ place: null, before: [] });
    const to = opener;
    opener = null;
    if (to instanceof HTMLElement && to.isConnected) requestAnimationFrame(() => to.focus());
  },
  toggle: () => (get().place === null ? get().open(placeHere()) : get().close()),
}));

export function placeHere(): GuidePlace {
  const { screen, settingsPage, status } = useApp.getState();
  const connected = status?.phase === 'ready' && !useSetup.getState().connecting;
  return placeOfScreen(screen, settingsPage, connected);
}
