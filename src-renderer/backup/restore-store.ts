/** The restore that was asked for, and what became of it. Kept apart from any screen: a restore changes which screens there are. */
import { create } from 'zustand';
import type { CallOutput } from '../../shared/api.ts';

export type Restored = CallOutput<'backup.restore'>;

interface RestoreStore {
  /** The backup that a confirmation is open for. */
  readonly asked: { readonly file: string; readonly made: string | null } | null;
  readonly outcome: Restored | null;
  /** `made`: when, in words; null when it is not known. */
  ask(file: string, made: string | null): void;
  leave(): void;
  done(outcome: Restored): void;
  close(): void;
}

export const useRestore = create<RestoreStore>((set) => ({
  asked: null,
  outcome: null,
  ask: (file, made) => set({ asked: { file, made } }),
  leave: () => set({ asked: null }),
  done: (outcome) => set({ asked: null, outcome }),
  close: () => set({ outcome: null }),
}));
