/** Writes a plan inside the transaction: headers first, then receipts and distribution, then looks whether it stands so. */
import { MatchbookError } from '../../../../shared/errors.ts';
import type { Marker } from '../../../../shared/model.ts';
import { type Currency, formatMinor, type Minor, sumMinor } from '../../../../shared/money.ts';
import type { SageTransaction } from '../connection/connection.ts';
import type { PostingTables } from '../schema/schema.ts';
import { distributes, type SageProSettings } from '../settings.ts';
import type { AccountBook } from './accounts.ts';
import { linesOf, reliefRoleOf } from './distribution.ts';
import { findJournals } from './found-entries.ts';
import { insertStatement, KeyTooLong } from './insert-row.ts';
import { lockItems } from './locked-rows.ts';
import type { ItemState, Movement } from './movement.ts';
import type { Plan } from './plan.ts';
import { type LedgerLine, lineCells, receiptCells, type Stamp } from './receipt-row.ts';
import { Refusal } from './refusal.ts';
import { type CustomerChange, changeOne, customerUpdate, itemUpdate } from './update-rows.ts';

export interface Writing {
  readonly transaction: SageTransaction;
  readonly tables: PostingTables;
  readonly settings: SageProSettings;
  readonly accounts: AccountBook;
  readonly stamp: Stamp;
}

export async function writePlan(writing: Writing, plan: Plan): Promise<void> {
  const { transaction, tables, settings, stamp } = writing;
  const base = settings.baseCurrency;
  // Headers first: on an engine that ignores lock hints, these updates are what makes a second poster wait.
  for (const state of plan.states) {
    if (moved(state)) await changeOne(transaction, itemUpdate(tables.armast, state, base));
  }
  for (const change of customerChanges(plan.movements)) {
    const update = customerUpdate(tables.arcust, change, settings.maintainCustomerBalance, base);
    if (update) await changeOne(transaction, update);
  }
  for (const movement of plan.movements) {
    await insert(writing, movement.marker, 'arcash', receiptCells(tables, movement, base, stamp));
    if (distributes(settings)) await distribute(writing, movement);
  }
  for (const { entry, lines } of plan.journals) {
    for (const line of lines) {
      const rawAccount = await writing.accounts.rawAccount(transaction, line.account.trim(), entry.marker);
      await insertLine(writing, {
        marker: entry.marker,
        date: entry.date,
        rawAccount,
        amountMinor: line.amountMinor,
        description: line.description,
        rawCustomerNo: '',
        rawNumber: '',
      });
    }
  }
  for (const state of plan.states) {
    if (moved(state)) await checkStands(transaction, tables, state, base);
  }
}

const moved = (state: ItemState): boolean =>
  state.balanceMinor !== state.found.balanceMinor || state.paidMinor !== state.found.paidMinor;

function customerChanges(movements: readonly Movement[]): CustomerChange[] {
  const changes = new Map<object, CustomerChange>();
  for (const { customer, reliefBaseMinor, cashMinor, date, currency, reversalOf } of movements) {
    const before = changes.get(customer);
    changes.set(customer, {
      customer,
      reliefBaseMinor: (before?.reliefBaseMinor ?? 0) + reliefBaseMinor,
      lastPayment:
        cashMinor > 0 && reversalOf === null
          ? { date, minor: cashMinor, currency }
          : (before?.lastPayment ?? null),
    });
  }
  return [...changes.values()];
}

async function insert(
  { transaction, tables }: Writing,
  marker: Marker,
  into: 'arcash' | 'ardist',
  cells: Parameters<typeof insertStatement>[1],
): Promise<void> {
  const table = tables[into];
  if (!table) throw new RangeError(`there is no ${into}`);
  try {
    await changeOne(transaction, insertStatement(table, cells));
  } catch (error) {
    if (error instanceof KeyTooLong) throw new Refusal(marker, 'NOT_SUPPORTED', error.message);
    throw error;
  }
}

async function insertLine(writing: Writing, line: LedgerLine): Promise<void> {
  const { tables, settings, stamp } = writing;
  await insert(writing, line.marker, 'ardist', lineCells(tables, line, settings.baseCurrency, stamp));
}

