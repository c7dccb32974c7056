import type { SettingsPage } from '../../shared/api.ts';
import type { Screen } from '../stores/app-store.ts';
import type { GuidePlace } from './guide.ts';

const PAGES: Readonly<Record<Exclude<Screen, 'settings'>, string>> = {
  today: 'today',
  review: 'review',
  orders: 'orders',
  payouts: 'payouts',
  history: 'history',
  exceptions: 'exceptions',
  reports: 'reports',
  flows: 'flows',
  customers: 'customers',
};

/** Pages of the settings: a page of their own in the guide, or a section of `settings`. */
const SETTINGS: Readonly<Partial<Record<SettingsPage, GuidePlace>>> = {
  connections: { page: 'settings', anchor: 'connections' },
  matching: { page: 'matching', anchor: null },
  mapping: { page: 'mapping', anchor: null },
  approval: { page: 'settings', anchor: 'approval-policy' },
  schedules: { page: 'settings', anchor: 'schedules' },
  notifications: { page: 'settings', anchor: 'notifications' },
  environments: { page: 'settings', anchor: 'environments' },
  backup: { page: 'backup', anchor: null },
  diagnostics: { page: 'backup', anchor: 'diagnostics' },
  about: { page: 'settings', anchor: 'about' },
  personal: { page: 'settings', anchor: 'personal' },
};

/** What the guide says about what is on the screen. Before a company is connected, that is how to connect one. */
export function placeOfScreen(screen: Screen, settingsPage: SettingsPage, connected: boolean): GuidePlace {
  if (!connected) return { page: 'connect', anchor: null };
  if (screen !== 'settings') return { page: PAGES[screen], anchor: null };
  return SETTINGS[settingsPage] ?? { page: 'settings', anchor: null };
}
