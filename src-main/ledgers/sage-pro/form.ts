/** The connection form, in the order in which a person fills it in. Everything else in the settings keeps its default. */
import type { FormField } from '../../../shared/api/setup.ts';

type Kind = FormField['kind'];

const field = (
  name: string,
  kind: Kind,
  label: string,
  hint: string,
  more: Partial<FormField> = {},
): FormField => ({
  name,
  label,
  hint,
  kind,
  required: false,
  initial: '',
  ...more,
});

const account = (name: string, label: string, hint: string): FormField =>
  field(`accounts.${name}`, 'account', label, hint);

export const SAGE_PRO_FORM: readonly FormField[] = [
  field('server', 'text', 'Server', 'Name or address of the SQL Server, such as OFFICE or OFFICE\\SAGEPRO.', {
    required: true,
  }),
  field('port', 'number', 'Port', 'Leave empty for 1433, or when the server has a named instance.'),
  field('database', 'text', 'Company database', 'Such as PRO01: one database per company.', {
    required: true,
    fixed: true,
  }),
  field('user', 'text', 'User', 'An SQL Server login with the rights of docs/sql/grants.sql.', {
    required: true,
  }),
  field('password', 'password', 'Password', 'Kept in this PC’s keychain only.', { required: true }),
  field('domain', 'text', 'Windows domain', 'Only for a Windows login.'),
  field(
    'encrypt',
    'switch',
    'Encrypt the connection',
    'Turn it off only for a server that cannot, on a network you trust.',
    {
      initial: 'true',
    },
  ),
  field(
    'trustCertificate',
    'switch',
    'Trust the server’s certificate',
    'For a server with a certificate of its own making, on a network you trust.',
    {
      initial: 'false',
    },
  ),
  field('baseCurrency', 'text', 'Base currency', 'Three letters.', {
    required: true,
    initial: 'USD',
    fixed: true,
  }),
  field(
    'timeZone',
    'text',
    'Time zone',
    'The company’s, such as America/New_York: it decides the date of a receipt.',
    {
      required: true,
      initial: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    },
  ),
  account('clearing', 'Clearing account', 'Where card money is until it is paid out.'),
  account(
    'receivable',
    'Receivable account',
    'With both this and the clearing account, receipts are distributed to the ledger.',
  ),
  account('bank', 'Bank account', 'Where payouts arrive.'),
  account('fees', 'Fees account', 'What the gateways keep.'),
  account('disputeFees', 'Dispute fees account', 'What a dispute costs. Empty: with the other fees.'),
  account('discount', 'Discounts account', 'Early-payment discounts.'),
  account('writeOff', 'Write-offs account', 'Small differences.'),
  account('refund', 'Refunds account', 'Only where refunds do not re-open the invoice.'),
  account(
    'chargeback',
    'Chargebacks account',
    'Only where chargebacks do not re-open the invoice. Empty: with the refunds.',
  ),
  account(
    'onAccount',
    'On-account account',
    'Money of customers that is applied to no invoice yet. Empty: the receivable account.',
  ),
  field(
    'refundStyle',
    'choice',
    'Refunds and chargebacks',
    'Whether the customer owes the invoice again, or the money goes to an account of its own.',
    {
      initial: 'reopen_invoice',
      required: true,
      advanced: true,
      choices: [
        { value: 'reopen_invoice', label: 'Re-open the invoice' },
        { value: 'refund_account', label: 'Go to the refunds account' },
      ],
    },
  ),
  account('exchange', 'Exchange account', 'Gains and losses by exchange rates.'),
  field(
    'closedBefore',
    'text',
    'Closed before',
    'YYYY-MM-DD: days before it are closed, and nothing is posted to them.',
  ),
];
