/** Whether the wizard is open: it stays open past its first gateway, when the company counts as ready already. */
import { create } from 'zustand';

interface SetupStore {
  readonly connecting: boolean;
  begin(): void;
  leave(): void;
}

export const useSetup = create<SetupStore>((set) => ({
  connecting: false,
  begin: () => set({ connecting: true }),
  leave: () => set({ connecting: false }),
}));
