/** From a posting and what the ledger says about it to what is to be written. Reads only; throws Refusal. */
import type { Marker } from '../../../../shared/model.ts';
import { type Currency, formatMinor, type Minor, sumMinor } from '../../../../shared/money.ts';
import type { Posting, ReceiptEntry, ReversalEntry } from '../../port.ts';
import type { SageTransaction } from '../connection/connection.ts';
import { usable } from '../schema/abilities.ts';
import type { SageSchema } from '../schema/schema.ts';
import { distributes, type SageProSettings } from '../settings.ts';
import { findJournals } from './found-entries.ts';
import { heldOnAccount } from './held.ts';
import { accountRefund, type PlannedJournal, plannedJournal } from './journals.ts';
import {
  cashOf,
  checkLimit,
  checkPeriod,
  checkReceipt,
  chooseItem,
  type JudgeContext,
  movementOf,
  onAccountMovement,
} from './judge.ts';
import { isInHistory, type LockedCustomer } from './locked-rows.ts';
import { type ItemState, itemState, type Movement, totalOf } from './movement.ts';
import { goesToAccount, type Participants } from './participants.ts';
import { Refusal } from './refusal.ts';
import { checkSame } from './same-entry.ts';

export interface Plan {
  readonly movements: readonly Movement[];
  readonly journals: readonly PlannedJournal[];
  readonly states: readonly ItemState[];
}

export class Planner {
  readonly #settings: SageProSettings;
  readonly #schema: SageSchema;
  readonly #there: Participants;
  readonly #context: JudgeContext;
  readonly #states = new Map<object, ItemState>();
  readonly #held = new Map<string, Minor>();

