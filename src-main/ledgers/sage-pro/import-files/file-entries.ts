/** From ledger entries to what the import files hold, judged on what the ledger says now and on what waits in files. */
import type { Marker } from '../../../../shared/model.ts';
import { type Minor, sumMinor } from '../../../../shared/money.ts';
import type { LedgerEntry, OnAccountEntry, ReceiptEntry, ReversalEntry } from '../../port.ts';
import type { SageConnection } from '../connection/connection.ts';
import type { Statement } from '../connection/statement.ts';
import { cashOf, checkPeriod, checkReceipt, chooseItem, type JudgeContext } from '../posting/judge.ts';
import { isInHistory, lockCustomer, lockItems } from '../posting/locked-rows.ts';
import { type ItemState, itemState } from '../posting/movement.ts';
import { goesToAccount } from '../posting/participants.ts';
import { Refusal } from '../posting/refusal.ts';
import type { SageSchema } from '../schema/schema.ts';
import type { SageProSettings } from '../settings.ts';
import { type FileEntry, type FileReceipt, totalOf } from './records.ts';

export interface Books {
  readonly connection: SageConnection;
  readonly schema: SageSchema;
  readonly settings: SageProSettings;
  /** Entries in the manifest that the ledger does not show yet. */
  readonly pending: readonly FileEntry[];
  /** All entries of the manifest. */
  readonly known: ReadonlyMap<Marker, FileEntry>;
}

export interface Judged {
  readonly entry: FileEntry;
  readonly balanceAfterMinor: Minor | null;
}

const baseOf = ({ marker, date, currency, reference, exchangeRate }: LedgerEntry) => ({
  marker,
  date,
  currency,
  reference,
  exchangeRate,
});

/** Throws Refusal. */
export async function judgeForFile(entry: LedgerEntry, books: Books): Promise<Judged> {
  checkPeriod(entry, books.settings.closedBefore);
  if (entry.kind === 'reversal') return reverse(entry, books);
  if (entry.kind === 'journal') {
    if (sumMinor(entry.lines.map(({ amountMinor }) => amountMinor)) !== 0) {
      throw new Refusal(entry.marker, 'NOT_SUPPORTED', 'The lines of the journal do not add up to zero.');
    }
    return { entry: { ...baseOf(entry), kind: 'journal', lines: [...entry.lines] }, balanceAfterMinor: null };
  }
  if (entry.kind === 'on_account') return onAccount(entry, books);
  if (goesToAccount(entry, books.settings)) return accountRefund(entry, books);
  return applied(entry, books);
}

const asker = (books: Books) => ({ rows: (statement: Statement) => books.connection.rows(statement) });

async function rawCustomer(marker: Marker, customerNo: string, books: Books): Promise<string> {
  const { schema, settings } = books;
  const rows = await lockCustomer(
    asker(books),
    schema.table('arcust'),
    customerNo.trim(),
    settings.baseCurrency,
    'none',
  );
  const [customer] = rows;
  if (!customer) {
    throw new Refusal(marker, 'CUSTOMER_NOT_FOUND', `There is no customer ${customerNo.trim()} in Sage Pro.`);
  }
  return customer.rawNumber;
}

async function onAccount(entry: OnAccountEntry, books: Books): Promise<Judged> {
  if (entry.amountMinor === 0)
    throw new Refusal(entry.marker, 'NOT_SUPPORTED', 'A receipt of zero moves nothing.');
  await rawCustomer(entry.marker, entry.customerNo, books);
  const held = sumMinor(
    [...books.known.values()].flatMap((it) =>
      it.kind === 'receipt' &&
      it.itemNumber === '' &&
      it.customerNo === entry.customerNo.trim() &&
      it.currency === entry.currency
        ? [totalOf(it)]
        : [],
    ),
  );
  if (entry.amountMinor < 0 && held + entry.amountMinor < 0) {
    throw new Refusal(
      entry.marker,
      'AMOUNT_EXCEEDS_BALANCE',
      `More is taken than is held on the account of ${entry.customerNo.trim()}.`,
    );
  }
  return {
    entry: {
      ...baseOf(entry),
      kind: 'receipt',
      purpose: 'on_account',
      customerNo: entry.customerNo.trim(),
      itemNumber: '',
      rawItemNumber: '',
      cashMinor: entry.amountMinor,
      discountMinor: 0,
      writeOffMinor: 0,
    },
    balanceAfterMinor: null,
  };
}

