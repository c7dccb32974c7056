/** What the user types to connect WooshPay, checked before anything is saved, and the settings that are no secret. */
import * as z from 'zod';
import type { FormField } from '../../../shared/api/setup.ts';
import type { CredentialField } from '../port.ts';
import { BaseUrl } from '../web.ts';

export const CREDENTIALS: readonly CredentialField[] = [
  {
    name: 'apiKey',
    label: 'Secret key',
    hint: 'WooshPay Dashboard → Developers → API keys; it begins with sk_live_ or sk_test_.',
    secret: true,
  },
];

const KEY = /^sk_(test|live)_[A-Za-z0-9]{8,250}$/;
const HOSTS = { live: 'https://api.wooshpay.com', test: 'https://apitest.wooshpay.com' } as const;

export function environmentOf(apiKey: string): 'test' | 'live' | null {
  const kind = KEY.exec(apiKey)?.[1];
  return kind === 'test' || kind === 'live' ? kind : null;
}

export function checkCredentials(
  values: Readonly<Record<string, string>>,
): { field: string; message: string }[] {
  const key = (values.apiKey ?? '').trim();
  const problem =
    key === ''
      ? 'Enter the secret key that WooshPay shows under Developers → API keys.'
      : key.startsWith('pk_')
        ? 'This is a public key, which cannot read payments. The key needed begins with sk_.'
        : KEY.test(key)
          ? null
          : 'A WooshPay key begins with sk_test_ or sk_live_, and has letters and digits after that.';
  return problem === null ? [] : [{ field: 'apiKey', message: problem }];
}

export const WooshPaySettings = z.object({
  /** Null: the host that belongs to the key's environment. */
  baseUrl: BaseUrl.nullable().default(null),
  /** Read again at each pull, against clocks that differ and records that appear late. */
  overlapHours: z.coerce.number().int().min(1).max(720).default(48),
  /** Refunds cannot be listed: they show on their charge alone, so charges this old are read again … */
  refundDays: z.coerce.number().int().min(1).max(730).default(120),
  /** … this often. */
  refundEveryHours: z.coerce.number().int().min(1).max(168).default(6),
  timeoutMs: z.coerce.number().int().min(100).max(120_000).default(30_000),
  ratePerSecond: z.coerce.number().positive().max(50).default(10),
});
export type WooshPaySettings = z.infer<typeof WooshPaySettings>;

export const hostFor = (apiKey: string, settings: WooshPaySettings): string =>
  settings.baseUrl ?? HOSTS[environmentOf(apiKey) ?? 'test'];

export const WOOSHPAY_FORM: readonly FormField[] = [
  {
    name: 'refundDays',
    label: 'Look for refunds this long (days)',
    hint: 'WooshPay shows a refund on its payment alone, so payments up to this old are read again.',
    kind: 'number',
    required: true,
    initial: '120',
    advanced: true,
  },
  {
    name: 'refundEveryHours',
    label: 'Look for refunds every (hours)',
    hint: '',
    kind: 'number',
    required: true,
    initial: '6',
    advanced: true,
  },
];
