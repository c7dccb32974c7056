import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the sheet must be there: from the wish to print (Ctrl+P too) until the printer's dialog is closed, whoever opened it. */
export function usePrint(): { printing: boolean; print: () => void } {
  const [printing, setPrinting] = useState<'no' | 'asked' | 'yes'>('no');
  useEffect(() => {
    // The browser's own menu gives no other notice, and what is not there now is not printed.
    const begin = () => flushSync(() => setPrinting('yes'));
    const end = () => setPrinting('no');
    // Electron's window has no menu that would take the key.
    const key = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p') return;
      event.preventDefault();
      setPrinting('asked');
    };
    window.addEventListener('keydown', key);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('keydown', key);
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  useEffect(() => {
    if (printing === 'asked') window.print();
  }, [printing]);
  return { printing: printing !== 'no', print: () => setPrinting('asked') };
}
