/** Journals: they balance, in the base currency, and carry a reference. */
import { asMinor } from './amounts.ts';
import type { Journal, SageBooks } from './books.ts';
import { type Body, openDay, referenceOf, text } from './entries.ts';
import { invalid } from './refused.ts';

export function createJournal(books: SageBooks, body: Body): Journal {
  const { baseCurrency } = books.facts;
  const date = openDay(books, body);
  const given = Array.isArray(body.journal_lines) ? (body.journal_lines as Body[]) : [];
  const lines = given.map((line) => {
    const account = books.accounts.get(text(line, 'ledger_account_id'));
    if (!account) throw invalid('The ledger account is not valid.', 'journal_lines');
    const debitMinor = asMinor(line.debit, baseCurrency);
    const creditMinor = asMinor(line.credit, baseCurrency);
    if (debitMinor === null || creditMinor === null)
      throw invalid('The amount is not valid.', 'journal_lines');
    return { ledgerAccountId: account.id, debitMinor, creditMinor, details: text(line, 'details') };
  });
  const difference = lines.reduce((sum, line) => sum + line.debitMinor - line.creditMinor, 0);
  if (lines.length < 2 || difference !== 0) throw invalid('The journal does not balance.', 'journal_lines');
  const reference = referenceOf(body);
  if (reference === '') throw invalid('The reference is required.', 'reference');
  const at = books.now();
  const description = text(body, 'description');
  const journal = {
    id: books.newId(),
    date,
    reference,
    description,
    lines,
    deletedAt: null,
    createdAt: at,
    updatedAt: at,
  };
  books.journals.set(journal.id, journal);
  return journal;
}
