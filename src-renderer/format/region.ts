/**
 * Whose way of writing dates, numbers and amounts the window follows: the region's of the operating system where the host knows
 * it (Electron's app.getSystemLocale(), which on Windows is the regional format), otherwise the browser's first language, which
 * may be that of its menus alone.
 */
const listeners: (() => void)[] = [];
let current = usable(globalThis.navigator?.language) ?? 'en-US';

export function region(): string {
  return current;
}

/** Called when what was made for the region before is of no use any more. */
export function onRegionChange(forget: () => void): void {
  listeners.push(forget);
}

/** `host`: what the host says; null where it cannot tell, and the browser's language stays. */
export function followRegion(host: string | null, browser: string | undefined = navigator.language): void {
  const next = usable(host) ?? usable(browser) ?? 'en-US';
  if (next === current) return;
  current = next;
  for (const forget of listeners) forget();
}

/** The locale, when it is one that this browser can write in: 'C' or 'POSIX' is not. */
function usable(locale: string | null | undefined): string | null {
  if (!locale) return null;
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? null;
  } catch {
    // Not a BCP 47 tag at all: the same as not knowing.
    return null;
  }
}