  constructor(schema: SageSchema, settings: SageProSettings, there: Participants) {
    const { posting } = schema;
    const balanceColumn = posting?.armast.columns.get('balance');
    if (!posting || !balanceColumn) throw new RangeError('planned without tables to post to');
    this.#settings = settings;
    this.#schema = schema;
    this.#there = there;
    this.#context = {
      baseCurrency: settings.baseCurrency,
      closedBefore: settings.closedBefore,
      amountColumn: posting.amount,
      discountColumn: usable(posting.arcash, 'disamt'),
      balanceColumn,
      customerColumn: posting.armast.columns.get('custno'),
    };
  }

  /** The entries that are not in the ledger yet. Throws Refusal, also where one that is there differs. */
  async plan(transaction: SageTransaction, posting: Posting): Promise<Plan> {
    const movements: Movement[] = [];
    const journals: PlannedJournal[] = [];
    for (const entry of posting.entries) {
      const existing = this.#there.existing.get(entry.marker);
      if (existing) {
        checkSame(entry, existing, this.#there, this.#settings.baseCurrency);
        continue;
      }
      checkPeriod(entry, this.#settings.closedBefore);
      if (entry.kind === 'journal') journals.push(plannedJournal(entry, this.#schema, this.#settings));
      else if (entry.kind === 'reversal') await this.#reverse(transaction, entry, movements, journals);
      else if (entry.kind === 'on_account') {
        const customer = this.#customer(entry.marker, entry.customerNo);
        await this.#checkHeld(transaction, entry.marker, customer, entry.currency, entry.amountMinor);
        movements.push(onAccountMovement(entry, customer, this.#context));
      } else if (goesToAccount(entry, this.#settings))
        journals.push(accountRefund(entry, this.#schema, this.#settings));
      else movements.push(await this.#receipt(transaction, entry));
    }
    return { movements, journals, states: [...this.#states.values()] };
  }

  #state(item: ItemState['found']): ItemState {
    const state = this.#states.get(item) ?? itemState(item);
    this.#states.set(item, state);
    return state;
  }

  #customer(marker: Marker, customerNo: string): LockedCustomer {
    const [customer, second] = this.#there.customers.get(customerNo.trim()) ?? [];
    if (!customer)
      throw new Refusal(
        marker,
        'CUSTOMER_NOT_FOUND',
        `There is no customer ${customerNo.trim()} in Sage Pro.`,
      );
    if (second)
      throw new Refusal(
        marker,
        'NOT_SUPPORTED',
        `There are two customers with the number ${customerNo.trim()}.`,
      );
    return customer;
  }

  async #receipt(transaction: SageTransaction, entry: ReceiptEntry): Promise<Movement> {
    const rows = this.#there.items.get(entry.itemNumber.trim()) ?? [];
    if (rows.length === 0) {
      const history = this.#schema.profile.tables.get('arymst');
      if (await isInHistory(transaction, history, entry.itemNumber.trim())) {
        throw new Refusal(
          entry.marker,
          'ITEM_IN_HISTORY',
          `${entry.itemNumber.trim()} was paid and moved to history; nothing can be applied to it there.`,
        );
      }
      throw new Refusal(
        entry.marker,
        'ITEM_NOT_FOUND',
        `There is no invoice or credit ${entry.itemNumber.trim()} in Sage Pro.`,
      );
    }
    const state = this.#state(chooseItem(entry, rows, this.#context));
    const customer = this.#customer(entry.marker, entry.customerNo);
    checkReceipt(entry, state, this.#context);
    return movementOf(entry, entry.currency, cashOf(entry), customer, state, this.#context, null);
  }

  /** Money can be taken from an account only as far as it is there. */
  async #checkHeld(
    transaction: SageTransaction,
    marker: Marker,
    customer: LockedCustomer,
    currency: Currency,
    amountMinor: Minor,
  ): Promise<void> {
    const key = `${customer.rawNumber}\n${currency}`;
    const moved = this.#held.get(key) ?? 0;
    this.#held.set(key, moved + amountMinor);
    const { posting } = this.#schema;
    if (amountMinor >= 0 || !posting) return;
    const held =
      moved + (await heldOnAccount(transaction, posting, customer, currency, this.#settings.baseCurrency));
    if (held + amountMinor >= 0) return;
    throw new Refusal(
      marker,
      'AMOUNT_EXCEEDS_BALANCE',
      `${formatMinor(-amountMinor, currency)} is more than the ${formatMinor(Math.max(held, 0), currency)} that is held on the account of ${customer.rawNumber.trim()}.`,
    );
  }

  async #reverse(
    transaction: SageTransaction,
    entry: ReversalEntry,
    movements: Movement[],
    journals: PlannedJournal[],
  ): Promise<void> {
    const original = this.#there.originals.get(entry.of);
    if (!original) {
      throw new Refusal(
        entry.marker,
        'ENTRY_NOT_FOUND',
        `The entry ${entry.of} that is to be undone is not in Sage Pro.`,
      );
    }
    if (original.kind === 'journal') {
      const lines = original.lines.map((it) => ({
        account: it.rawAccount,
        amountMinor: -it.amountMinor || 0,
        description: `Reversal ${it.description}`,
      }));
      journals.push({ entry, lines });
      return;
    }
    const customer = this.#customer(entry.marker, original.rawCustomerNo);
    const number = original.rawNumber.trim();
    const rows = number === '' ? [] : (this.#there.items.get(number) ?? []);
    const own = rows.filter((it) => it.rawCustomerNo.trim() === original.rawCustomerNo.trim());
    const [item, second] = own;
    if (number !== '' && !item) {
      throw new Refusal(
        entry.marker,
        'ITEM_IN_HISTORY',
        `${number} is no longer among the current invoices, so its receipt cannot be undone there.`,
      );
    }
    if (second)
      throw new Refusal(entry.marker, 'NOT_SUPPORTED', `There are several items with the number ${number}.`);
    if (item?.isVoid) throw new Refusal(entry.marker, 'ITEM_VOID', `${number} is void in Sage Pro.`);
    const currency = item?.currency ?? original.currency ?? this.#context.baseCurrency;
    const { cashMinor, discountMinor } = original.amounts(currency);
    const amounts = { cashMinor: -cashMinor || 0, discountMinor: -discountMinor || 0, writeOffMinor: 0 };
    const state = item ? this.#state(item) : null;
    if (state) checkLimit(entry.marker, number, totalOf(amounts), state);
    else await this.#checkHeld(transaction, entry.marker, customer, currency, totalOf(amounts));
    const reliefBaseMinor = state ? await this.#reliefOf(transaction, entry.of) : null;
    const reversal = { of: entry.of, reliefBaseMinor };
    movements.push(movementOf(entry, currency, amounts, customer, state, this.#context, reversal));
  }

  /** What an entry took from receivables in base currency, by its own lines; null when it has none. */
  async #reliefOf(transaction: SageTransaction, marker: Marker): Promise<Minor | null> {
    const { posting } = this.#schema;
    const { baseCurrency, accounts } = this.#settings;
    if (!posting || !distributes(this.#settings)) return null;
    const found = await findJournals(transaction.rows, posting, [marker], baseCurrency, false);
    const lines = (found.get(marker)?.lines ?? []).filter(
      ({ rawAccount }) => rawAccount.trim() === accounts.receivable.trim(),
    );
    return lines.length === 0 ? null : -sumMinor(lines.map(({ amountMinor }) => amountMinor));
  }
}
