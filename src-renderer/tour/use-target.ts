import { useEffect, useState } from 'react';

/** A screen may still be opening, and its list still be read. */
const PATIENCE_MS = 2500;

/**
 * The first of the parts that is on the screen. The one that is meant most is waited for a while; until then, null. It is marked
 * while it is pointed at.
 */
export function useTarget(names: readonly string[]): HTMLElement | null {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const key = names.join(' ');
  useEffect(() => {
    const wanted = key.split(' ');
    const part = (name: string): HTMLElement | null =>
      document.querySelector<HTMLElement>(`[data-tour="${name}"], #${name}`);
    const settle = (found: HTMLElement | null): void => {
      watching.disconnect();
      clearTimeout(timer);
      found?.scrollIntoView({ block: 'nearest' });
      found?.setAttribute('data-tour-now', '');
      setTarget(found);
    };
    const look = (): void => {
      const best = part(wanted[0] ?? '');
      if (best !== null) settle(best);
    };
    const watching = new MutationObserver(look);
    const timer = setTimeout(() => {
      settle(wanted.map(part).find((one) => one !== null) ?? null);
    }, PATIENCE_MS);
    watching.observe(document.body, { childList: true, subtree: true });
    look();
    return () => {
      watching.disconnect();
      clearTimeout(timer);
      for (const marked of document.querySelectorAll('[data-tour-now]')) {
        marked.removeAttribute('data-tour-now');
      }
      setTarget(null);
    };
  }, [key]);
  return target;
}
