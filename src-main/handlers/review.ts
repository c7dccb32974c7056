/** The Review screen's calls: lists and details out of the store, decisions into posting/. */
import type { CallOutput, Handlers } from '../../shared/api.ts';
import type { OpenItem, OpenItemId, TransactionId } from '../../shared/model.ts';
import type { DecisionOutcome } from '../posting/index.ts';
import type { ReviewRow } from '../store/index.ts';
import type { Company } from '../workspace/company.ts';
import { auditLine } from './audit-lines.ts';
import type { Hand } from './hand.ts';
import { currencyTotals, type RowDeps, reviewRow, reviewTabs, storeFilter } from './review-rows.ts';

type ReviewHandlers = Pick<Handlers, Extract<keyof Handlers, `review.${string}`>>;

export function reviewHandlers(hand: Hand): ReviewHandlers {
  const decided = (company: Company, outcome: DecisionOutcome): CallOutput<'review.approve'> => {
    company.emit({ type: 'changed', topics: ['review', 'status', 'history'] });
    if (outcome.decided.length > 0) hand.session().background.postSoon();
    return { decided: [...outcome.decided], skipped: [...outcome.skipped] };
  };
  return {
    'review.list': async ({ sort, descending, cursor, limit, ...filter }) => {
      const { store } = hand.session().company;
      const deps = rowDeps(hand.session().company);
      const wanted = storeFilter(filter);
      const page = store.review.page(wanted, { by: sort, descending }, cursor, limit);
      return {
        rows: page.rows.map((row) => reviewRow(row, deps)),
        nextCursor: page.next,
        totals: currencyTotals(store.review.counts(wanted)),
      };
    },
    'review.counts': async () => {
      const { store } = hand.session().company;
      return reviewTabs.map((tab) => {
        const totals = currencyTotals(store.review.counts(storeFilter({ tab, search: '', gateway: null })));
        return { tab, count: totals.reduce((sum, { count }) => sum + count, 0), totals };
      });
    },
    'review.detail': async ({ transactionId }) => detail(hand.session().company, transactionId),
    'review.approve': async ({ transactionIds }) => {
      const company = hand.session().company;
      const items = transactionIds.map((transactionId) => ({ transactionId }));
      return decided(company, await company.posting.approve(items, userOf(company)));
    },
    'review.approveAll': async ({ filter, confirmed }) => {
      const company = hand.session().company;
      return decided(
        company,
        await company.posting.approveAll(storeFilter(filter), userOf(company), confirmed),
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
      const found =
        search.trim() === '' && customerNo !== null
          ? ledgerCopy.openItemsOf(customerNo)
          : ledgerCopy.searchItems(search, limit * 2);
      return found
        .filter((item) => item.balanceMinor !== 0 && (currency === null || item.currency === currency))
        .filter((item) => customerNo === null || item.customerNo === customerNo)
        .slice(0, limit);
    },
  };
}

export function userOf(company: Company): string {
  return company.settings().app.userName;
}

function rowDeps(company: Company): RowDeps {
  const { ledgerCopy } = company.store;
  const names = new Map<string, string | null>();
  return {
    dateOf: company.dateOf,
    customerName: (customerNo) => {
      const known = names.get(customerNo);
      if (known !== undefined) return known;
      const name = ledgerCopy.customer(customerNo)?.name ?? null;
      names.set(customerNo, name);
      return name;
    },
  };
}

function detail(company: Company, id: TransactionId): CallOutput<'review.detail'> {
  const { store } = company;
  const row = store.transactions.get(id);
  const proposal = store.proposals.find(id);
  const approval = store.approvals.inForce(id)?.approval ?? null;
  const stored: ReviewRow = {
    transaction: row.transaction,
    state: row.state,
    stateNote: row.stateNote,
    band: proposal?.proposal.band ?? null,
    proposal: proposal?.proposal ?? null,
    proposalVersion: proposal?.version ?? null,
    madeBy: proposal?.madeBy ?? null,
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
  };
}

function itemsNamed(company: Company, ids: readonly OpenItemId[]): OpenItem[] {
  return [...new Set(ids)].flatMap((id) => company.store.ledgerCopy.item(id) ?? []);
}
