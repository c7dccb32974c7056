/**
 * How the operating system's region writes dates and numbers, for the hosts that have no Electron to ask. On Windows ICU, and so
 * Node, takes its default from the user's regional format (LOCALE_NAME_USER_DEFAULT, icu4c's putil.cpp), not from the display
 * language. Elsewhere it comes from LANG, which says little about the browser's user: null.
 */
export function regionLocale(platform: NodeJS.Platform = process.platform): string | null {
  return platform === 'win32' ? Intl.DateTimeFormat().resolvedOptions().locale : null;
}
