/** Web orders: each once by its shop's id, newest content kept, with what was decided about it. */
import type Database from 'better-sqlite3';
import type { ConnectionId, Instant, TransactionId } from '../../shared/model.ts';
import type { LedgerItem, WebOrder } from '../../shared/orders.ts';
import { fromJson } from './canonical.ts';

export interface WebOrderRow {
  readonly order: WebOrder;
  /** to_void is not stored: it follows from created, and a shop that took the order back. */
  readonly state: 'waiting' | 'created' | 'exported' | 'void' | 'ignored';
  readonly number: string | null;
  /** The customer that a person chose for it. */
  readonly customerNo: string | null;
  readonly decided: string | null;
}

export interface OrderPayment {
  readonly id: TransactionId;
  readonly amountMinor: number;
  readonly currency: string;
}

export interface Orders {
  /** Its decision stays. */
  save(orders: readonly WebOrder[]): void;
  all(): WebOrderRow[];
  find(connectionId: ConnectionId, externalId: string): WebOrderRow | null;
  decide(
    connectionId: ConnectionId,
    externalId: string,
    change: Partial<Pick<WebOrderRow, 'state' | 'number' | 'customerNo' | 'decided'>>,
  ): void;
  readThrough(connectionId: ConnectionId): Instant | null;
  setReadThrough(connectionId: ConnectionId, at: Instant): void;
  readAt(): Instant | null;
  replaceItems(items: readonly LedgerItem[]): void;
  items(): LedgerItem[];
  linkItem(article: string, item: string | null, by: string): void;
  links(): ReadonlyMap<string, string>;
  /**
   * Payments by the ids that a shop may know them by: their own, or one that stands in the gateway's object, such as Stripe's payment
   * intent; that one is looked for among the payments of a few days around the order.
   */
  paymentsKnownAs(ids: readonly string[], placedAt: Instant): OrderPayment[];
}

const DAY_MS = 86_400_000;

interface Row {
  record: string;
  state: string;
  number: string | null;
  customer_no: string | null;
  decided: string | null;
}

const toRow = (row: Row): WebOrderRow => ({
  order: fromJson<WebOrder>(row.record, 'order'),
  state: row.state as WebOrderRow['state'],
  number: row.number,
  customerNo: row.customer_no,
  decided: row.decided,
});

export function ordersRepository(db: Database.Database, now: () => Date): Orders {
  const put = db.prepare(`
    INSERT INTO web_order (connection_id, external_id, placed_at, record, read_at)
    VALUES (@connectionId, @externalId, @placedAt, @record, @at)
    ON CONFLICT (connection_id, external_id) DO UPDATE SET placed_at = @placedAt, record = @record, read_at = @at`);
  const all = db.prepare<[], Row>('SELECT * FROM web_order ORDER BY placed_at DESC, external_id');
  const one = db.prepare<[string, string], Row>(
    'SELECT * FROM web_order WHERE connection_id = ? AND external_id = ?',
  );
  const decide = db.prepare(`
    UPDATE web_order SET state = @state, number = @number, customer_no = @customerNo, decided = @decided
    WHERE connection_id = @connectionId AND external_id = @externalId`);
  const through = db
    .prepare<[string], string>('SELECT read_through FROM order_cursor WHERE connection_id = ?')
    .pluck();
  const setThrough = db.prepare(
    'INSERT OR REPLACE INTO order_cursor (connection_id, read_through) VALUES (?, ?)',
  );
  const readAt = db.prepare<[], string | null>('SELECT max(read_through) FROM order_cursor').pluck();
  const clearItems = db.prepare('DELETE FROM ledger_item');
  const putItem = db.prepare('INSERT OR REPLACE INTO ledger_item (item, description) VALUES (?, ?)');
  const items = db.prepare<[], LedgerItem>('SELECT item, description FROM ledger_item ORDER BY item');
  const link = db.prepare(
    'INSERT OR REPLACE INTO order_item_link (article, item, decided_by, decided_at) VALUES (?, ?, ?, ?)',
  );
  const unlink = db.prepare('DELETE FROM order_item_link WHERE article = ?');
  const links = db.prepare<[], { article: string; item: string }>(
    'SELECT article, item FROM order_item_link',
  );
  const mentioning = db.prepare<[string, string, string], OrderPayment>(`
    SELECT t.id, t.amount_minor AS amountMinor, t.currency FROM gateway_transaction AS t
    JOIN transaction_revision AS v ON v.transaction_id = t.id AND v.revision = t.revision
    WHERE t.kind = 'payment' AND t.status = 'succeeded' AND t.occurred_at BETWEEN ? AND ? AND instr(v.record, ?) > 0`);
  const exact = db.prepare<[string], OrderPayment>(`
    SELECT id, amount_minor AS amountMinor, currency FROM gateway_transaction
    WHERE kind = 'payment' AND status = 'succeeded' AND external_id = ?`);
  return {
    save: (orders) => {
      const at = now().toISOString();
      for (const order of orders)
        put.run({ ...keyOf(order), placedAt: order.placedAt, record: JSON.stringify(order), at });
    },
    all: () => all.all().map(toRow),
    find: (connectionId, externalId) => {
      const row = one.get(connectionId, externalId);
      return row ? toRow(row) : null;
    },
    decide: (connectionId, externalId, change) => {
      const row = one.get(connectionId, externalId);
      if (!row) return;
      const { state, number, customerNo, decided } = { ...toRow(row), ...change };
      decide.run({ connectionId, externalId, state, number, customerNo, decided });
    },
    readThrough: (id) => (through.get(id) ?? null) as Instant | null,
    setReadThrough: (id, at) => void setThrough.run(id, at),
    readAt: () => (readAt.get() ?? null) as Instant | null,
    replaceItems: (found) => {
      clearItems.run();
      for (const { item, description } of found) putItem.run(item, description);
    },
    items: () => items.all(),
    linkItem: (article, item, by) => {
      if (item === null) unlink.run(article);
      else link.run(article, item, by, now().toISOString());
    },
    links: () => new Map(links.all().map(({ article, item }) => [article, item])),
    paymentsKnownAs: (ids, placedAt) => {
      const found = new Map<TransactionId, OrderPayment>();
      const around = (days: number): string => new Date(Date.parse(placedAt) + days * DAY_MS).toISOString();
      for (const id of ids) {
        for (const row of exact.all(id)) found.set(row.id, row);
        if (id.length < 6) continue;
        for (const row of mentioning.all(around(-1), around(4), JSON.stringify(id).slice(1, -1)))
          found.set(row.id, row);
      }
      return [...found.values()];
    },
  };
}

const keyOf = ({ connectionId, externalId }: WebOrder) => ({ connectionId, externalId });
