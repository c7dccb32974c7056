/** Whether the wizard is open: it stays open past its first gateway, when the company counts as ready already. */
import { create } from 'zustand';

interface SetupStore {
  readonly connecting: boolean;
  /** The company that is to be connected beside the one that is open; null: the one that is open, or the first. */
  readonly target: 'live' | 'test' | null;
  begin(target?: 'live' | 'test'): void;
  /** Its ledger is saved, and it is the open one from now on. */
  opened(): void;
  leave(): void;
}

export const useSetup = create<SetupStore>((set) => ({
  connecting: false,
  target: null,
  begin: (target) => set(target === undefined ? { connecting: true } : { connecting: true, target }),
  opened: () => set({ target: null }),
  leave: () => set({ connecting: false, target: null }),
}));