async function distribute(writing: Writing, movement: Movement): Promise<void> {
  if (movement.reversalOf !== null && (await repeatReversed(writing, movement, movement.reversalOf))) return;
  for (const { role, amountMinor } of linesOf(movement, writing.settings.accounts))
    await insertRole(writing, movement, role, amountMinor);
}

async function insertRole(
  writing: Writing,
  movement: Movement,
  role: keyof SageProSettings['accounts'],
  amountMinor: Minor,
): Promise<void> {
  const account = movement.fields[`account.${role}`] ?? writing.settings.accounts[role];
  if (account === '') {
    throw new Refusal(
      movement.marker,
      'ACCOUNT_NOT_FOUND',
      `The account for ${ROLE_WORDS[role]} is not set.`,
    );
  }
  const rawAccount = await writing.accounts.rawAccount(writing.transaction, account, movement.marker);
  await insertLine(writing, lineOf(movement, rawAccount, amountMinor, ROLE_WORDS[role]));
}

const ROLE_WORDS: Record<keyof SageProSettings['accounts'], string> = {
  receivable: 'accounts receivable',
  clearing: 'clearing',
  bank: 'bank',
  fees: 'fees',
  disputeFees: 'dispute fees',
  discount: 'discounts',
  writeOff: 'write-offs',
  refund: 'refunds',
  chargeback: 'chargebacks',
  onAccount: 'money on account',
  exchange: 'exchange gain and loss',
};

function lineOf(movement: Movement, rawAccount: string, amountMinor: Minor, description: string): LedgerLine {
  return {
    marker: movement.marker,
    date: movement.date,
    rawAccount,
    amountMinor,
    description,
    rawCustomerNo: movement.item?.found.rawCustomerNo ?? movement.customer.rawNumber,
    rawNumber: movement.item?.found.rawNumber ?? '',
  };
}

/** Takes the original's own lines back, so that a write-off goes back to where it came from. False: it had none. */
async function repeatReversed(writing: Writing, movement: Movement, original: Marker): Promise<boolean> {
  const { transaction, tables, settings } = writing;
  const found = await findJournals(transaction.rows, tables, [original], settings.baseCurrency, false);
  const lines = found.get(original)?.lines ?? [];
  for (const line of lines) {
    await insertLine(
      writing,
      lineOf(movement, line.rawAccount, -line.amountMinor, `Reversal ${line.description}`),
    );
  }
  // The original may be from before money on account had an account of its own.
  const { receivable, onAccount } = settings.accounts;
  const relieved = new Set([receivable.trim(), ...(movement.item === null ? [onAccount.trim()] : [])]);
  const back = lines.filter(({ rawAccount }) => relieved.has(rawAccount.trim()));
  const missing = -movement.reliefBaseMinor + sumMinor(back.map(({ amountMinor }) => amountMinor));
  if (lines.length > 0 && missing !== 0) {
    // An item that is closed takes its last cents along, whatever the rounding.
    await insertRole(writing, movement, reliefRoleOf(movement, settings.accounts), missing);
    await insertRole(writing, movement, 'exchange', -missing);
  }
  return lines.length > 0;
}

/** A site's own trigger may change what was written: then nothing is kept, rather than a ledger that does not add up. */
async function checkStands(
  transaction: SageTransaction,
  tables: PostingTables,
  state: ItemState,
  base: Currency,
): Promise<void> {
  const { found } = state;
  const rows = await lockItems(transaction, tables.armast, found.rawNumber.trim(), base);
  const stands = rows.find((it) =>
    found.identity !== null
      ? it.identity === found.identity
      : it.rawNumber === found.rawNumber &&
        it.rawCustomerNo === found.rawCustomerNo &&
        it.rawType === found.rawType,
  );
  if (stands && stands.balanceMinor === state.balanceMinor && stands.paidMinor === state.paidMinor) return;
  const money = (minor: Minor | undefined): string =>
    minor === undefined ? 'nothing' : formatMinor(minor, found.currency);
  throw new MatchbookError('LEDGER_CHANGED_WHAT_WAS_WRITTEN', {
    happened: `The balance of ${found.rawNumber.trim()} came out as ${money(stands?.balanceMinor)} where ${money(state.balanceMinor)} was written: a trigger of the database changes it.`,
    kept: 'Nothing of this posting was kept: the whole transaction was taken back.',
    todo: 'Ask whoever wrote the triggers on armast and arcash, or use import files.',
  });
}
