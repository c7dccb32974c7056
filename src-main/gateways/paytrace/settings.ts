/** What the user types to connect PayTrace, checked before anything is saved, and the settings that are no secret. */
import { IANAZone } from 'luxon';
import * as z from 'zod';
import type { FormField } from '../../../shared/api/setup.ts';
import type { CredentialField } from '../port.ts';
import { BaseUrl } from '../web.ts';

export const CREDENTIALS: readonly CredentialField[] = [
  {
    name: 'username',
    label: 'API user name',
    hint: 'A user with API access: PayTrace → Account → Manage Users → API user.',
    secret: false,
  },
  { name: 'password', label: 'API password', hint: 'The password of that API user.', secret: true },
  {
    name: 'integratorId',
    label: 'Integrator ID',
    hint: 'PayTrace → Integrations → Your integrator ID; it begins with digits.',
    secret: false,
  },
];

export function checkCredentials(
  values: Readonly<Record<string, string>>,
): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = [];
  const of = (name: string) => (values[name] ?? '').trim();
  if (of('username') === '')
    problems.push({ field: 'username', message: 'Enter the name of the API user at PayTrace.' });
  else if (/\s/.test(of('username')))
    problems.push({ field: 'username', message: 'A PayTrace user name has no space in it.' });
  if ((values.password ?? '') === '')
    problems.push({ field: 'password', message: 'Enter the password of the API user.' });
  if (!/^[A-Za-z0-9]{4,20}$/.test(of('integratorId'))) {
    problems.push({
      field: 'integratorId',
      message: 'An integrator ID is 4 to 20 letters and digits, as PayTrace shows it under Integrations.',
    });
  }
  return problems;
}

export const PayTraceSettings = z.object({
  /** The sandbox is https://api.sandbox.paytrace.com. */
  baseUrl: BaseUrl.default('https://api.paytrace.com'),
  /** The zone in which the merchant's days begin and PayTrace writes its times. */
  timeZone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'a time zone such as America/Los_Angeles')
    .default('America/Los_Angeles'),
  /** An approved sale can still be voided until its batch is settled in the evening. */
  approvedIs: z.enum(['pending', 'succeeded']).default('pending'),
  overlapDays: z.coerce.number().int().min(1).max(30).default(4),
  timeoutMs: z.coerce.number().int().min(100).max(120_000).default(60_000),
  ratePerSecond: z.coerce.number().positive().max(50).default(5),
});
export type PayTraceSettings = z.infer<typeof PayTraceSettings>;

export const PAYTRACE_FORM: readonly FormField[] = [
  {
    name: 'timeZone',
    label: 'Time zone of the account',
    hint: 'In which PayTrace writes its times, such as America/Los_Angeles.',
    kind: 'text',
    required: true,
    initial: 'America/Los_Angeles',
  },
  {
    name: 'approvedIs',
    label: 'An approved sale counts',
    hint: 'Until its batch is settled in the evening, a sale can still be voided.',
    kind: 'choice',
    required: true,
    initial: 'pending',
    choices: [
      { value: 'pending', label: 'When its batch is settled' },
      { value: 'succeeded', label: 'At once' },
    ],
  },
  {
    name: 'baseUrl',
    label: 'System',
    fixed: true,
    hint: '',
    kind: 'choice',
    required: true,
    initial: 'https://api.paytrace.com',
    choices: [
      { value: 'https://api.paytrace.com', label: 'Live' },
      { value: 'https://api.sandbox.paytrace.com', label: 'Sandbox' },
    ],
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
