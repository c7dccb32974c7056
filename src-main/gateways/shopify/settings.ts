/** What the user types to connect a Shopify shop, checked before anything is saved, and the settings that are no secret. */
import * as z from 'zod';
import type { FormField } from '../../../shared/api/setup.ts';
import type { CredentialField } from '../port.ts';
import { BaseUrl } from '../web.ts';

export const CREDENTIALS: readonly CredentialField[] = [
  {
    name: 'shop',
    label: 'Shop',
    hint: 'The name before .myshopify.com, not the address that buyers see.',
    secret: false,
  },
  {
    name: 'key',
    label: 'Access token, or client ID and secret',
    hint: 'Of an app of your own: its client ID and secret with a colon between them, or, if it was made before 2026, its token (shpat_…).',
    secret: true,
  },
];

const NAME = /^[a-z0-9][a-z0-9-]{0,99}$/;
const TOKEN = /^shp(at|ca|pa|ua)_[A-Za-z0-9_-]{10,250}$/;
const CLIENT = /^([A-Za-z0-9]{16,64}):([A-Za-z0-9_]{16,128})$/;

export type ShopifyLogin =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'client'; readonly id: string; readonly secret: string };

/** northgate, northgate.myshopify.com and the address of its admin pages are one shop; null for what is none. */
export function shopName(typed: string): string | null {
  const bare = typed
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^admin\.shopify\.com\/store\//, '')
    .replace(/\/.*$/, '')
    .replace(/\.myshopify\.com$/, '');
  return NAME.test(bare) ? bare : null;
}

export function loginOf(key: string): ShopifyLogin | null {
  const typed = key.trim();
  if (TOKEN.test(typed)) return { kind: 'token', token: typed };
  const [, id, secret] = CLIENT.exec(typed) ?? [];
  return id !== undefined && secret !== undefined ? { kind: 'client', id, secret } : null;
}

export function checkCredentials(
  values: Readonly<Record<string, string>>,
): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = [];
  const shop = (values.shop ?? '').trim();
  if (shop === '') problems.push({ field: 'shop', message: 'Enter the name of the shop at Shopify.' });
  else if (shopName(shop) === null) {
    problems.push({
      field: 'shop',
      message:
        'This is not the name of a shop at Shopify: it ends in .myshopify.com, as northgate.myshopify.com.',
    });
  }
  const message = keyProblem((values.key ?? '').trim());
  if (message !== null) problems.push({ field: 'key', message });
  return problems;
}

function keyProblem(key: string): string | null {
  if (key === '') return 'Enter the client ID and secret of your app, or its Admin API access token.';
  if (loginOf(key) !== null) return null;
  if (key.startsWith('shpss_'))
    return 'This is a client secret alone. Put the client ID and a colon before it.';
  if (/[*•…]/.test(key)) return 'This key is masked. Choose to show it at Shopify, then copy it.';
  return 'An access token begins with shpat_; a client ID and secret have a colon between them and no space.';
}

export const ShopifySettings = z.object({
  /** Null: the shop's own address. */
  baseUrl: BaseUrl.nullable().default(null),
  /** Shopify serves a version for a year, and the oldest that is served in the place of one that is not any more. */
  apiVersion: z
    .string()
    .regex(/^\d{4}-(01|04|07|10)$/, 'A version is a year and a quarter’s first month, as 2026-10.')
    .default('2026-10'),
  /** Halved while Shopify finds a query too costly. */
  ordersPerPage: z.coerce.number().int().min(1).max(100).default(10),
  linesPerOrder: z.coerce.number().int().min(1).max(100).default(10),
  timeoutMs: z.coerce.number().int().min(100).max(120_000).default(30_000),
  ratePerSecond: z.coerce.number().positive().max(50).default(4),
});
export type ShopifySettings = z.infer<typeof ShopifySettings>;

export const hostFor = (shop: string, settings: ShopifySettings): string =>
  settings.baseUrl ?? `https://${shopName(shop) ?? 'shop'}.myshopify.com`;

export const SHOPIFY_FORM: readonly FormField[] = [
  {
    name: 'apiVersion',
    label: 'Version of Shopify’s API',
    hint: 'A year and a month, as 2026-10. Leave it unless Shopify asks for another.',
    kind: 'text',
    required: true,
    initial: '2026-10',
    advanced: true,
  },
];