function accountRefund(entry: ReceiptEntry, { settings }: Books): Judged {
  const { clearing } = settings.accounts;
  const refund = (entry.kind === 'chargeback' && settings.accounts.chargeback) || settings.accounts.refund;
  if (refund === '' || clearing === '') {
    throw new Refusal(
      entry.marker,
      'ACCOUNT_NOT_FOUND',
      `The accounts for ${entry.kind === 'chargeback' ? 'chargebacks (or refunds)' : 'refunds'} and for clearing are not set.`,
    );
  }
  const description = `${entry.kind === 'refund' ? 'Refund' : 'Chargeback'} ${entry.itemNumber} ${entry.customerNo}`;
  const lines = [
    { account: refund, amountMinor: -entry.amountMinor || 0, description },
    { account: clearing, amountMinor: entry.amountMinor, description },
  ];
  return { entry: { ...baseOf(entry), kind: 'journal', lines }, balanceAfterMinor: null };
}

async function applied(entry: ReceiptEntry, books: Books): Promise<Judged> {
  const { schema, settings } = books;
  const armast = schema.table('armast');
  const number = entry.itemNumber.trim();
  const rows = await lockItems(asker(books), armast, number, settings.baseCurrency, 'none');
  if (rows.length === 0) {
    if (await isInHistory(asker(books), schema.profile.tables.get('arymst'), number)) {
      throw new Refusal(
        entry.marker,
        'ITEM_IN_HISTORY',
        `${number} was paid and moved to history; nothing can be applied to it there.`,
      );
    }
    throw new Refusal(entry.marker, 'ITEM_NOT_FOUND', `There is no invoice or credit ${number} in Sage Pro.`);
  }
  const balanceColumn = armast.columns.get('balance');
  if (!balanceColumn) throw new RangeError('armast has no balance');
  const context: JudgeContext = {
    baseCurrency: settings.baseCurrency,
    closedBefore: settings.closedBefore,
    amountColumn: balanceColumn,
    discountColumn: balanceColumn,
    balanceColumn,
    customerColumn: armast.columns.get('custno'),
  };
  const found = chooseItem(entry, rows, context);
  const state = lessPending(itemState(found), entry, books.pending);
  await rawCustomer(entry.marker, entry.customerNo, books);
  checkReceipt(entry, state, context);
  return {
    entry: {
      ...baseOf(entry),
      kind: 'receipt',
      purpose: entry.kind,
      customerNo: entry.customerNo.trim(),
      itemNumber: number,
      rawItemNumber: found.rawNumber,
      ...cashOf(entry),
    },
    balanceAfterMinor: state.balanceMinor - entry.amountMinor,
  };
}

/** The ledger moves only when a file is imported: until then, what is in files counts as moved. */
function lessPending(state: ItemState, entry: ReceiptEntry, pending: readonly FileEntry[]): ItemState {
  for (const it of pending) {
    if (
      it.kind !== 'receipt' ||
      it.itemNumber !== entry.itemNumber.trim() ||
      it.customerNo !== entry.customerNo.trim()
    )
      continue;
    state.balanceMinor -= totalOf(it);
    state.paidMinor += totalOf(it);
  }
  return state;
}

/** An entry that was written to a file is undone by its opposite in a later file. */
function reverse(entry: ReversalEntry, { known }: Books): Judged {
  const original = known.get(entry.of);
  if (!original) {
    throw new Refusal(
      entry.marker,
      'ENTRY_NOT_FOUND',
      `The entry ${entry.of} that is to be undone is in no import file.`,
    );
  }
  const base = { ...baseOf(entry), currency: original.currency };
  if (original.kind === 'journal') {
    const lines = original.lines.map((it) => ({ ...it, amountMinor: -it.amountMinor || 0 }));
    return { entry: { ...base, kind: 'journal', lines }, balanceAfterMinor: null };
  }
  const opposite: FileReceipt = {
    ...original,
    ...base,
    purpose: 'reversal',
    cashMinor: -original.cashMinor || 0,
    discountMinor: -original.discountMinor || 0,
    writeOffMinor: -original.writeOffMinor || 0,
  };
  return { entry: opposite, balanceAfterMinor: null };
}
