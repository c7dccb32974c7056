/** What was typed into the form of the settings and not saved yet: kept while other pages and screens are looked at. */
import { create } from 'zustand';
import type { Draft } from './draft.ts';

interface FormStore {
  /** Null: nothing differs from what is saved. */
  readonly draft: Draft | null;
  set(draft: Draft | null): void;
}

export const useForm = create<FormStore>((set) => ({ draft: null, set: (draft) => set({ draft }) }));
