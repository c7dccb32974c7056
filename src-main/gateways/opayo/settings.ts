/** What the user types to connect Opayo, checked before anything is saved, and the settings that are no secret. */
import * as z from 'zod';
import type { FormField } from '../../../shared/api/setup.ts';
import type { CredentialField } from '../port.ts';
import { BaseUrl } from '../web.ts';
import { DEFAULT_CODE_RULE } from './vendor-tx-code.ts';

export const CREDENTIALS: readonly CredentialField[] = [
  {
    name: 'vendor',
    label: 'Vendor name',
    hint: 'The name with which you sign in to MyOpayo (MySagePay).',
    secret: false,
  },
  {
    name: 'user',
    label: 'User name',
    hint: 'A MyOpayo user with access to the Reporting and Admin API, not the administrator.',
    secret: false,
  },
  {
    name: 'password',
    label: 'Password',
    hint: 'The password of that user. It signs each request and is not sent.',
    secret: true,
  },
];

export function checkCredentials(
  values: Readonly<Record<string, string>>,
): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = [];
  const vendor = (values.vendor ?? '').trim();
  if (!/^[A-Za-z0-9]{1,15}$/.test(vendor)) {
    problems.push({
      field: 'vendor',
      message: 'A vendor name is up to 15 letters and digits, without spaces.',
    });
  }
  const user = (values.user ?? '').trim();
  if (user === '' || /[<>&\s]/.test(user)) {
    problems.push({ field: 'user', message: 'Enter the name of the MyOpayo user, without spaces.' });
  }
  if ((values.password ?? '') === '')
    problems.push({ field: 'password', message: 'Enter the password of the MyOpayo user.' });
  return problems;
}

export const OpayoSettings = z.object({
  /** The test system is https://test.sagepay.com, or the host that Elavon gave. */
  baseUrl: BaseUrl.default('https://live.sagepay.com'),
  /** A regular expression whose group `reference` is the invoice or order number in a vendorTxCode. */
  vendorTxCodeRule: z
    .string()
    .max(200)
    .refine(isRule, 'a regular expression with a group named reference, such as ^(?<reference>.+?)-\\d+$')
    .default(DEFAULT_CODE_RULE),
  /** Asks for the details of each transaction, not only where the list leaves something out: one request more each. */
  allDetails: z.coerce.boolean().default(false),
  overlapDays: z.coerce.number().int().min(1).max(30).default(4),
  timeoutMs: z.coerce.number().int().min(100).max(120_000).default(60_000),
  ratePerSecond: z.coerce.number().positive().max(50).default(5),
});
export type OpayoSettings = z.infer<typeof OpayoSettings>;

function isRule(text: string): boolean {
  try {
    return new RegExp(`${text}|`, 'i').exec('')?.groups !== undefined && text.includes('(?<reference>');
  } catch {
    return false;
  }
}

export const OPAYO_FORM: readonly FormField[] = [
  {
    name: 'baseUrl',
    label: 'System',
    fixed: true,
    hint: '',
    kind: 'choice',
    required: true,
    initial: 'https://live.sagepay.com',
    choices: [
      { value: 'https://live.sagepay.com', label: 'Live' },
      { value: 'https://test.sagepay.com', label: 'Test' },
    ],
  },
  {
    name: 'vendorTxCodeRule',
    label: 'Invoice or order number in VendorTxCode',
    hint: 'A regular expression; its group “reference” is the number. As it comes, it leaves out a time stamp at the end.',
    kind: 'text',
    required: true,
    initial: DEFAULT_CODE_RULE,
    advanced: true,
  },
  {
    name: 'allDetails',
    label: 'Read the details of every transaction',
    hint: 'One request more for each; otherwise only where the list leaves something out.',
    kind: 'switch',
    required: false,
    initial: 'false',
    advanced: true,
  },
  {
    name: 'overlapDays',
    label: 'Days read again',
    hint: 'At each reading, for batches that settle late.',
    kind: 'number',
    required: true,
    initial: '4',
    advanced: true,
  },
];
