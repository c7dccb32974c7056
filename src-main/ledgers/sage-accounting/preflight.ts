/** What the wizard shows before anything is saved: is it the right business, in the right country, and may it be written to. */
import type { Preflight, PreflightFinding, PreflightTable } from '../../../shared/preflight.ts';
import { AnyPage, Business } from './api/shapes.ts';
import type { Books } from './books.ts';
import { businessGone, SAGE, wrongRegion } from './failures.ts';
import { REFERENCE_LENGTH } from './posting/references.ts';

const RESOURCES: readonly (readonly [string, string, string])[] = [
  ['sales_invoices', 'Sales invoices', 'What customers owe'],
  ['sales_credit_notes', 'Sales credit notes', 'What customers are owed'],
  ['contacts', 'Contacts', 'Who the customers are'],
  ['contact_payments', 'Contact payments', 'Receipts, refunds and money on account'],
  ['journals', 'Journals', 'Payouts'],
  ['ledger_accounts', 'Ledger accounts', 'The chart of accounts'],
];

/** Throws ConnectionError when the sign-in, the country or the business is not what it should be. */
export async function runPreflight(books: Books, signal: AbortSignal): Promise<Preflight> {
  const { api, settings, deps } = books;
  signal.throwIfAborted();
  books.forget();
  const business = await api.find(`businesses/${settings.business}`, {}, Business, signal);
  if (business === null) throw businessGone();
  const country = business.country?.id.toLowerCase();
  if (country !== undefined && country !== settings.country) throw wrongRegion(settings.country, country);
  const financial = await books.financial(signal);
  const findings: PreflightFinding[] = [];
  const find = (severity: PreflightFinding['severity'], code: string, message: string) =>
    findings.push({ severity, code, message });

  const theirs = financial.base_currency?.id;
  if (theirs !== undefined && theirs !== settings.baseCurrency) {
    find(
      'blocks_posting',
      'SAGE_BASE_CURRENCY',
      `The business keeps its books in ${theirs}, and ${settings.baseCurrency} was entered.`,
    );
  }
  const banks = await books.banks(signal);
  const clearing = await books.clearing(signal);
  if (settings.accounts.clearing !== '' && !clearing) {
    find(
      'blocks_posting',
      'SAGE_CLEARING_NO_BANK',
      `${settings.accounts.clearing} is not a bank account in Sage; receipts can be recorded in bank accounts only. There are: ${banks.map(({ name }) => name).join(', ') || 'none'}.`,
    );
  }
  if (settings.accounts.clearing === '' && banks.length === 0) {
    find(
      'warning',
      'SAGE_CLEARING_NO_BANK',
      'The business has no bank account yet; one is needed for the clearing account.',
    );
  }
  const lock = financial.year_end_lockdown_date;
  if (lock) find('info', 'SAGE_LOCKED_THROUGH', `Sage’s books are closed through ${lock}.`);
  const tables: PreflightTable[] = [];
  for (const [resource, table, usedFor] of RESOURCES) {
    await api.get(resource, { items_per_page: '1' }, AnyPage, signal);
    tables.push({
      table,
      foundAs: resource,
      required: true,
      usedFor,
      columns: [],
      blocking: [],
      triggers: [],
      consequence: 'Can be read.',
    });
  }
  const canPost = !findings.some(({ severity }) => severity === 'blocks_posting');
  return {
    ledger: SAGE,
    server: {
      name: new URL(settings.apiUrl).host,
      version: 'API v3.1',
      database: business.name ?? business.displayed_as,
      collation: null,
      login: 'the Sage user who signed in',
      clockDifferenceMs: api.theirNow().getTime() - deps.now().getTime(),
      encrypted: settings.apiUrl.startsWith('https:'),
    },
    tables,
    markerColumn: {
      table: 'Contact payments',
      column: 'reference',
      length: REFERENCE_LENGTH,
      reason:
        'The reference of a payment, and of a journal, is what Sage shows beside it and what is found again.',
    },
    findings,
    canRead: true,
    canPost,
    importFilesOnly: false,
  };
}
