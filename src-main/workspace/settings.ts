/** What the firm decided, kept in the company's store: posting, approval policy, schedule, names. */
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
  autoApprove: { band: 'none', limitMinor: 0 },
  overpayment: 'review',
  theme: 'system',
  userName: 'Accountant',
};

/** Null before the company's ledger was connected. Throws ZodError when a damaged store gives back something else. */
export function readSettings(store: Store): CompanySettings | null {
  const stored = store.settings.get(NAME);
  return stored === undefined ? null : CompanySettings.parse(stored);
}

/** The overpayment rule is the posting's; what the window sets is carried over to it here, once. */
export function writeSettings(store: Store, settings: CompanySettings): void {
  store.settings.set(NAME, {
    ...settings,
    posting: { ...settings.posting, overpayment: settings.app.overpayment },
  });
}
