/** One pull's state and tools, shared by the windows, the events and the look at what is still open. */
import type { ConnectionId } from '../../../shared/model.ts';
import type { GatewayPage } from '../port.ts';
import { PageCollector } from '../record.ts';
import { type BalanceContext, balanceDraft, chargeBehind } from './balance-draft.ts';
import type { ChargeBook, WantedCharge } from './charge-book.ts';
import type { StripeSettings } from './credentials.ts';
import type { PayoutParts } from './payout-parts.ts';
import type { CheckoutSessions } from './sessions.ts';
import { BalanceTransactionShape, expanded } from './shapes.ts';
import type { StripeApi } from './stripe-api.ts';
import { type Position, writeCursor } from './stripe-cursor.ts';

export interface StripeTools {
  readonly api: StripeApi;
  readonly settings: StripeSettings;
  readonly connectionId: ConnectionId;
  readonly sessions: CheckoutSessions;
  readonly charges: ChargeBook;
  readonly parts: PayoutParts;
}

export class Pull {
  readonly tools: StripeTools;
  readonly signal: AbortSignal;
  readonly position: Position;
  /** Balance transactions given in this window already; lost in a crash, and then the window is walked again. */
  readonly given = new Set<string>();

  /** How much of what is covered already is read again. */
  overlapSeconds: number;

  constructor(tools: StripeTools, position: Position, signal: AbortSignal) {
    this.tools = tools;
    this.position = position;
    this.signal = signal;
    this.overlapSeconds = tools.settings.overlapMinutes * 60;
  }

  collector(): PageCollector {
    return new PageCollector({ connectionId: this.tools.connectionId, gateway: 'stripe' });
  }

  page(collected: PageCollector, progress: number | null): GatewayPage {
    const { transactions, rejected } = collected;
    return { transactions, rejected, cursor: writeCursor(this.position), progress };
  }

  /**
   * A page of balance transactions to records, with the charges and sessions that they need. Returns those whose
   * source changed by them and has to be read again: a refund that failed, a payment that a bank returned.
   */
  async addBalance(items: readonly unknown[], collected: PageCollector): Promise<BalanceTransactionShape[]> {
    const { charges, sessions, parts } = this.tools;
    const read: BalanceTransactionShape[] = [];
    for (const item of items) {
      const parsed = BalanceTransactionShape.safeParse(item);
      if (parsed.success) read.push(parsed.data);
      else
        collected.add(idIn(item), item, () => balanceDraft(BalanceTransactionShape.parse(item), NO_CONTEXT));
    }
    await charges.look(read.flatMap(wantedCharge), this.signal);
    const behind = read.flatMap((bt) => charges.of(chargeBehind(bt)) ?? []);
    await sessions.look(behind, this.signal);
    const context: BalanceContext = {
      session: (intent) => sessions.of(intent),
      charge: (id) => charges.of(id),
      payoutOf: (bt) => parts.known(bt),
    };
    for (const bt of read) {
      collected.add(bt.id, bt, () => balanceDraft(bt, context));
      this.given.add(bt.id);
    }
    return read.filter(changesItsSource);
  }
}

const NO_CONTEXT: BalanceContext = { session: () => null, charge: () => null, payoutOf: () => null };

const CHANGES_SOURCE = new Set([
  'refund_failure',
  'payment_failure_refund',
  'payment_reversal',
  'payout_failure',
  'payout_cancel',
]);

function changesItsSource(bt: BalanceTransactionShape): boolean {
  return CHANGES_SOURCE.has(bt.type) || (expanded(bt.source)?.object === 'dispute' && bt.amount > 0);
}

function wantedCharge(bt: BalanceTransactionShape): WantedCharge[] {
  const id = chargeBehind(bt);
  if (id === null) return [];
  const source = expanded(bt.source);
  const created = source?.object === 'charge' && typeof source.created === 'number' ? source.created : null;
  return [{ id, created }];
}

/** The id of something that has no known shape, as far as it has one. */
export function idIn(item: unknown): string {
  return typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : '';
}
