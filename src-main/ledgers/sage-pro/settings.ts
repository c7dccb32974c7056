/** What a site can do differently, each with a sound default. Shown as a form by the setup wizard; never a secret. */
import * as z from 'zod';
import { AccountingDate } from '../../../shared/model.ts';
import { Currency } from '../../../shared/money.ts';
import { ImportLayout } from './import-files/layout.ts';

const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'a time zone is a name such as America/New_York');

const account = z.string().trim().max(40).default('');

/** General-ledger accounts; '' is: not given. */
const Accounts = z.object({
  receivable: account,
  clearing: account,
  bank: account,
  fees: account,
  /** '': with the other fees. */
  disputeFees: account,
  discount: account,
  writeOff: account,
  refund: account,
  /** '': with the refunds. */
  chargeback: account,
  /** '': receivable. */
  onAccount: account,
  exchange: account,
});

const name = z.string().trim().max(128);

export const SageProSettings = z.object({
  /** HOST, HOST\INSTANCE, HOST,PORT or HOST:PORT. */
  server: z.string().trim().min(1).max(260).default('localhost'),
  /** 0: what `server` says, else 1433. Left out of account when an instance is looked up. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** '': what `server` says. Found through the SQL Browser (UDP 1434). */
  instance: name.default(''),
  database: name.min(1).default('PRO01'),
  user: name.default(''),
  /** Windows domain of the user: signs in by NTLM. '' signs in with an SQL Server login. */
  domain: name.default(''),
  encrypt: z.boolean().default(true),
  /** Accepts a certificate that nobody vouches for: recorded as a warning at every preflight. */
  trustCertificate: z.boolean().default(false),
  /** Lower only for a server that can do no better (SQL Server 2005 and 2008 without updates). */
  oldestTls: z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2']).default('TLSv1.2'),
  /** The newest TDS version offered; the server may answer with an older one. */
  tdsVersion: z.enum(['7_1', '7_2', '7_3_A', '7_3_B', '7_4']).default('7_4'),
  /** Declares reads as read-only, so that an availability group may serve them from a copy. */
  readOnlyIntent: z.boolean().default(true),
  /** snapshot: where the database allows it. read_committed: always. Balances are never read uncommitted. */
  readIsolation: z.enum(['auto', 'read_committed', 'snapshot']).default('auto'),
  connectTimeoutMs: z.number().int().min(1_000).max(120_000).default(15_000),
  requestTimeoutMs: z.number().int().min(1_000).max(600_000).default(60_000),
  /** How long a statement waits for a row that a Sage user holds. */
  lockTimeoutMs: z.number().int().min(0).max(60_000).default(5_000),
  /** auto: as found. Else the text behind the table's name, e.g. '01' for armast01, or '' for none. */
  companySuffix: z
    .string()
    .regex(/^(auto|\w{0,8})$/)
    .default('auto'),
  baseCurrency: Currency.default(Currency.parse('USD')),
  timeZone: timeZone.default('UTC'),
  /** arcash column that carries the marker; auto: refno, then checkno, then any that is wide enough. */
  referenceColumn: name.min(1).default('auto'),
  accounts: Accounts.prefault({}),
  /** Writes ardist lines with each receipt. They need the receivable and the clearing account. */
  writeDistribution: z.boolean().default(true),
  refundStyle: z.enum(['reopen_invoice', 'refund_account']).default('reopen_invoice'),
  maintainCustomerBalance: z.boolean().default(true),
  /** Written to adduser, cut to the column's width. */
  postingUser: z.string().trim().min(1).max(20).default('MBOOK'),
  postingMode: z.enum(['direct', 'files']).default('direct'),
  /** Folder of the import files; needed when postingMode is files. */
  importFolder: z.string().default(''),
  importLayout: ImportLayout.prefault({}),
  /** Days before it are closed: nothing is posted to them. null: none. */
  closedBefore: AccountingDate.nullable().default(null),
});
export type SageProSettings = z.infer<typeof SageProSettings>;

/** Distribution lines are written when they are wanted and both ends are known. */
export function distributes(settings: SageProSettings): boolean {
  return (
    settings.writeDistribution && settings.accounts.receivable !== '' && settings.accounts.clearing !== ''
  );
}
