/** Entries that move accounts only: payout journals, and refunds that go to an account of their own. Pure; throws Refusal. */
import { type Minor, sumMinor } from '../../../../shared/money.ts';
import type { JournalEntry, LedgerEntry, ReceiptEntry } from '../../port.ts';
import type { SageSchema } from '../schema/schema.ts';
import type { SageProSettings } from '../settings.ts';
import { Refusal } from './refusal.ts';

/** A journal still in terms of accounts as people write them. */
export interface PlannedJournal {
  readonly entry: LedgerEntry;
  readonly lines: readonly {
    readonly account: string;
    readonly amountMinor: Minor;
    readonly description: string;
  }[];
}

export function plannedJournal(
  entry: JournalEntry,
  schema: SageSchema,
  settings: SageProSettings,
): PlannedJournal {
  if (sumMinor(entry.lines.map(({ amountMinor }) => amountMinor)) !== 0) {
    throw new Refusal(entry.marker, 'NOT_SUPPORTED', 'The lines of the journal do not add up to zero.');
  }
  checkJournals(entry, schema, settings);
  return {
    entry,
    lines: entry.lines.map((it) => ({ ...it, description: it.description || entry.description })),
  };
}

function checkJournals(entry: LedgerEntry, schema: SageSchema, settings: SageProSettings): void {
  if (entry.currency !== settings.baseCurrency) {
    throw new Refusal(
      entry.marker,
      'CURRENCY_MISMATCH',
      `The general ledger is in ${settings.baseCurrency}, and the journal is in ${entry.currency}.`,
    );
  }
  if (schema.posting?.journalMarker) return;
  throw new Refusal(
    entry.marker,
    'NOT_SUPPORTED',
    'The preflight could not prove the tables of the general ledger (ardist, with a text of 12 characters for the marker): write the journal to an import file.',
  );
}

/** Debit refunds, credit clearing; the invoice and what the customer owes stay as they are. */
export function accountRefund(
  entry: ReceiptEntry,
  schema: SageSchema,
  settings: SageProSettings,
): PlannedJournal {
  const { clearing } = settings.accounts;
  const refund = (entry.kind === 'chargeback' && settings.accounts.chargeback) || settings.accounts.refund;
  if (refund === '' || clearing === '') {
    throw new Refusal(
      entry.marker,
      'ACCOUNT_NOT_FOUND',
      `The accounts for ${entry.kind === 'chargeback' ? 'chargebacks (or refunds)' : 'refunds'} and for clearing are not set.`,
    );
  }
  checkJournals(entry, schema, settings);
  const description = `${entry.kind === 'refund' ? 'Refund' : 'Chargeback'} ${entry.itemNumber} ${entry.customerNo}`;
  return {
    entry,
    lines: [
      { account: refund, amountMinor: -entry.amountMinor || 0, description },
      { account: clearing, amountMinor: entry.amountMinor, description },
    ],
  };
}
