/** What the wizard shows before anything is saved: does the sign-in work, what may be read, and can receipts be written. */

import * as z from 'zod';
import type { Preflight, PreflightFinding, PreflightTable } from '../../../shared/preflight.ts';
import { listOf } from './api/shapes.ts';
import type { Books } from './books.ts';
import { KASHFLOW } from './failures.ts';
import { NOTE_LENGTH } from './posting/note.ts';

const RESOURCES: readonly (readonly [string, string])[] = [
  ['invoices', 'Open invoices and credit notes'],
  ['customers', 'Customers'],
  ['journals', 'Payouts'],
  ['nominals', 'The chart of accounts'],
  ['bankaccounts', 'Payments, money on account'],
];
const Anything = listOf(z.unknown());

/** Throws ConnectionError when the sign-in does not work. */
export async function runPreflight(books: Books, signal: AbortSignal): Promise<Preflight> {
  const { api, settings, deps } = books;
  signal.throwIfAborted();
  books.forget();
  const findings: PreflightFinding[] = [];
  const find = (severity: PreflightFinding['severity'], code: string, message: string) =>
    findings.push({ severity, code, message });
  const tables: PreflightTable[] = [];
  for (const [resource, usedFor] of RESOURCES) {
    await api.get(resource, { page: '1', perpage: '1' }, Anything, signal);
    tables.push({
      table: resource,
      foundAs: `${settings.apiUrl}/${resource}`,
      required: true,
      usedFor,
      columns: [],
      blocking: [],
      triggers: [],
      consequence: `${usedFor} can be read.`,
    });
  }
  const banks = await books.banks(signal);
  const there = `There are: ${banks.map(({ number, name }) => `${number} ${name}`).join(', ') || 'none'}.`;
  const { clearing, writeOff } = settings.accounts;
  const notBank = (number: string) => number !== '' && !banks.some((bank) => bank.number === number);
  if (notBank(clearing)) {
    const message = `${clearing} is not a bank account in KashFlow; payments are recorded in bank accounts only. ${there}`;
    find('blocks_posting', 'KASHFLOW_CLEARING_NO_BANK', message);
  }
  if (notBank(writeOff)) {
    const message = `${writeOff} is not a bank account in KashFlow, so write-offs and discounts are refused. ${there}`;
    find('warning', 'KASHFLOW_WRITE_OFF_NO_BANK', message);
  }
  for (const bank of await books.ownBanks(signal)) {
    if (bank.lockedThrough === null) continue;
    const message = `${bank.name} is locked through ${bank.lockedThrough} in KashFlow.`;
    find('info', 'KASHFLOW_BANK_LOCKED', message);
  }
  return {
    ledger: KASHFLOW,
    server: {
      name: new URL(settings.apiUrl).host,
      version: 'REST API v2',
      database: api.companyName || 'KashFlow account',
      collation: null,
      login: settings.username,
      clockDifferenceMs: api.theirNow().getTime() - deps.now().getTime(),
      encrypted: settings.apiUrl.startsWith('https:'),
    },
    tables,
    markerColumn: {
      table: 'payments',
      column: 'Note',
      length: NOTE_LENGTH,
      reason:
        'KashFlow shows a payment’s note beside it and in the bank account, where it is found again; journals have it in their description.',
    },
    findings,
    canRead: true,
    canPost: !findings.some(({ severity }) => severity === 'blocks_posting'),
    importFilesOnly: false,
  };
}
