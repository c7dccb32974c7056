/**
 * A small ledger in memory that keeps the port's rules (src-main/ledgers/port.ts): markers looked for first, all entries
 * or none, balances re-read, nothing deleted. `faults` lets a test lose the connection before or after the commit.
 */
import type { AccountingDate, Customer, LedgerAccount, Marker, OpenItem } from '../../shared/model.ts';
import type {
  ChangeToken,
  Ledger,
  LedgerEntry,
  OpenItemsPage,
  PostedEntry,
  Posting,
  PostOutcome,
  ReceiptEntry,
  RefusalCode,
} from '../../src-main/ledgers/port.ts';

export interface LedgerRow {
  readonly entry: LedgerEntry;
  readonly posted: PostedEntry;
}

export interface MemoryLedgerFaults {
  /** Throw here: nothing was written. */
  beforePost?: (posting: Posting) => void;
  /** Throw here: it was written, but the caller does not get to know. */
  afterCommit?: (posting: Posting) => void;
  beforeFind?: (markers: readonly Marker[]) => void;
  beforeRead?: (page: number) => void;
}

export interface MemoryLedger extends Ledger {
  readonly faults: MemoryLedgerFaults;
  /** All rows ever written, in order. */
  readonly rows: readonly LedgerRow[];
  readonly calls: { posts: number; finds: number };
  balanceOf(itemId: string): number;
  /** A Sage user at work: puts the balance somewhere else. */
  setBalance(itemId: string, balanceMinor: number): void;
  removeItem(itemId: string): void;
  addItem(item: OpenItem): void;
  closedThrough: AccountingDate | null;
}

class Refused extends Error {
  readonly marker: Marker;
  readonly code: RefusalCode;

  constructor(marker: Marker, code: RefusalCode, message: string) {
    super(message);
    this.marker = marker;
    this.code = code;
  }
}

export interface MemoryLedgerContents {
  readonly items: readonly OpenItem[];
  readonly customers?: readonly Customer[];
  readonly accounts?: readonly LedgerAccount[];
  readonly pageSize?: number;
  /** Whether it can tell what changed since a token. */
  readonly incremental?: boolean;
}

