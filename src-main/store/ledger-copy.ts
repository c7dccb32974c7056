/** The ledger's open items, customers and chart of accounts as last read. The ledger is the truth; this is its copy. */
import type Database from 'better-sqlite3';
import type { AccountingDate, Customer, LedgerAccount, OpenItem, OpenItemId } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { type ItemSearch, searchItems } from './item-search.ts';

export interface LedgerCopy {
  /** `readBy`: the sync run that saw them. */
  saveItems(items: readonly OpenItem[], readBy: string): void;
  /** After a full read: items that the run did not see are open no more. Returns how many were closed. */
  closeUnseenItems(readBy: string): number;
  /** After a posting: what the ledger said the balance is now. */
  setBalance(id: OpenItemId, balanceMinor: Minor): void;
  item(id: OpenItemId): OpenItem | null;
  /** Every item with this number, open or closed. */
  itemsNumbered(number: string): OpenItem[];
  openItems(): OpenItem[];
  /** Open and closed: what refunds re-open. */
  allItems(): OpenItem[];
  openItemsOf(customerNo: string): OpenItem[];
  /** Open ones first; for choosing another invoice by hand. */
  searchItems(search: ItemSearch): OpenItem[];
  openTotals(): { currency: Currency; count: number; balanceMinor: Minor }[];
  saveCustomers(customers: readonly Customer[], readBy: string): void;
  forgetUnseenCustomers(readBy: string): number;
  customer(customerNo: string): Customer | null;
  /** Whose number or name contains the text, by name. */
  searchCustomers(text: string, limit: number): Customer[];
  customers(): Customer[];
  saveAccounts(accounts: readonly LedgerAccount[], readBy: string): void;
  accounts(): LedgerAccount[];
}

interface ItemRow {
  id: string;
  kind: string;
  number: string;
  customer_no: string;
  customer_name: string;
  customer_email: string | null;
  po_number: string | null;
  order_no: string | null;
  item_date: string;
  due_date: string | null;
  currency: string;
  original_minor: number;
  balance_minor: number;
  discount_until: string | null;
  discount_minor: number | null;
}

const toItem = (row: ItemRow): OpenItem => ({
  id: row.id as OpenItemId,
  kind: row.kind as OpenItem['kind'],
  number: row.number,
  customerNo: row.customer_no,
  customerName: row.customer_name,
  customerEmail: row.customer_email,
  poNumber: row.po_number,
  orderNo: row.order_no,
  date: row.item_date as AccountingDate,
  dueDate: row.due_date as AccountingDate | null,
  currency: row.currency as Currency,
  originalMinor: row.original_minor,
  balanceMinor: row.balance_minor,
  discount:
    row.discount_until === null || row.discount_minor === null
      ? null
      : { until: row.discount_until as AccountingDate, amountMinor: row.discount_minor },
});

interface CustomerRow {
  customer_no: string;
  name: string;
  email: string | null;
  phone: string | null;
  on_credit_hold: number;
}

const toCustomer = (row: CustomerRow): Customer => ({
  customerNo: row.customer_no,
  name: row.name,
  email: row.email,
  phone: row.phone,
  onCreditHold: row.on_credit_hold === 1,
});

