import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

const printQuery = window.matchMedia('print');

/**
 * True while the page is on its way to paper, whoever asked for it (the button, Ctrl+P): what is printed is drawn in full
 * before the browser looks at it, and taken away after.
 */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(printQuery.matches);
  useEffect(() => {
    // Within the event: the browser lays the page out as soon as it returns.
    const set = (on: boolean) => flushSync(() => setPrinting(on));
    const changed = (): void => set(printQuery.matches);
    const before = (): void => set(true);
    const after = (): void => set(false);
    printQuery.addEventListener('change', changed);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      printQuery.removeEventListener('change', changed);
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
