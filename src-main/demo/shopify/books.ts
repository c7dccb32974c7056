/** The orders of one shop: seeded from the demo company's stock and customers, and changed as a test wants it. */
import type { Minor } from '../../../shared/money.ts';
import type { DemoCustomer, DemoWorld } from '../company/index.ts';
import { BASE62, createRandom, type Random } from '../company/random.ts';
import { orderIdOf, type ShopLine, type ShopOrder } from './orders.ts';

export interface ShopBooks {
  /** In the order of their last change. */
  byChange(): ShopOrder[];
  /** By the number in its id. Throws RangeError for one that is not there. */
  must(id: string): ShopOrder;
  place(at: number, change?: Partial<ShopOrder>): ShopOrder;
}

/** Every fifteenth order is not paid yet; every fortieth is a test order. */
export function createShopBooks(world: DemoWorld, count: number, end: number): ShopBooks {
  const random = createRandom(`matchbook-shop-${world.seed}`);
  const orders = new Map<string, ShopOrder>();
  const customers = world.customers.filter(({ currency }) => currency === 'USD');
  let number = 1000;

  function place(at: number, change: Partial<ShopOrder> = {}): ShopOrder {
    number += 1;
    const order: ShopOrder = {
      number,
      customer: random.pick<DemoCustomer>(customers),
      currency: random.pick(customers).currency,
      taxesIncluded: false,
      isTest: false,
      lines: linesOf(world, random),
      shippingMinor: random.pick([0, 750, 1_295] as const),
      tipMinor: 0,
      payment: `ch_${random.text(24, BASE62)}`,
      createdAt: at,
      updatedAt: at,
      cancelledAt: null,
      status: 'PAID',
      goodwillMinor: 0,
      isShippingRefunded: false,
      errorMinor: 0,
      ...change,
    };
    orders.set(orderIdOf(order), order);
    return order;
  }

  for (let at = 0; at < count; at += 1) {
    const minutes = (count - at) * 90;
    const status = at % 15 === 14 ? 'PENDING' : 'PAID';
    place(end - minutes * 60_000, { status, isTest: at % 40 === 39, taxesIncluded: at % 7 === 6 });
  }
  return {
    place,
    byChange: () => [...orders.values()].sort((a, b) => a.updatedAt - b.updatedAt || a.number - b.number),
    must(id) {
      const found = orders.get(id.split('/').at(-1) ?? '');
      if (!found) throw new RangeError(`No order has the id ${id}.`);
      return found;
    },
  };
}

function linesOf(world: DemoWorld, random: Random): ShopLine[] {
  return Array.from({ length: random.whole(1, 4) }, (): ShopLine => {
    const item = random.pick(world.stock.goods);
    const quantity = random.whole(1, 6);
    const gross = item.priceMinor * quantity;
    const discountMinor: Minor = random.chance(0.3) ? Math.floor(gross / 10) : 0;
    return {
      item,
      quantity,
      current: quantity,
      priceMinor: item.priceMinor,
      discountMinor,
      taxMinor: Math.floor(((gross - discountMinor) * 7) / 100),
    };
  });
}
