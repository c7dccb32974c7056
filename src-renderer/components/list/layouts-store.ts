/** How this person laid out each list: read once, changed here at once, and written behind it. */
import { create } from 'zustand';
import type { ListLayout } from '../../../shared/api.ts';
import { call } from '../../api/index.ts';

interface LayoutsStore {
  /** Null until they were read: a list waits for it, so that its columns don't jump. */
  readonly layouts: Readonly<Record<string, ListLayout>> | null;
  /** Once for each company that is opened. */
  read(company: string | null): void;
  save(list: string, layout: ListLayout | null): void;
}

/** A column that is being dragged is written once. */
const WRITE_AFTER_MS = 400;
const waiting = new Map<string, ReturnType<typeof setTimeout>>();
let readFor: string | null | undefined;

export const useLayouts = create<LayoutsStore>((set, get) => ({
  layouts: null,
  read: (company) => {
    if (company === readFor) return;
    readFor = company;
    call('lists.layouts', {}).then(
      (layouts) => set({ layouts }),
      // Without it the lists are as they are at first; whatever else is wrong, the screen says itself.
      () => set({ layouts: {} }),
    );
  },
  save: (list, layout) => {
    const { [list]: _replaced, ...others } = get().layouts ?? {};
    set({ layouts: layout === null ? others : { ...others, [list]: layout } });
    clearTimeout(waiting.get(list));
    waiting.set(
      list,
      setTimeout(() => {
        // Not written, it still holds until the window closes.
        call('lists.saveLayout', { list, layout }).catch(() => undefined);
      }, WRITE_AFTER_MS),
    );
  },
}));
