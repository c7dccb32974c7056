/**
 * What happened since the last look, by Stripe's events (kept for 30 days, docs.stripe.com/api/events). An event only
 * says where to look: the object is read again as it is now, because events come late, twice and out of order.
 */
import type { GatewayPage } from '../port.ts';
import type { PageCollector } from '../record.ts';
import { givePayoutParts } from './payout-pages.ts';
import type { Pull } from './pull.ts';
import { kindOfObject, refresh } from './refresh.ts';
import { ChargeShape, EventShape, idOf, PayoutShape, SessionShape } from './shapes.ts';
import type { OpenKind } from './stripe-cursor.ts';
import { isMissing } from './stripe-failures.ts';

const READING = 'Events';

export async function newestEventId(pull: Pull): Promise<string | null> {
  const page = await pull.tools.api.page(
    READING,
    (stripe) => stripe.events.list({ limit: 1 }),
    null,
    pull.signal,
  );
  return page.items[0]?.id ?? null;
}

/**
 * Gives the records behind each event since the last known one, oldest first. `skipCreatedSince`: what was created
 * from then on is about to be read with the balance anyway. When the last known event is gone (older than 30 days),
 * nothing is given, and the position knows of no event: the balance has to be read instead.
 */
export async function* followEvents(pull: Pull, skipCreatedSince: number): AsyncGenerator<GatewayPage> {
  const { position } = pull;
  while (position.lastEventId !== null) {
    const before = position.lastEventId;
    const page = await eventsAfter(pull, before);
    if (page === null) {
      position.lastEventId = null;
      return;
    }
    const [newest] = page.items;
    if (!newest) return;
    const collected = pull.collector();
    const looks = whereToLook(page.items.toReversed(), skipCreatedSince);
    for (const look of looks.filter(({ kind }) => kind !== 'parts')) await follow(pull, look, collected);
    for (const { id } of looks.filter(({ kind }) => kind === 'parts')) yield* givePayoutParts(pull, id, null);
    position.lastEventId = newest.id;
    yield pull.page(collected, null);
    if (!page.hasMore) return;
  }
}

interface EventPage {
  readonly items: readonly { readonly id: string }[];
  readonly hasMore: boolean;
}

/** The oldest hundred after the known one, newest first; null when the known one is gone. */
async function eventsAfter(pull: Pull, before: string): Promise<EventPage | null> {
  try {
    const page = await pull.tools.api.page(
      READING,
      (stripe, { limit }) => stripe.events.list({ limit, ending_before: before }),
      null,
      pull.signal,
      (item) => item.id !== before,
    );
    return { items: page.items, hasMore: page.next !== null };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

interface Look {
  readonly kind: OpenKind | 'parts' | 'session';
  readonly id: string;
}

/** A payout can be heard of first by any of these. */
const PARTS_KNOWN = new Set(['payout.created', 'payout.reconciliation_completed', 'payout.paid']);

/** Each object once, however many events tell of it. */
function whereToLook(events: readonly unknown[], skipCreatedSince: number): Look[] {
  const looks = new Map<string, Look>();
  const add = (look: Look) => looks.set(`${look.kind} ${look.id}`, look);
  for (const item of events) {
    const event = EventShape.safeParse(item).data;
    const object = event?.data.object;
    if (!event || object?.id === undefined) continue;
    const isComing = typeof object.created === 'number' && object.created >= skipCreatedSince;
    if (
      event.type === 'checkout.session.completed' ||
      event.type === 'checkout.session.async_payment_succeeded'
    ) {
      const intent = idOf(SessionShape.safeParse(object).data?.payment_intent);
      if (intent !== null) add({ kind: 'session', id: intent });
      continue;
    }
    const kind = kindOfObject(object.object);
    if (kind === null || isComing) continue;
    add({ kind, id: object.id });
    if (PARTS_KNOWN.has(event.type) && PayoutShape.safeParse(object).data?.automatic) {
      add({ kind: 'parts', id: object.id });
    }
  }
  return [...looks.values()];
}

async function follow(pull: Pull, look: Look, collected: PageCollector): Promise<void> {
  if (look.kind === 'parts') return;
  if (look.kind !== 'session') return refresh(pull, look.kind, look.id, collected);
  pull.tools.sessions.forget(look.id);
  const page = await pull.tools.api.page(
    'Charges',
    (stripe, paging) => stripe.charges.list({ ...paging, payment_intent: look.id }),
    null,
    pull.signal,
    (item) => idOf(ChargeShape.safeParse(item).data?.payment_intent) === look.id,
  );
  for (const { id } of page.items) await refresh(pull, 'charges', id, collected);
}
