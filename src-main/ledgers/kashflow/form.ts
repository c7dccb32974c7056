/** The connection form, in the order in which a person fills it in. */
import type { FormField } from '../../../shared/api/setup.ts';
import { KashFlowSettings } from './settings.ts';

const defaults = KashFlowSettings.parse({ username: '-' });

const field = (
  name: string,
  kind: FormField['kind'],
  label: string,
  hint: string,
  more: Partial<FormField> = {},
): FormField => ({ name, label, hint, kind, required: false, initial: '', ...more });

const account = (name: string, label: string, hint: string): FormField =>
  field(`accounts.${name}`, 'account', label, hint);

const recordAs = (name: 'refundsAs' | 'chargebacksAs', label: string): FormField =>
  field(
    name,
    'choice',
    label,
    'A payment below zero opens the invoice again; after a journal it stays paid.',
    {
      initial: defaults[name],
      choices: [
        { value: 'payment', label: 'A payment below zero' },
        { value: 'journal', label: 'A journal' },
      ],
    },
  );

export const KASHFLOW_FORM: readonly FormField[] = [
  field('username', 'text', 'User name', 'As on KashFlow’s sign-in page.', {
    required: true,
    fixed: true,
  }),
  field('password', 'password', 'Password', 'Kept in this PC’s keychain only.', {
    required: true,
  }),
  field(
    'memorableWord',
    'password',
    'Memorable word',
    'The whole word: KashFlow asks for three of its characters each time. Kept in this PC’s keychain only.',
    { required: true },
  ),
  field('baseCurrency', 'text', 'Base currency', 'Three letters.', {
    required: true,
    initial: defaults.baseCurrency,
    fixed: true,
  }),
  field(
    'timeZone',
    'text',
    'Time zone',
    'The company’s, such as Europe/London: it decides the date of a receipt.',
    { required: true, initial: defaults.timeZone },
  ),
  account(
    'clearing',
    'Clearing account',
    'A bank account in KashFlow for card money until it is paid out: payments are recorded in it.',
  ),
  account('bank', 'Bank account', 'Where payouts arrive.'),
  account('fees', 'Fees account', 'What the gateways keep.'),
  account(
    'writeOff',
    'Write-offs and discounts',
    'A bank account in KashFlow that takes what is given up; without one, such an entry is refused.',
  ),
  recordAs('refundsAs', 'Refunds are'),
  recordAs('chargebacksAs', 'Chargebacks are'),
  account('refunds', 'Refunds account', 'Debited by refunds and chargebacks that are journals.'),
  field(
    'closedBefore',
    'text',
    'Closed before',
    'YYYY-MM-DD: nothing is posted to days before it. The lock dates of KashFlow’s bank accounts hold as well.',
  ),
  field(
    'journalTypes',
    'text',
    'Opayo types that are journals',
    'Of money out, such as VOID or REFUND, separated by commas. Read where your field mapping gives the transaction type.',
    { initial: defaults.journalTypes, advanced: true },
  ),
  field(
    'holdTickBox',
    'text',
    'Tick box for “on hold”',
    'Name of the customers’ custom tick box in KashFlow that stops selling on credit.',
    { initial: defaults.holdTickBox, advanced: true },
  ),
  field(
    'paymentMethod',
    'number',
    'Payment method',
    'KashFlow’s number of it; empty leaves it to KashFlow.',
    {
      advanced: true,
    },
  ),
  field('apiUrl', 'text', 'Address of the API', 'KashFlow’s own, unless support says otherwise.', {
    initial: defaults.apiUrl,
    advanced: true,
  }),
];