export function createMemoryLedger(contents: MemoryLedgerContents): MemoryLedger {
  const items = new Map(contents.items.map((item) => [item.id as string, item]));
  const changes = new Map<string, number>();
  const rows: LedgerRow[] = [];
  const faults: MemoryLedgerFaults = {};
  const calls = { posts: 0, finds: 0 };
  const pageSize = contents.pageSize ?? 100;
  let change = 0;

  const touch = (id: string): void => {
    change += 1;
    changes.set(id, change);
  };
  const rowOf = (marker: Marker): LedgerRow | undefined => rows.find(({ entry }) => entry.marker === marker);

  const refuse = (entry: LedgerEntry, code: RefusalCode, message: string): never => {
    throw new Refused(entry.marker, code, message);
  };

  const checkReceipt = (entry: ReceiptEntry): OpenItem => {
    const item = items.get(`${entry.itemKind}:${entry.itemNumber}`);
    if (!item) return refuse(entry, 'ITEM_NOT_FOUND', `${entry.itemNumber} is not in the ledger.`);
    if (item.customerNo !== entry.customerNo)
      refuse(entry, 'CUSTOMER_MISMATCH', `${item.number} is another customer's.`);
    if (item.currency !== entry.currency)
      refuse(entry, 'CURRENCY_MISMATCH', `${item.number} is in ${item.currency}.`);
    if (item.balanceMinor !== entry.expectedBalanceMinor) {
      const { balanceMinor } = item;
      refuse(
        entry,
        'BALANCE_MOVED',
        `${item.number} now has ${balanceMinor} left, not ${entry.expectedBalanceMinor}.`,
      );
    }
    const closes = entry.kind === 'receipt';
    if (closes && Math.abs(entry.amountMinor) > Math.abs(item.balanceMinor)) {
      refuse(entry, 'AMOUNT_EXCEEDS_BALANCE', `${item.number} has less than that left.`);
    }
    return item;
  };

  const move = (staged: Map<string, OpenItem>, item: OpenItem, amountMinor: number): number => {
    const current = staged.get(item.id) ?? item;
    const balanceMinor = current.balanceMinor - amountMinor;
    staged.set(item.id, { ...current, balanceMinor });
    return balanceMinor;
  };

  const write = (entry: LedgerEntry, staged: Map<string, OpenItem>): LedgerRow => {
    const posted = { marker: entry.marker, customerNo: null, itemNumber: null, currency: entry.currency };
    if (contents.accounts && entry.kind === 'journal') {
      const known = new Set(contents.accounts.map(({ number }) => number));
      for (const { account } of entry.lines) {
        if (!known.has(account)) refuse(entry, 'ACCOUNT_NOT_FOUND', `There is no account ${account}.`);
      }
    }
    if (ledger.closedThrough !== null && entry.date <= ledger.closedThrough) {
      refuse(entry, 'PERIOD_CLOSED', `${entry.date} is in a closed period.`);
    }
    switch (entry.kind) {
      case 'receipt':
      case 'refund':
      case 'chargeback': {
        const balanceAfterMinor = move(staged, checkReceipt(entry), entry.amountMinor);
        const { customerNo, itemNumber, amountMinor } = entry;
        return { entry, posted: { ...posted, customerNo, itemNumber, amountMinor, balanceAfterMinor } };
      }
      case 'on_account': {
        const { customerNo, amountMinor } = entry;
        return { entry, posted: { ...posted, customerNo, amountMinor, balanceAfterMinor: null } };
      }
      case 'journal': {
        const total = entry.lines.reduce((sum, line) => sum + line.amountMinor, 0);
        if (total !== 0) throw new Error(`The journal ${entry.marker} does not balance: ${total}.`);
        const debits = entry.lines.reduce((sum, line) => sum + Math.max(0, line.amountMinor), 0);
        return { entry, posted: { ...posted, amountMinor: debits, balanceAfterMinor: null } };
      }
      case 'reversal': {
        const original = rowOf(entry.of);
        if (!original) return refuse(entry, 'ENTRY_NOT_FOUND', `${entry.of} is not in the ledger.`);
        if (rows.some((row) => row.entry.kind === 'reversal' && row.entry.of === entry.of)) {
          refuse(entry, 'MARKER_CONFLICT', `${entry.of} is reversed already.`);
        }
        const amountMinor = -original.posted.amountMinor;
        const { customerNo, itemNumber } = original.posted;
        const of = original.entry;
        const item = 'itemNumber' in of ? items.get(`${of.itemKind}:${of.itemNumber}`) : undefined;
        const balanceAfterMinor = item ? move(staged, item, amountMinor) : null;
        return { entry, posted: { ...posted, customerNo, itemNumber, amountMinor, balanceAfterMinor } };
      }
    }
  };

  const post = (posting: Posting): PostOutcome => {
    const found = posting.entries.map(({ marker }) => rowOf(marker));
    const present = found.flatMap((row) => (row ? [row.posted] : []));
    if (present.length === posting.entries.length) return { kind: 'already_posted', entries: present };
    const [first] = present;
    if (first) {
      return {
        kind: 'refused',
        marker: first.marker,
        code: 'MARKER_CONFLICT',
        message: 'Only a part of it is there.',
      };
    }
    const staged = new Map<string, OpenItem>();
    try {
      const written = posting.entries.map((entry) => write(entry, staged));
      rows.push(...written);
      for (const [id, item] of staged) {
        items.set(id, item);
        touch(id);
      }
      return { kind: 'posted', entries: written.map(({ posted }) => posted) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { kind: 'refused', marker: error.marker, code: error.code, message: error.message };
    }
  };

  const ledger: MemoryLedger = {
    faults,
    rows,
    calls,
    closedThrough: null,
    preflight: () => Promise.reject(new Error('The ledger in memory has no schema to judge.')),
    openItems: async function* (since: ChangeToken | null): AsyncGenerator<OpenItemsPage> {
      const token = contents.incremental ? (String(change) as ChangeToken) : null;
      const list = [...items.values()].filter((item) =>
        since === null ? item.balanceMinor !== 0 : (changes.get(item.id) ?? 0) > Number(since),
      );
      for (let start = 0, page = 0; start === 0 || start < list.length; start += pageSize, page += 1) {
        faults.beforeRead?.(page);
        const last = start + pageSize >= list.length;
        yield { items: list.slice(start, start + pageSize), rejected: [], token: last ? token : null };
      }
    },
    customers: async function* (): AsyncGenerator<readonly Customer[]> {
      yield contents.customers ?? [];
    },
    accounts: async () => contents.accounts ?? [],
    post: async (posting) => {
      calls.posts += 1;
      faults.beforePost?.(posting);
      const outcome = post(posting);
      if (outcome.kind === 'posted') faults.afterCommit?.(posting);
      return outcome;
    },
    find: async (markers) => {
      calls.finds += 1;
      faults.beforeFind?.(markers);
      const found = markers.flatMap((marker) => {
        const row = rowOf(marker);
        return row ? [[marker, row.posted] as const] : [];
      });
      return new Map(found);
    },
    close: async () => {},
    balanceOf: (id) => items.get(id)?.balanceMinor ?? 0,
    setBalance: (id, balanceMinor) => {
      const item = items.get(id);
      if (!item) throw new Error(`There is no ${id}.`);
      items.set(id, { ...item, balanceMinor });
      touch(id);
    },
    removeItem: (id) => {
      items.delete(id);
    },
    addItem: (item) => {
      items.set(item.id, item);
      touch(item.id);
    },
  };
  return ledger;
}
