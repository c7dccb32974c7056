import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the sheet must be there: from the wish to print until the printer's dialog is closed, whoever opened it. */
export function usePrint(): { printing: boolean; print: () => void } {
  const [printing, setPrinting] = useState<'no' | 'asked' | 'yes'>('no');
  useEffect(() => {
    // Ctrl+P and the window's own menu give no other notice, and what is not there now is not printed.
    const begin = () => flushSync(() => setPrinting('yes'));
    const end = () => setPrinting('no');
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  useEffect(() => {
    if (printing === 'asked') window.print();
  }, [printing]);
  return { printing: printing !== 'no', print: () => setPrinting('asked') };
}
