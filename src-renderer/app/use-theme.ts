import { useEffect, useSyncExternalStore } from 'react';
import { create } from 'zustand';
import type { Settings } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { useApp } from '../stores/app-store.ts';
import type { ThemeName } from './theme.ts';

interface ThemeChoice {
  readonly choice: Settings['theme'];
  set(choice: Settings['theme']): void;
}

export const useThemeChoice = create<ThemeChoice>((set) => ({
  choice: 'system',
  set: (choice) => set({ choice }),
}));

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');
const forcedQuery = window.matchMedia('(forced-colors: active)');

function watch(changed: () => void): () => void {
  darkQuery.addEventListener('change', changed);
  forcedQuery.addEventListener('change', changed);
  return () => {
    darkQuery.removeEventListener('change', changed);
    forcedQuery.removeEventListener('change', changed);
  };
}

/** Windows' high contrast before anything; then the user's choice; then the system's. */
export function useTheme(): ThemeName {
  const system = useSyncExternalStore(watch, () =>
    forcedQuery.matches ? 'high-contrast' : darkQuery.matches ? 'dark' : 'light',
  );
  const choice = useThemeChoice((state) => state.choice);
  const ready = useApp((state) => state.status !== null && state.status.company !== null);
  const version = useApp((state) => state.versions.settings);
  // biome-ignore lint/correctness/useExhaustiveDependencies: saved settings are read again.
  useEffect(() => {
    if (!ready) return;
    // Without settings the system's theme stands; the settings screen shows the failure.
    call('settings.get', {}).then(
      (settings) => useThemeChoice.getState().set(settings.theme),
      () => undefined,
    );
  }, [ready, version]);
  return system === 'high-contrast' || choice === 'system' ? system : choice;
}
