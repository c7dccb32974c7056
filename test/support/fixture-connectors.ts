import type { CallOutput } from '../../shared/api.ts';
import type { LedgerAccount } from '../../shared/model.ts';
import type { Preflight } from '../../shared/preflight.ts';

export const connectorForms: CallOutput<'setup.connectors'> = {
  ledgers: [
    {
      name: 'sage-pro',
      title: 'Sage Pro ERP',
      summary: 'The company database on your own SQL Server.',
      fields: [
        {
          name: 'server',
          label: 'Server',
          hint: 'Name or address of the SQL Server, as in OFFICE\\SAGE',
          kind: 'text',
          required: true,
          initial: '',
        },
        {
          name: 'port',
          label: 'Port',
          hint: 'Usually 1433',
          kind: 'number',
          required: true,
          initial: '1433',
        },
        {
          name: 'database',
          label: 'Company database',
          hint: 'PRO01 for company 01',
          kind: 'text',
          required: true,
          initial: 'PRO01',
        },
        { name: 'user', label: 'SQL user', hint: '', kind: 'text', required: true, initial: '' },
        {
          name: 'password',
          label: 'Password',
          hint: 'Kept in the keychain of this PC',
          kind: 'password',
          required: true,
          initial: '',
        },
        {
          name: 'encrypt',
          label: 'Encrypt the connection',
          hint: '',
          kind: 'switch',
          required: false,
          initial: 'true',
        },
        {
          name: 'clearingAccount',
          label: 'Clearing account',
          hint: 'Where gateway money waits for its payout',
          kind: 'account',
          required: false,
          initial: '',
        },
        {
          name: 'receivableAccount',
          label: 'Receivable account',
          hint: 'The control account of receivables',
          kind: 'account',
          required: false,
          initial: '',
        },
        {
          name: 'feesAccount',
          label: 'Fees account',
          hint: 'What the gateways keep',
          kind: 'account',
          required: false,
          initial: '',
        },
      ],
    },
  ],
  gateways: [
    {
      name: 'stripe',
      title: 'Stripe',
      summary: 'Charges, refunds, disputes and payouts, read with a restricted key.',
      fields: [
        {
          name: 'secretKey',
          label: 'Restricted or secret key',
          hint: 'Read-only rights are enough',
          kind: 'password',
          required: true,
          initial: '',
          credential: true,
        },
        {
          name: 'lateHours',
          label: 'Look back (hours)',
          hint: 'Once a day this much is read again, for records that come late.',
          kind: 'number',
          required: true,
          initial: '72',
          advanced: true,
        },
      ],
    },
  ],
};

export const chartOfAccounts: LedgerAccount[] = [
  { number: '10100-000', description: 'Cash: operating account' },
  { number: '10150-000', description: 'Gateway clearing' },
  { number: '11000-000', description: 'Accounts receivable' },
  { number: '62100-000', description: 'Card processing fees' },
];

const column = (name: string, type: string | null, required: boolean, consequence: string) => ({
  column: name,
  type,
  required,
  consequence,
});

export const goodPreflight: Preflight = {
  ledger: 'Sage Pro ERP',
  server: {
    name: 'OFFICE\\SAGE',
    version: 'Microsoft SQL Server 2016 (SP3)',
    database: 'PRO01',
    collation: 'Latin1_General_BIN',
    login: 'matchbook',
    clockDifferenceMs: 1200,
    encrypted: true,
  },
  tables: [
    {
      table: 'armast',
      foundAs: 'PRO01.dbo.armast',
      required: true,
      usedFor: 'invoices and credits',
      columns: [
        column('invno', 'char(10) not null', true, 'Used for the invoice number.'),
        column('balance', 'numeric(12,2) not null', true, 'Used for the open balance.'),
        column('currency', null, false, 'Missing, so every invoice is in USD.'),
      ],
      blocking: [],
      triggers: [],
      consequence: 'Can be read and posted to.',
    },
    {
      table: 'arcash',
      foundAs: 'PRO01.dbo.arcash',
      required: true,
      usedFor: 'receipts',
      columns: [
        column('invno', 'char(10) not null', true, 'Used for the invoice a receipt is applied to.'),
        column('refno', 'char(20) not null', false, 'Used for the marker.'),
      ],
      blocking: [],
      triggers: ['trg_arcash_audit'],
      consequence: 'Can be posted to; a trigger of your own runs with each receipt.',
    },
    {
      table: 'ardist',
      foundAs: null,
      required: false,
      usedFor: 'distribution to the general ledger',
      columns: [],
      blocking: [],
      triggers: [],
      consequence: 'Missing, so no general-ledger distribution is written.',
    },
  ],
  markerColumn: {
    table: 'arcash',
    column: 'refno',
    length: 20,
    reason: 'Wide enough, and shown on the receipts register.',
  },
  findings: [
    { severity: 'warning', code: 'TRIGGER', message: 'arcash has a trigger of your own; it is left alone.' },
  ],
  canRead: true,
  canPost: true,
  importFilesOnly: false,
};
