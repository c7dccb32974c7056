import { useEffect } from 'react';
import { useHelp } from './help-store.ts';

/** F1 anywhere in the window, in a field and in a dialog too; it is not the browser's own help that is wanted. */
export function useHelpKey(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== 'F1' || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      useHelp.getState().toggle();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
}
