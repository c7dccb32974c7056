/** The walk through time: each window's lists, page by page, every page a place to go on from. */
import type { GatewayPage } from '../port.ts';
import type { PageCollector } from '../record.ts';
import { payoutDraft } from './balance-draft.ts';
import { givePayoutParts } from './payout-pages.ts';
import type { Pull } from './pull.ts';
import { isOpenPayout, kindOfObject, refresh } from './refresh.ts';
import { expanded, idOf, PayoutShape } from './shapes.ts';
import { keepOpen, PHASES, type Phase, type Position, type Window } from './stripe-cursor.ts';
import { addCharges, addDisputes, addIntents, addRefunds } from './window-lists.ts';
import { inWindow } from './window-page.ts';

const DAY = 86_400;
const SHORTEST_DAYS = 0.5;
const LONGEST_DAYS = 31;
/** A window with more records than this is followed by one half as long, with fewer than a tenth by one twice as long. */
const MANY = 3_000;

/** Here it has to be known what the window's payouts carried; after a crash it is looked up again. */
const NEEDS_PARTS = new Set<Phase>(['parts', 'charges', 'balance']);

/** Reads everything created up to now, at least one window. The position moves with each page. */
export async function* walkWindows(pull: Pull): AsyncGenerator<GatewayPage> {
  const { position, tools } = pull;
  const now = tools.api.nowSeconds();
  if (position.window && NEEDS_PARTS.has(position.window.phase)) {
    for (const payout of position.window.told) await tools.parts.load(payout, pull.signal);
  }
  let from = nextFrom(pull);
  do {
    const reach = Math.max(from, position.coveredTo) + position.windowDays * DAY;
    const isResumed = position.window !== null;
    position.window ??= openWindow(from, Math.floor(Math.min(now + 1, reach)));
    const { to } = position.window;
    yield* walkWindow(pull, position.window, now);
    // A window that was begun in an earlier pull ended at that pull's present, where records may have appeared since.
    from = isResumed ? nextFrom(pull) : to;
  } while (position.coveredTo <= now);
}

/** What was created from here on will be read by the next window that is opened. */
export function nextFrom({ position, overlapSeconds }: Pull): number {
  const end = position.window?.to ?? position.coveredTo;
  return Math.max(position.importFrom, end - overlapSeconds);
}

function openWindow(from: number, to: number): Window {
  return { from, to, phase: 'payouts', after: null, payouts: [], told: [], seen: 0 };
}

function closeWindow(position: Position, window: Window): void {
  if (window.seen > MANY) position.windowDays = Math.max(SHORTEST_DAYS, position.windowDays / 2);
  if (window.seen < MANY / 10) position.windowDays = Math.min(LONGEST_DAYS, position.windowDays * 2);
  position.coveredTo = Math.max(position.coveredTo, window.to);
  position.window = null;
}

async function* walkWindow(pull: Pull, window: Window, now: number): AsyncGenerator<GatewayPage> {
  pull.given.clear();
  for (let isDone = false; !isDone; ) {
    const at = PHASES.indexOf(window.phase);
    const progress = progressOf(pull.position, window, at, now);
    if (window.phase !== 'payouts') yield* walkParts(pull, window, progress);
    if (window.phase === 'parts') {
      window.phase = 'charges';
      continue;
    }
    const collected = pull.collector();
    window.after = await READ[window.phase](pull, window, collected);
    window.seen += collected.transactions.length + collected.rejected.length;
    const following = window.after === null ? PHASES[at + 1] : window.phase;
    isDone = following === undefined;
    // The last page carries the position after it, so that a pull that stops there does not walk the window again.
    if (isDone) yield* walkParts(pull, window, progress);
    if (following === undefined) closeWindow(pull.position, window);
    else window.phase = following;
    yield pull.page(collected, progress);
  }
}

async function* walkParts(pull: Pull, window: Window, progress: number): AsyncGenerator<GatewayPage> {
  for (;;) {
    const [payout] = window.payouts;
    if (payout === undefined) return;
    for await (const page of givePayoutParts(pull, payout, progress)) {
      window.seen += page.transactions.length;
      yield page;
    }
    window.payouts.shift();
    window.told.push(payout);
  }
}

/** A part of the window for each of its lists, the window a part of the time since the import's beginning. */
function progressOf(position: Position, window: Window, phase: number, now: number): number {
  const walked =
    window.from + ((window.to - window.from) * (phase + 1)) / PHASES.length - position.importFrom;
  return Math.max(0, Math.min(1, walked / Math.max(1, now - position.importFrom)));
}

/** Reads one page of a list, adds its records, and returns where the next page begins; null at the list's end. */
type Reader = (pull: Pull, window: Window, collected: PageCollector) => Promise<string | null>;

const READ: Record<Exclude<Phase, 'parts'>, Reader> = {
  payouts: addPayouts,
  charges: addCharges,
  balance: addBalance,
  intents: addIntents,
  refunds: addRefunds,
  disputes: addDisputes,
};

/** Oldest first: the list gives the newest first. */
function awaitParts(window: Window, payout: string): void {
  if (!window.payouts.includes(payout) && !window.told.includes(payout)) window.payouts.unshift(payout);
}

async function addPayouts(pull: Pull, window: Window, collected: PageCollector): Promise<string | null> {
  const page = await inWindow(pull, window, 'Payouts', (stripe, asked) =>
    stripe.payouts.list({ ...asked, expand: ['data.balance_transaction'] }),
  );
  for (const item of page.items) {
    collected.add(item.id, item, () => {
      const payout = PayoutShape.parse(item);
      const bt = expanded(payout.balance_transaction);
      keepOpen(pull.position, 'payouts', payout.id, isOpenPayout(payout));
      if (payout.automatic) awaitParts(window, payout.id);
      if (bt) pull.given.add(bt.id);
      return payoutDraft(payout, bt);
    });
  }
  return page.next;
}

async function addBalance(pull: Pull, window: Window, collected: PageCollector): Promise<string | null> {
  const page = await inWindow(pull, window, 'Balance', (stripe, asked) =>
    stripe.balanceTransactions.list({ ...asked, expand: ['data.source'] }),
  );
  const isNew = page.items.filter((it) => !pull.given.has(it.id));
  for (const it of isNew) {
    // A payout that its own list left out.
    const payout = it.type === 'payout' ? idOf(it.source as string | { readonly id: string }) : null;
    if (payout !== null) awaitParts(window, payout);
  }
  for (const bt of await pull.addBalance(isNew, collected)) {
    const kind = kindOfObject(expanded(bt.source)?.object);
    const id = idOf(bt.source);
    if (kind !== null && id !== null) await refresh(pull, kind, id, collected);
  }
  return page.next;
}
