/** The lists of the window: sorted, filtered, by pages; and how each person laid them out. */
import * as z from 'zod';
import { type Handlers, ListLayout } from '../../shared/api.ts';
import type { AccountingDate, Instant } from '../../shared/model.ts';
import { instantsOf } from '../reports/index.ts';
import { auditLine } from './audit-lines.ts';
import type { Hand, HandlerSession } from './hand.ts';
import { payoutRow } from './payout-rows.ts';
import { userOf } from './review.ts';

type ListHandlers = Pick<
  Handlers,
  | 'payouts.list'
  | 'history.list'
  | 'history.choices'
  | 'deadLetters.list'
  | `lists.${'layouts' | 'saveLayout'}`
>;

const STAGE = { gateway_record: 'gateway', ledger_record: 'ledger', posting: 'posting' } as const;
const ORIGIN = { gateway: 'gateway_record', ledger: 'ledger_record', posting: 'posting' } as const;

const Layouts = z.record(z.string(), ListLayout);
/** More lists than the window has. */
const MOST_LAYOUTS = 40;

export function listHandlers(hand: Hand): ListHandlers {
  return {
    'payouts.list': async ({ cursor, limit, sort, descending, search, ...asked }) => {
      const { company } = hand.session();
      const { gateway, tieOut, journal } = asked;
      const { rows, next, total } = company.store.lists.payouts.page(
        { text: search, gateway, tieOut, journal, ...between(company, asked) },
        { sort, descending },
        { cursor, limit },
      );
      return { rows: rows.map((row) => payoutRow(company, row)), nextCursor: next, total };
    },
    'history.list': async ({ cursor, limit, sort, descending, search, by, kind, ...asked }) => {
      const { company } = hand.session();
      const { rows, next, total } = company.store.lists.history.page(
        { text: search, actor: by, kind, ...between(company, asked) },
        { sort, descending },
        { cursor, limit },
      );
      return { rows: rows.map(auditLine), nextCursor: next, total };
    },
    'history.choices': async () => {
      const { actors, kinds } = hand.session().company.store.lists.history.choices();
      return { people: actors, kinds };
    },
    'deadLetters.list': async ({ cursor, limit, sort, descending, search, stage, connectionId }) => {
      const { rows, next, total } = hand
        .session()
        .company.store.lists.deadLetters.page(
          { text: search, origin: stage === null ? null : ORIGIN[stage], connectionId },
          { sort, descending },
          { cursor, limit },
        );
      return {
        rows: rows.map((letter) => ({
          id: letter.id,
          at: letter.createdAt,
          stage: STAGE[letter.origin],
          connectionId: letter.connectionId,
          transactionId: letter.transactionId,
          code: letter.code,
          reason: letter.reason,
          payload: letter.rawText,
          attempts: letter.attempts,
          lastSeenAt: letter.lastSeenAt,
          retryable: letter.outboxId !== null,
        })),
        nextCursor: next,
        total,
      };
    },
    'lists.layouts': async () => layoutsOf(hand.session()),
    'lists.saveLayout': async ({ list, layout }) => {
      const session = hand.session();
      const { [list]: _replaced, ...others } = layoutsOf(session);
      const kept = Object.entries(others).slice(-(MOST_LAYOUTS - 1));
      const layouts = Object.fromEntries(layout === null ? kept : [...kept, [list, layout]]);
      session.company.store.settings.set(settingName(session), layouts);
      return layouts;
    },
  };
}

const settingName = ({ company }: HandlerSession): string => `lists:${userOf(company)}`;

/** A layout that an older version wrote in another shape is a list as it is at first. */
function layoutsOf(session: HandlerSession): z.infer<typeof Layouts> {
  const kept = Layouts.safeParse(session.company.store.settings.get(settingName(session)));
  return kept.success ? kept.data : {};
}

function between(
  company: HandlerSession['company'],
  { from, to }: { from: AccountingDate | null; to: AccountingDate | null },
): { from: Instant | null; to: Instant | null } {
  const { timeZone } = company.settings().posting;
  return {
    from: from === null ? null : instantsOf(from, from, timeZone).from,
    to: to === null ? null : instantsOf(to, to, timeZone).to,
  };
}
