/** What a business can do differently, each with a sound default; never a secret. */
import * as z from 'zod';
import { AccountingDate } from '../../../shared/model.ts';
import { Currency } from '../../../shared/money.ts';
import { BaseUrl } from '../web/index.ts';

const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'a time zone is a name such as Europe/London');

const account = z.string().trim().max(40).default('');

/** The countries of the sign-in, with the currency that a business there usually has. */
export const COUNTRIES = {
  gb: { name: 'United Kingdom', currency: 'GBP' },
  ie: { name: 'Ireland', currency: 'EUR' },
  ca: { name: 'Canada', currency: 'CAD' },
  us: { name: 'United States', currency: 'USD' },
  de: { name: 'Germany', currency: 'EUR' },
  es: { name: 'Spain', currency: 'EUR' },
  fr: { name: 'France', currency: 'EUR' },
} as const;
export type Country = keyof typeof COUNTRIES;
const COUNTRY_CODES = Object.keys(COUNTRIES) as [Country, ...Country[]];

export const SageAccountingSettings = z.object({
  country: z.enum(COUNTRY_CODES).default('gb'),
  /** The business's id; chosen after signing in. */
  business: z.string().trim().min(1, 'Choose the business.'),
  baseCurrency: Currency.default(Currency.parse('GBP')),
  timeZone: timeZone.default('UTC'),
  /** By nominal code. `clearing` is a bank account: receipts are paid into it. */
  accounts: z.object({ clearing: account, bank: account, fees: account }).prefault({}),
  /** Days before it are closed here, whatever Sage's own lock date; null: Sage's alone. */
  closedBefore: AccountingDate.nullable().default(null),
  /** Sage compares the whole redirect address, port included, with the registered one. 0: any free port. */
  redirectPort: z.number().int().min(0).max(65_535).default(47_813),
  /** Sage allows about 100 a minute and business. */
  requestsPerMinute: z.number().int().min(10).max(100_000).default(90),
  timeoutMs: z.number().int().min(1_000).max(120_000).default(30_000),
  apiUrl: BaseUrl.default('https://api.accounting.sage.com/v3.1'),
  authorizeUrl: BaseUrl.default('https://www.sageone.com/oauth2/auth/central'),
  tokenUrl: BaseUrl.default('https://oauth.accounting.sage.com/token'),
  revokeUrl: BaseUrl.default('https://oauth.accounting.sage.com/revoke'),
});
export type SageAccountingSettings = z.infer<typeof SageAccountingSettings>;

/** Before the business is chosen: what signing in needs. */
export const SignInSettings = SageAccountingSettings.extend({ business: z.string().default('') });
export type SignInSettings = z.infer<typeof SignInSettings>;
