/** What the firm decided, kept in the company's store: posting, approval policy, schedule, names. */
import { DateTime } from 'luxon';
import * as z from 'zod';
import { Settings } from '../../shared/api.ts';
import { PostingSettings } from '../posting/settings.ts';
import type { Store } from '../store/index.ts';

export const CompanySettings = z.object({
  companyName: z.string().min(1),
  posting: PostingSettings,
  app: Settings,
});
export type CompanySettings = z.infer<typeof CompanySettings>;

const NAME = 'company';

export const defaultAppSettings: Settings = {
  schedule: { every: 'minutes', minutes: 15 },
  schedules: {},
  autoApprove: { band: 'none', limitMinor: 0 },
  overpayment: 'review',
  theme: 'system',
  userName: 'Accountant',
  notifications: {
    kinds: { needs_you: true, sync_failed: true, payout: true, posting_failed: true },
    quietFrom: null,
    quietTo: null,
  },
  onBattery: 'as_usual',
};

/** What a company starts with: the zone, currency and accounts that its ledger connection was given. */
export function initialSettings(
  companyName: string,
  ledger: Readonly<Record<string, unknown>>,
): CompanySettings {
  return CompanySettings.parse({ companyName, posting: ofLedger(ledger), app: defaultAppSettings });
}

/** The company's settings with what its ledger connection says now; everything else stays as the firm decided. */
export function withLedger(
  settings: CompanySettings,
  companyName: string,
  ledger: Readonly<Record<string, unknown>>,
): CompanySettings {
  return CompanySettings.parse({
    ...settings,
    companyName,
    posting: { ...settings.posting, ...ofLedger(ledger) },
  });
}

function ofLedger(ledger: Readonly<Record<string, unknown>>) {
  const accounts = (ledger.accounts ?? {}) as Readonly<Record<string, string | null | undefined>>;
  const { bank, fees, clearing, disputeFees } = accounts;
  return {
    timeZone: ledger.timeZone ?? 'UTC',
    baseCurrency: ledger.baseCurrency ?? 'USD',
    closedThrough: dayBefore(ledger.closedBefore),
    accounts: bank && fees && clearing ? { bank, fees, clearing, disputeFees: disputeFees ?? '' } : null,
  };
}

/** A ledger says from which day on its books are open; posting asks for the last day that is closed. */
function dayBefore(openFrom: unknown): string | null {
  if (typeof openFrom !== 'string') return null;
  return DateTime.fromISO(openFrom, { zone: 'utc' }).minus({ days: 1 }).toISODate();
}

/** Null before the company's ledger was connected. Throws ZodError when a damaged store gives back something else. */
export function readSettings(store: Store): CompanySettings | null {
  const stored = store.settings.get(NAME);
  return stored === undefined ? null : CompanySettings.parse(stored);
}

/** The name in a stored `company` setting of whatever version; null when there is none. */
export function companyNameIn(stored: unknown): string | null {
  const named = CompanySettings.pick({ companyName: true }).safeParse(stored);
  return named.success ? named.data.companyName : null;
}

/** The overpayment rule is the posting's; what the window sets is carried over to it here, once. */
export function writeSettings(store: Store, settings: CompanySettings): void {
  store.settings.set(NAME, {
    ...settings,
    posting: { ...settings.posting, overpayment: settings.app.overpayment },
  });
}
