/** From a connector's draft of a web order to the checked order; what does not hold becomes a rejected record. */

import type { ConnectionId } from '../../shared/model.ts';
import { type Currency, formatMinor, sumMinor } from '../../shared/money.ts';
import { type OrderAddress, WebOrder } from '../../shared/orders.ts';
import type { OrderPage, RejectedRecord } from './port.ts';
import { PageCollector, RecordRefused } from './record.ts';
import { redactText } from './redact.ts';

/** What a connector knows of an order; its texts are redacted and the whole is checked on the way in. */
export type OrderDraft = Omit<WebOrder, 'connectionId' | 'placedAt'> & { readonly placedAt: string };

/** Shopify's own number of a payment, the order's with the attempt: no gateway knows it, and amounts look like it. */
const OF_THE_SHOP = /^#?\d+\.\d+$/;

/** Gathers one page of orders. */
export class OrderCollector implements OrderPage {
  readonly orders: WebOrder[] = [];
  readonly #page: PageCollector;
  readonly #connectionId: ConnectionId;

  constructor(connectionId: ConnectionId) {
    this.#connectionId = connectionId;
    this.#page = new PageCollector({ connectionId, gateway: 'orders' });
  }

  get rejected(): readonly RejectedRecord[] {
    return this.#page.rejected;
  }

  /**
   * `draft` gives null for what is no order to bring in, such as one that is not paid. `where` (a line of a file) begins the reason of
   * a rejected one. Programming errors are not swallowed.
   */
  add(externalId: string, raw: unknown, draft: () => OrderDraft | null, where?: string): void {
    const make = () => {
      const known = draft();
      return known === null ? null : this.#checked(known);
    };
    const order = this.#page.attempt(externalId, raw, make, where);
    if (order !== null) this.orders.push(order);
  }

  reject(externalId: string, raw: unknown, reason: string): void {
    this.#page.reject(externalId, raw, reason);
  }

  #checked(draft: OrderDraft): WebOrder {
    assertAddsUp(draft);
    return WebOrder.parse({
      ...draft,
      connectionId: this.#connectionId,
      lines: draft.lines.map((line) => ({
        ...line,
        sku: line.sku?.trim() || null,
        description: redactText(line.description.trim()),
      })),
      buyer: {
        ...draft.buyer,
        name: clean(draft.buyer.name),
        email: clean(draft.buyer.email),
        phone: clean(draft.buyer.phone),
      },
      billing: cleanAddress(draft.billing),
      shipping: cleanAddress(draft.shipping),
      paymentIds: [...new Set(draft.paymentIds)].filter((id) => !OF_THE_SHOP.test(id)),
      note: clean(draft.note),
    });
  }
}

/** Throws RecordRefused with the amounts. */
function assertAddsUp(draft: OrderDraft): void {
  const lines = sumMinor(draft.lines.map(({ amountMinor }) => amountMinor));
  const sum = lines + draft.shippingMinor + draft.taxMinor - draft.discountMinor;
  if (sum === draft.totalMinor) return;
  const said = (minor: number) => amountOf(minor, draft.currency);
  throw new RecordRefused(
    `The lines (${said(lines)}), shipping (${said(draft.shippingMinor)}) and tax (${said(draft.taxMinor)}) less the discount (${said(draft.discountMinor)}) make ${said(sum)}, but the order's total is ${said(draft.totalMinor)}.`,
  );
}

const amountOf = (minor: number, unit: Currency): string => `${formatMinor(minor, unit)} ${unit}`;

function clean(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : redactText(trimmed);
}

/** Null where none of its lines says anything. */
function cleanAddress(address: OrderAddress | null): OrderAddress | null {
  if (address === null) return null;
  const of = (text: string) => redactText(text.trim());
  const cleaned: OrderAddress = {
    name: of(address.name),
    company: of(address.company),
    line1: of(address.line1),
    line2: of(address.line2),
    city: of(address.city),
    state: of(address.state),
    postalCode: address.postalCode.trim(),
    country: of(address.country),
  };
  return Object.values(cleaned).some((text) => text !== '') ? cleaned : null;
}
