/** The Review screen's calls: lists and details out of the store, decisions into posting/. */
import { type CallOutput, type CurrencyTotal, type Handlers, ReviewFilter } from '../../shared/api.ts';
import type { OpenItem, OpenItemId, TransactionId } from '../../shared/model.ts';
import type { DecisionOutcome } from '../posting/index.ts';
import type { ReviewRow } from '../store/index.ts';
import type { Company } from '../workspace/company.ts';
import { auditLine } from './audit-lines.ts';
import type { Hand } from './hand.ts';
import { type FlagName, flagHandlers } from './review-flags.ts';
import { type GroupName, groupHandlers } from './review-groups.ts';
import { rowDeps, userOf, zoneOf } from './review-people.ts';
import { currencyTotals, EVERY_TAB, isInTab, reviewRow, reviewTabs, storeFilter } from './review-rows.ts';

export { userOf } from './review-people.ts';

type ReviewHandlers = Pick<Handlers, Extract<keyof Handlers, `review.${string}`>>;

export function reviewHandlers(hand: Hand): ReviewHandlers {
  return { ...listHandlers(hand), ...groupHandlers(hand), ...flagHandlers(hand) };
}

const NO_FILTER = ReviewFilter.omit({ tab: true }).parse({});

function listHandlers(hand: Hand): Omit<ReviewHandlers, GroupName | FlagName> {
  const decided = (company: Company, outcome: DecisionOutcome): CallOutput<'review.approve'> => {
    company.emit({ type: 'changed', topics: ['review', 'status', 'history'] });
    if (outcome.decided.length > 0) hand.session().background.postSoon();
    return { decided: [...outcome.decided], skipped: [...outcome.skipped] };
  };
  return {
    'review.list': async ({ sort, descending, cursor, limit, ...filter }) => {
      const { store } = hand.session().company;
      const deps = rowDeps(hand.session().company);
      const wanted = storeFilter(filter, zoneOf(hand.session().company));
      const page = store.review.page(wanted, { by: sort, descending }, cursor, limit);
      return {
        rows: page.rows.map((row) => reviewRow(row, deps)),
        nextCursor: page.next,
        totals: currencyTotals(store.review.counts(wanted)),
      };
    },
    'review.counts': async ({ filter }) => {
      const { company } = hand.session();
      const { flagged: wanted, ...rest } = { ...NO_FILTER, ...filter };
      const everything = storeFilter({ ...rest, flagged: null, tab: 'ready' }, zoneOf(company));
      const counts = company.store.review.countsByFlag({ ...everything, ...EVERY_TAB });
      return reviewTabs.map((tab) => {
        const mine = counts.filter((it) => isInTab(tab, it));
        const totals = currencyTotals(
          wanted === null ? mine : mine.filter((it) => (it.flagged === 1) === wanted),
        );
        const flagged = currencyTotals(mine.filter((it) => it.flagged === 1));
        return { tab, count: countOf(totals), totals, flagged: countOf(flagged) };
      });
    },
    'review.approvable': async ({ filter }) => {
      const { company } = hand.session();
      const { review } = company.store;
      const wanted = storeFilter(filter, zoneOf(company));
      return {
        open: filter.flagged === true ? [] : currencyTotals(review.counts({ ...wanted, flagged: false })),
        flagged: filter.flagged === false ? [] : currencyTotals(review.counts({ ...wanted, flagged: true })),
      };
    },
    'review.detail': async ({ transactionId }) => detail(hand.session().company, transactionId),
    'review.approve': async ({ transactionIds }) => {
      const company = hand.session().company;
      const items = transactionIds.map((transactionId) => ({ transactionId }));
      return decided(company, await company.posting.approve(items, userOf(company)));
    },
    'review.approveAll': async ({ filter, confirmed, includeFlagged }) => {
      const company = hand.session().company;
      return decided(
        company,
        await company.posting.approveAll(
          storeFilter(filter, zoneOf(company)),
          userOf(company),
          confirmed,
          includeFlagged,
        ),
      );
    },
    'review.ignore': async ({ transactionIds, reason }) => {
      const company = hand.session().company;
      return decided(company, await company.posting.ignore(transactionIds, reason, userOf(company)));
    },
    'review.approveAs': async (own) => {
      const company = hand.session().company;
      return decided(company, await company.posting.approveAs(own, userOf(company)));
    },
    'review.undo': async ({ transactionIds }) => {
      const company = hand.session().company;
      return decided(company, await company.posting.undo(transactionIds, userOf(company)));
    },
    'review.findItems': async ({ search, customerNo, currency, limit }) => {
      const { ledgerCopy } = hand.session().company.store;
      return ledgerCopy.searchItems({ text: search, customerNo, currency, open: true, limit });
    },
  };
}

function countOf(totals: readonly CurrencyTotal[]): number {
  return totals.reduce((sum, { count }) => sum + count, 0);
}

function detail(company: Company, id: TransactionId): CallOutput<'review.detail'> {
  const { store } = company;
  const row = store.transactions.get(id);
  const proposal = store.proposals.find(id);
  const approval = store.approvals.inForce(id)?.approval ?? null;
  const flag = store.colleagueFlags.standing(id);
  const ledgerDifferences = store.ledgerDifferences.standing(id);
  const stored: ReviewRow = {
    transaction: row.transaction,
    state: row.state,
    stateNote: row.stateNote,
    band: proposal?.proposal.band ?? null,
    proposal: proposal?.proposal ?? null,
    proposalVersion: proposal?.version ?? null,
    madeBy: proposal?.madeBy ?? null,
    flaggedFor: flag?.forWhom ?? null,
    ledgerDiffers: ledgerDifferences.length > 0,
  };
  const named = [proposal?.proposal, proposal?.proposal.runnerUp, approval].flatMap(
    (it) => it?.allocations.map((allocation) => allocation.openItemId) ?? [],
  );
  const customerNo = approval?.customerNo ?? proposal?.proposal.customerNo ?? null;
  return {
    row: reviewRow(stored, rowDeps(company)),
    transaction: row.transaction,
    proposal: proposal?.proposal ?? null,
    approval,
    customer: customerNo === null ? null : store.ledgerCopy.customer(customerNo),
    items: itemsNamed(company, named),
    receipts: store.receipts.ofTransaction(id),
    problem: row.state === 'returned' || row.state === 'dead_letter' ? row.stateNote : null,
    history: store.audit.ofSubject('transaction', id).map(auditLine),
    flag: flag && { ...flag, replies: [...flag.replies] },
    ledgerDifferences,
  };
}

function itemsNamed(company: Company, ids: readonly OpenItemId[]): OpenItem[] {
  return [...new Set(ids)].flatMap((id) => company.store.ledgerCopy.item(id) ?? []);
}
