/** The Orders screen: read, proposed, brought in, voided, left out; articles and buyers linked; given out as a file. */
import * as z from 'zod';
import { type Handlers, OrderTab } from '../../shared/api.ts';
import type { OrderAbilities } from '../ledgers/port.ts';
import { ordersFile } from '../orders/index.ts';
import type { Company } from '../workspace/company.ts';
import {
  articleKey,
  mayHaveOrders,
  orderPolicyOf,
  proposedOrders,
  readOrders,
  saveOrderPolicy,
} from '../workspace/order-desk.ts';
import type { Hand } from './hand.ts';
import { createOrder, decideOrders, ignoreOrder, voidOrder } from './order-decisions.ts';
import { compareOrders, matchesWords, orderRow } from './order-views.ts';
import { userOf } from './review.ts';

type OrderHandlers = Pick<Handlers, Extract<keyof Handlers, `orders.${string}`>>;

const MOST_READ_MS = 10 * 60_000;
const NO_ORDERS: OrderAbilities = {
  direct: false,
  reasons: [],
  numberLength: 10,
  itemLength: 15,
  locations: [],
};

export function orderHandlers(hand: Hand): OrderHandlers {
  const audited = (company: Company, action: string, id: string, said: string): void => {
    company.store.audit.append({
      actor: userOf(company),
      action,
      subjectKind: 'order',
      subjectId: id,
      sentence: `${userOf(company)} ${said}.`,
      detail: {},
    });
    company.emit({ type: 'changed', topics: ['history'] });
  };
  const abilitiesOf = async (company: Company): Promise<OrderAbilities> =>
    (await (await company.ledger()).orderBook?.abilities(AbortSignal.timeout(30_000))) ?? NO_ORDERS;

  return {
    'orders.list': async ({ tab, search, sort, descending, cursor, limit }) => {
      const { company } = hand.session();
      const ledger = await company.ledger();
      const abilities = await abilitiesOf(company);
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      const counts = Object.fromEntries(OrderTab.options.map((name) => [name, 0])) as Record<
        OrderTab,
        number
      >;
      const found = proposedOrders(company, abilities)
        .map((one) => orderRow(company, one))
        .filter((row) => {
          if (!matchesWords(row, words)) return false;
          counts[row.tab] += 1;
          return tab === null || row.tab === tab;
        })
        .sort(compareOrders(sort));
      if (descending) found.reverse();
      const from = cursor === null ? 0 : z.coerce.number().int().min(0).parse(cursor);
      return {
        rows: found.slice(from, from + limit),
        nextCursor: from + limit < found.length ? String(from + limit) : null,
        total: found.length,
        counts,
        readAt: company.store.orders.readAt(),
        policy: orderPolicyOf(company),
        supported: ledger.orderBook !== undefined && (await mayHaveOrders(company)),
        onlyAsFile: abilities.direct ? [] : [...abilities.reasons],
        locations: [...abilities.locations],
      };
    },
    'orders.read': async () =>
      readOrders(hand.session().company, AbortSignal.timeout(MOST_READ_MS), hand.now()),
    'orders.approve': async ({ keys }) => {
      const { company, background } = hand.session();
      const outcome = await decideOrders(company, keys, (one, book) =>
        createOrder(company, one, book, userOf(company)),
      );
      background.postSoon();
      return outcome;
    },
    'orders.void': async ({ keys }) => {
      const { company } = hand.session();
      return decideOrders(company, keys, (one, book) => voidOrder(company, one, book, userOf(company)));
    },
    'orders.ignore': async ({ keys, reason }) => {
      const { company } = hand.session();
      return decideOrders(company, keys, (one) => ignoreOrder(company, one, reason, userOf(company)));
    },
    'orders.linkItem': async ({ sku, description, item }) => {
      const { company } = hand.session();
      const known = item === null || company.store.orders.items().some((one) => one.item === item);
      if (!known) return { linked: false };
      company.store.transact(() => {
        company.store.orders.linkItem(articleKey(sku, description), item, userOf(company));
        const article = sku ?? description;
        audited(
          company,
          'order.article_linked',
          article,
          item === null
            ? `forgot which article ${article} is`
            : `said that ${article} is the article ${item}`,
        );
      });
      return { linked: true };
    },
    'orders.linkBuyer': async ({ connectionId, externalId, customerNo }) => {
      const { company } = hand.session();
      const row = company.store.orders.find(connectionId, externalId);
      if (!row || company.store.ledgerCopy.customer(customerNo) === null) return { linked: false };
      const { customerRef } = row.order.buyer;
      company.store.transact(() => {
        company.store.orders.decide(connectionId, externalId, { customerNo });
        if (customerRef !== null) {
          company.store.customers.link(
            { connectionId, externalId: customerRef, customerNo },
            userOf(company),
          );
        }
        audited(
          company,
          'order.buyer_linked',
          externalId,
          `said that the buyer of ${row.order.name} is ${customerNo}`,
        );
      });
      return { linked: true };
    },
    'orders.findItems': async ({ search, limit }) => {
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      return hand
        .session()
        .company.store.orders.items()
        .filter(({ item, description }) =>
          words.every((word) => `${item} ${description}`.toLowerCase().includes(word)),
        )
        .slice(0, limit);
    },
    'orders.export': async () => {
      const { company } = hand.session();
      const ready = proposedOrders(company, await abilitiesOf(company)).flatMap(({ row, proposal }) =>
        row.state === 'waiting' && proposal.salesOrder ? [{ row, salesOrder: proposal.salesOrder }] : [],
      );
      if (ready.length === 0) return null;
      const day = hand.now().toISOString().slice(0, 10);
      const fileName = `sales-orders-${day}.csv`;
      company.store.transact(() => {
        for (const { row, salesOrder } of ready) {
          company.store.orders.decide(row.order.connectionId, row.order.externalId, {
            state: 'exported',
            number: salesOrder.number,
            decided: `${userOf(company)} gave it out in ${fileName} as ${salesOrder.number}.`,
          });
        }
        audited(company, 'order.exported', fileName, `gave out ${ready.length} orders in ${fileName}`);
      });
      const text = `\uFEFF${ordersFile(ready.map(({ salesOrder }) => salesOrder))}`;
      return { fileName, mediaType: 'text/csv', base64: Buffer.from(text, 'utf8').toString('base64') };
    },
    'orders.savePolicy': async (policy) => {
      const { company } = hand.session();
      saveOrderPolicy(company, policy);
      audited(company, 'orders.policy', 'policy', 'changed how web orders are brought in');
      return orderPolicyOf(company);
    },
  };
}
