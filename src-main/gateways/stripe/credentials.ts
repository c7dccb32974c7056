/** What the user types to connect Stripe, checked before anything is saved, and the settings that are no secret. */
import * as z from 'zod';
import type { FormField } from '../../../shared/api/setup.ts';
import type { CredentialField } from '../port.ts';

export const CREDENTIALS: readonly CredentialField[] = [
  {
    name: 'apiKey',
    label: 'Secret or restricted key',
    hint: 'Stripe Dashboard → Developers → API keys. A restricted key with read permissions is enough and safer.',
    secret: true,
  },
];

const KEY = /^(sk|rk)_(test|live)_[A-Za-z0-9]{10,250}$/;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** test or live, as the key says; null for what is no key. */
export function environmentOf(apiKey: string): 'test' | 'live' | null {
  const kind = KEY.exec(apiKey)?.[2];
  return kind === 'test' || kind === 'live' ? kind : null;
}

export function checkCredentials(
  values: Readonly<Record<string, string>>,
): { field: string; message: string }[] {
  const message = keyProblem((values.apiKey ?? '').trim());
  return message === null ? [] : [{ field: 'apiKey', message }];
}

function keyProblem(key: string): string | null {
  if (key === '') return 'Enter the secret or restricted key that Stripe shows under Developers → API keys.';
  if (key.startsWith('pk_'))
    return 'This is a publishable key, which cannot read payments. The key needed begins with rk_ or sk_.';
  if (key.startsWith('whsec_')) return 'This is a webhook secret. The key needed begins with rk_ or sk_.';
  if (/\s/.test(key)) return 'There is a space inside the key. Copy it again, whole and by itself.';
  if (/[*•…]/.test(key)) return 'This key is masked. Choose "Reveal" in the Stripe Dashboard, then copy it.';
  if (!/^(sk|rk)_/.test(key)) return 'A Stripe key begins with sk_test_, sk_live_, rk_test_ or rk_live_.';
  if (!KEY.test(key))
    return 'This is not a whole Stripe key: it begins with sk_test_, sk_live_, rk_test_ or rk_live_ and has letters and digits after that.';
  return null;
}

export const StripeSettings = z
  .object({
    host: z.string().min(1).default('api.stripe.com'),
    port: z.coerce.number().int().min(1).max(65_535).default(443),
    protocol: z.enum(['https', 'http']).default('https'),
    timeoutMs: z.coerce.number().int().min(100).max(120_000).default(30_000),
    /** Read again at each poll, against clocks that differ and records that appear late. */
    overlapMinutes: z.coerce.number().int().min(1).max(10_080).default(120),
    /** Read again once a day, for records that appear later than their own time says. */
    lateHours: z.coerce.number().int().min(1).max(720).default(72),
    /** Between two polls of the balance, events alone are read. */
    balancePollMinutes: z.coerce.number().int().min(0).max(1440).default(10),
    /** Paid Checkout sessions are web orders. */
    checkoutOrders: z.boolean().default(true),
    /** Requests per second; null for the environment's usual: Stripe allows 100 reads live and 25 in test mode. */
    ratePerSecond: z.coerce.number().positive().max(100).nullable().default(null),
  })
  .refine((it) => it.protocol === 'https' || LOOPBACK.has(it.host), {
    message: 'A key is sent unencrypted only to this computer itself (127.0.0.1).',
    path: ['protocol'],
  });
export type StripeSettings = z.infer<typeof StripeSettings>;

export const STRIPE_FORM: readonly FormField[] = [
  {
    name: 'lateHours',
    label: 'Look back (hours)',
    hint: 'Once a day this much is read again, for records that Stripe shows late.',
    kind: 'number',
    required: true,
    initial: '72',
    advanced: true,
  },
  {
    name: 'checkoutOrders',
    label: 'Checkout sessions are orders of a web shop',
    hint: 'Turn it off where your customers pay invoices on Stripe’s pages: those are matched in Review, and are no orders.',
    kind: 'switch',
    required: false,
    initial: 'true',
    advanced: true,
  },
];
