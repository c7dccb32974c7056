import { SettingsPage } from '../../shared/api.ts';
import { TransactionId } from '../../shared/model.ts';

export const LINK_SCHEME = 'matchbook';

/** What a matchbook:// address asks for; null for one that is not ours or not well formed. */
export type DeepLink =
  | {
      readonly screen: 'today' | 'review' | 'payouts' | 'history' | 'exceptions' | 'reports' | 'settings';
      readonly transactionId: null;
    }
  | { readonly screen: 'review'; readonly transactionId: TransactionId }
  | { readonly screen: 'settings'; readonly transactionId: null; readonly page: SettingsPage };

const SCREENS = ['today', 'review', 'payouts', 'history', 'exceptions', 'reports', 'settings'] as const;

/**
 * matchbook://review, matchbook://review/<transaction id>, matchbook://settings/<page>. Anybody can write such a link: it only
 * ever opens a screen.
 */
export function parseDeepLink(address: string): DeepLink | null {
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${LINK_SCHEME}:`) return null;
  const screen = SCREENS.find((candidate) => candidate === url.hostname);
  if (screen === undefined) return null;
  const place = decode(url.pathname.slice(1));
  if (screen === 'settings') {
    const page = SettingsPage.safeParse(place.replace(/\/$/, ''));
    return { screen, transactionId: null, ...(page.success ? { page: page.data } : {}) };
  }
  if (screen !== 'review' || url.pathname.length <= 1) return { screen, transactionId: null };
  const id = TransactionId.safeParse(place);
  return id.success ? { screen, transactionId: id.data } : null;
}

/** The link among the arguments of a second start (Windows passes it there). */
export function linkInArguments(args: readonly string[]): DeepLink | null {
  const address = args.find((argument) => argument.startsWith(`${LINK_SCHEME}://`));
  return address === undefined ? null : parseDeepLink(address);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A malformed escape: an empty id is refused by the caller's schema.
    return '';
  }
}
