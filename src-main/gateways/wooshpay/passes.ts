/** One pass over WooshPay's lists, newest first: payments with their charges and refunds, then disputes. */
import type { ConnectionId } from '../../../shared/model.ts';
import type { GatewayPage } from '../port.ts';
import { PageCollector } from '../record.ts';
import type { WooshPaySettings } from './settings.ts';
import type { WooshPayApi } from './wooshpay-api.ts';
import { type Pass, type WooshPayPosition, writeCursor } from './wooshpay-cursor.ts';
import {
  ChargeShape,
  disputeDraft,
  IntentShape,
  intentDraft,
  RefundShape,
  refundDraft,
  SessionShape,
} from './wooshpay-record.ts';

const SESSION_LIFETIME = 25 * 3600;

export interface PassTools {
  readonly api: WooshPayApi;
  readonly settings: WooshPaySettings;
  readonly connectionId: ConnectionId;
}

export async function* runPass(
  tools: PassTools,
  position: WooshPayPosition,
  signal: AbortSignal,
): AsyncGenerator<GatewayPage> {
  position.pass ??= nextPass(tools, position);
  const pass = position.pass;
  const page = (collected: PageCollector, progress: number): GatewayPage => ({
    transactions: collected.transactions,
    rejected: collected.rejected,
    cursor: writeCursor(position),
    progress,
  });
  if (pass.list === 'payments') {
    const charges = chargeStream(tools.api, pass.since, signal);
    const references = await clientReferences(tools.api, pass.since, signal);
    do {
      const { items, next } = await tools.api.page('/v1/payment_intents', pass.since, pass.after, signal);
      const collected = new PageCollector({ connectionId: tools.connectionId, gateway: 'wooshpay' });
      await charges.readBackTo(
        items.reduce((oldest, it) => Math.min(oldest, it.created), Number.POSITIVE_INFINITY),
      );
      for (const item of items) addPayment(item, charges, references, collected);
      pass.after = next;
      if (next === null) pass.list = 'disputes';
      yield page(collected, progressOf(pass, items.at(-1)?.created));
    } while (pass.after !== null);
  }
  for (let isDone = false; !isDone; ) {
    const { items, next } = await tools.api.page('/v1/disputes', pass.since, pass.after, signal);
    const collected = new PageCollector({ connectionId: tools.connectionId, gateway: 'wooshpay' });
    for (const item of items) collected.add(item.id, item, () => disputeDraft(item));
    pass.after = next;
    isDone = next === null;
    if (isDone) {
      position.coveredTo = pass.startedAt;
      if (pass.isDeep) position.deepReadAt = pass.startedAt;
      position.pass = null;
    }
    yield page(collected, isDone ? 1 : 0.95);
  }
}

function nextPass({ api, settings }: PassTools, position: WooshPayPosition): Pass {
  const now = api.nowSeconds();
  const isDeep = now - position.deepReadAt >= settings.refundEveryHours * 3600;
  const back = isDeep ? settings.refundDays * 86_400 : settings.overlapHours * 3600;
  const since = position.deepReadAt === 0 ? position.importFrom : position.coveredTo - back;
  return {
    since: Math.max(position.importFrom, since),
    startedAt: now,
    isDeep,
    list: 'payments',
    after: null,
  };
}

/** Payments are nine tenths of the work; newest first, so the way back in time is the progress. */
function progressOf(pass: Pass, created: number | undefined): number {
  if (pass.list === 'disputes' || created === undefined) return 0.9;
  const whole = Math.max(1, pass.startedAt - pass.since);
  return Math.max(0, Math.min(0.9, (0.9 * (pass.startedAt - created)) / whole));
}

interface ChargeStream {
  /** A charge is never older than its payment intent: reading back to the intent's time finds it. */
  readBackTo(created: number): Promise<void>;
  of(intent: string): ChargeShape | null;
}

/** The charge list read alongside the intents; the newest charge of an intent counts, as the one that was paid. */
function chargeStream(api: WooshPayApi, since: number, signal: AbortSignal): ChargeStream {
  const byIntent = new Map<string, ChargeShape>();
  let after: string | null = null;
  let reached = Number.POSITIVE_INFINITY;
  let isAtEnd = false;
  return {
    of: (intent) => byIntent.get(intent) ?? null,
    async readBackTo(created) {
      while (!isAtEnd && reached >= created) {
        const page = await api.page('/v1/charges', since, after, signal);
        for (const item of page.items) {
          reached = Math.min(reached, item.created);
          const charge = ChargeShape.safeParse(item).data;
          if (charge?.payment_intent && !isOlder(charge, byIntent.get(charge.payment_intent))) {
            byIntent.set(charge.payment_intent, charge);
          }
        }
        after = page.next;
        isAtEnd = after === null;
      }
    },
  };
}

const isOlder = (charge: ChargeShape, known: ChargeShape | undefined): boolean =>
  known !== undefined && known.id !== charge.id && known.created > charge.created;

async function clientReferences(
  api: WooshPayApi,
  since: number,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const references = new Map<string, string>();
  let after: string | null = null;
  do {
    const page = await api.page(
      '/v1/checkout/sessions',
      Math.max(0, since - SESSION_LIFETIME),
      after,
      signal,
    );
    for (const item of page.items) {
      const session = SessionShape.safeParse(item).data;
      if (session?.payment_intent && session.client_reference_id) {
        references.set(session.payment_intent, session.client_reference_id);
      }
    }
    after = page.next;
  } while (after !== null);
  return references;
}

function addPayment(
  item: { readonly id: string },
  charges: ChargeStream,
  references: ReadonlyMap<string, string>,
  collected: PageCollector,
): void {
  const intent = IntentShape.safeParse(item);
  if (!intent.success) {
    collected.add(item.id, item, () => {
      throw intent.error;
    });
    return;
  }
  const charge = charges.of(item.id);
  const draft = collected.attempt(item.id, item, () =>
    intentDraft(intent.data, charge, references.get(item.id) ?? null),
  );
  if (draft) collected.add(item.id, item, () => draft);
  const refunds = charge?.refunds?.data ?? [];
  for (const refund of refunds) collected.add(idOf(refund), refund, () => refundDraft(refund, item.id));
  const shown = refunds.reduce<number>((sum, it) => sum + (RefundShape.safeParse(it).data?.amount ?? 0), 0);
  const told = charge?.amount_refunded ?? shown;
  if (charge && shown < told) {
    collected.reject(
      `${item.id}:refunds`,
      charge,
      `${told} was refunded of ${item.id}, but only ${shown} is shown (minor units).`,
    );
  }
}

const idOf = (value: unknown): string => String(Reflect.get(Object(value), 'id') ?? '');