export function ledgerCopyRepository(db: Database.Database, now: () => Date): LedgerCopy {
  const saveItem = db.prepare(`
    INSERT OR REPLACE INTO open_item (id, kind, number, customer_no, customer_name, customer_email, po_number, order_no,
      item_date, due_date, currency, original_minor, balance_minor, discount_until, discount_minor, last_read, updated_at)
    VALUES (@id, @kind, @number, @customerNo, @customerName, @customerEmail, @poNumber, @orderNo,
      @date, @dueDate, @currency, @originalMinor, @balanceMinor, @discountUntil, @discountMinor, @readBy, @at)`);
  const closeUnseen = db.prepare(
    'UPDATE open_item SET balance_minor = 0, updated_at = ? WHERE balance_minor <> 0 AND last_read <> ?',
  );
  const setBalance = db.prepare('UPDATE open_item SET balance_minor = ?, updated_at = ? WHERE id = ?');
  const item = db.prepare<[string], ItemRow>('SELECT * FROM open_item WHERE id = ?');
  const numbered = db.prepare<[string], ItemRow>('SELECT * FROM open_item WHERE number = ?');
  const open = db.prepare<[], ItemRow>(
    'SELECT * FROM open_item WHERE balance_minor <> 0 ORDER BY customer_no, item_date, id',
  );
  const all = db.prepare<[], ItemRow>('SELECT * FROM open_item ORDER BY customer_no, item_date, id');
  const openOf = db.prepare<[string], ItemRow>(
    'SELECT * FROM open_item WHERE balance_minor <> 0 AND customer_no = ? ORDER BY item_date, id',
  );
  const totals = db.prepare<[], { currency: string; count: number; total: number }>(`
    SELECT currency, count(*) AS count, sum(balance_minor) AS total FROM open_item WHERE balance_minor <> 0
    GROUP BY currency ORDER BY currency`);
  const saveCustomer = db.prepare(`
    INSERT OR REPLACE INTO customer (customer_no, name, email, phone, on_credit_hold, last_read)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const forgetCustomers = db.prepare('DELETE FROM customer WHERE last_read <> ?');
  const customer = db.prepare<[string], CustomerRow>('SELECT * FROM customer WHERE customer_no = ?');
  const findCustomers = db.prepare<{ like: string; limit: number }, CustomerRow>(`
    SELECT * FROM customer WHERE name LIKE @like ESCAPE '\\' OR customer_no LIKE @like ESCAPE '\\'
    ORDER BY name, customer_no LIMIT @limit`);
  const customers = db.prepare<[], CustomerRow>('SELECT * FROM customer ORDER BY customer_no');
  const saveAccount = db.prepare(
    'INSERT OR REPLACE INTO ledger_account (number, description, last_read) VALUES (?, ?, ?)',
  );
  const forgetAccounts = db.prepare('DELETE FROM ledger_account WHERE last_read <> ?');
  const accounts = db.prepare<[], LedgerAccount>(
    'SELECT number, description FROM ledger_account ORDER BY number',
  );

  return {
    saveItems: (items, readBy) => {
      const at = now().toISOString();
      for (const { discount, ...rest } of items) {
        saveItem.run({
          ...rest,
          discountUntil: discount?.until ?? null,
          discountMinor: discount?.amountMinor ?? null,
          readBy,
          at,
        });
      }
    },
    closeUnseenItems: (readBy) => closeUnseen.run(now().toISOString(), readBy).changes,
    setBalance: (id, balanceMinor) => {
      setBalance.run(balanceMinor, now().toISOString(), id);
    },
    item: (id) => {
      const row = item.get(id);
      return row ? toItem(row) : null;
    },
    itemsNumbered: (number) => numbered.all(number).map(toItem),
    openItems: () => open.all().map(toItem),
    allItems: () => all.all().map(toItem),
    openItemsOf: (customerNo) => openOf.all(customerNo).map(toItem),
    searchItems: (search) => searchItems<ItemRow>(db, search).map(toItem),
    searchCustomers: (text, limit) =>
      findCustomers.all({ like: `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`, limit }).map(toCustomer),
    openTotals: () =>
      totals.all().map((row) => ({
        currency: row.currency as Currency,
        count: row.count,
        balanceMinor: row.total,
      })),
    saveCustomers: (list, readBy) => {
      for (const it of list) {
        saveCustomer.run(it.customerNo, it.name, it.email, it.phone, it.onCreditHold ? 1 : 0, readBy);
      }
    },
    forgetUnseenCustomers: (readBy) => forgetCustomers.run(readBy).changes,
    customer: (customerNo) => {
      const row = customer.get(customerNo);
      return row ? toCustomer(row) : null;
    },
    customers: () => customers.all().map(toCustomer),
    saveAccounts: (list, readBy) => {
      for (const it of list) saveAccount.run(it.number, it.description, readBy);
      forgetAccounts.run(readBy);
    },
    accounts: () => accounts.all(),
  };
}
