import {
  type CallArguments,
  type CurrencyTotal,
  type DecisionOutcome,
  type Handlers,
  ReviewFilter,
  type ReviewRow,
  ReviewTab,
} from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { AccountingDate, Approval, type TransactionId } from '../../shared/model.ts';
import { formatMinor } from '../../shared/money.ts';
import type { FixtureCase } from './fixture-company.ts';
import { order, passing } from './fixture-filter.ts';
import { createFlagHandlers } from './fixture-flags.ts';
import { createGroupHandlers } from './fixture-groups.ts';
import type { FixtureState } from './fixture-state.ts';

type ReviewHandlers = Pick<Handlers, Extract<keyof Handlers, `review.${string}`>>;

export function createReviewHandlers(state: FixtureState): ReviewHandlers {
  const decide = (
    ids: readonly TransactionId[],
    act: (one: FixtureCase) => string | null,
  ): DecisionOutcome => {
    const outcome: DecisionOutcome = { decided: [], skipped: [] };
    for (const transactionId of ids) {
      const one = state.cases.get(transactionId);
      const reason = one === undefined ? 'It is not here any more.' : act(one);
      if (reason === null) outcome.decided.push(transactionId);
      else outcome.skipped.push({ transactionId, reason });
    }
    state.announce(['review', 'status', 'history']);
    return outcome;
  };

  const approve = (one: FixtureCase, own: Partial<Approval> = {}): string | null => {
    if (one.state !== 'waiting' && one.state !== 'returned') return 'It was decided already.';
    if (one.proposal.allocations.length === 0 && own.allocations === undefined)
      return 'Nothing is proposed for it.';
    one.approval = approvalOf(one, 'post', own);
    one.flag = null;
    one.state = 'approved';
    state.record(one.transaction.id, 'approved', `Approved ${one.transaction.externalId} for posting.`);
    state.postSoon(one);
    return null;
  };

  return {
    'review.list': async ({ sort, descending, cursor, limit, ...filter }) => {
      const found = passing(state, filter).sort((a, b) => order(sort, a, b) * (descending ? -1 : 1));
      const from = cursor === null ? 0 : Number(cursor);
      const end = from + limit;
      return {
        rows: found.slice(from, end).map(rowOf),
        nextCursor: end < found.length ? String(end) : null,
        totals: totalsOf(found),
      };
    },
    'review.counts': async ({ filter }) =>
      ReviewTab.options.map((tab) => {
        const wanted = ReviewFilter.parse({ ...filter, tab });
        const found = passing(state, wanted);
        const flagged = passing(state, { ...wanted, flagged: true }).length;
        return { tab, count: found.length, totals: totalsOf(found), flagged };
      }),
    'review.approvable': async ({ filter }) => {
      const found = passing(state, filter);
      return {
        open: totalsOf(found.filter(({ flag }) => flag === null)),
        flagged: totalsOf(found.filter(({ flag }) => flag !== null)),
      };
    },
    'review.detail': async ({ transactionId }) => {
      const one = state.cases.get(transactionId);
      if (one === undefined) {
        throw new MatchbookError('NOT_FOUND', {
          happened: 'This payment is not here any more.',
          kept: 'Nothing was changed.',
          todo: 'Choose another from the list.',
        });
      }
      return {
        row: rowOf(one),
        transaction: one.transaction,
        proposal: one.proposal,
        approval: one.approval,
        customer: one.customer,
        items: [...one.items],
        receipts: one.receipts,
        problem: one.problem,
        history: state.history.filter((line) => line.transactionId === transactionId),
        flag: one.flag,
        ledgerDifferences: one.differences.map((sentence) => ({ sentence, at: one.transaction.occurredAt })),
      };
    },
    'review.approve': async ({ transactionIds }) => decide(transactionIds, (one) => approve(one)),
    'review.approveAll': async ({ filter, confirmed, includeFlagged }) => {
      const found = passing(state, filter).filter(({ flag }) => includeFlagged || flag === null);
      if (JSON.stringify(totalsOf(found)) !== JSON.stringify(confirmed)) {
        throw new MatchbookError('TOTALS_MOVED', {
          happened: 'The list changed since you confirmed its totals.',
          kept: 'Nothing was approved.',
          todo: 'Look at the new totals and confirm them.',
        });
      }
      return decide(
        found.map((one) => one.transaction.id),
        (one) => approve(one),
      );
    },
    'review.ignore': async ({ transactionIds, reason }) =>
      decide(transactionIds, (one) => {
        one.approval = approvalOf(one, 'ignore', { reason, allocations: [] });
        one.flag = null;
        one.state = 'ignored';
        state.record(one.transaction.id, 'ignored', `Ignored ${one.transaction.externalId}: ${reason}`);
        return null;
      }),
    'review.approveAs': async ({ transactionId, ...own }) =>
      decide([transactionId], (one) => approve(one, own)),
    'review.undo': async ({ transactionIds }) =>
      decide(transactionIds, (one) => {
        one.state = 'waiting';
        one.approval = null;
        one.receipts = one.receipts.map((receipt) => ({ ...receipt, reversedBy: receipt.marker }));
        state.record(
          one.transaction.id,
          'undone',
          `Took back the decision on ${one.transaction.externalId}.`,
        );
        return null;
      }),
    'review.findItems': async (input) => findItems(state, input),
    ...createGroupHandlers(state),
    ...createFlagHandlers(state),
  };
}

function findItems(state: FixtureState, input: CallArguments<'review.findItems'>) {
  const words = input.search.toLowerCase().split(/\s+/).filter(Boolean);
  return [...state.cases.values()]
    .filter((one) => one.receipts.length === 0)
    .flatMap((one) => one.items)
    .filter((item) => input.currency === null || item.currency === input.currency)
    .filter((item) => input.customerNo === null || item.customerNo === input.customerNo)
    .filter((item) => {
      const text = `${item.number} ${item.customerName} ${item.customerNo} ${item.poNumber ?? ''} ${formatMinor(item.balanceMinor, item.currency)}`;
      return words.every((word) => text.toLowerCase().includes(word));
    })
    .slice(0, input.limit);
}

function approvalOf(one: FixtureCase, decision: 'post' | 'ignore', own: Partial<Approval>): Approval {
  return Approval.parse({
    id: `approval-${one.transaction.id}`,
    transactionId: one.transaction.id,
    decision,
    decidedBy: 'Alex Example',
    decidedAt: new Date().toISOString(),
    customerNo: own.customerNo ?? one.proposal.customerNo,
    allocations: own.allocations ?? one.proposal.allocations,
    remainder: own.remainder ?? one.proposal.remainder,
    reason: own.reason ?? null,
    proposal: one.proposal,
  });
}

export function rowOf(one: FixtureCase): ReviewRow {
  const { transaction, proposal } = one;
  const decided = one.approval ?? proposal;
  return {
    transactionId: transaction.id,
    gateway: transaction.gateway,
    externalId: transaction.externalId,
    kind: transaction.kind,
    status: transaction.status,
    state: one.state,
    occurredAt: transaction.occurredAt,
    date: AccountingDate.parse(transaction.occurredAt.slice(0, 10)),
    currency: transaction.currency,
    amountMinor: transaction.amountMinor,
    payerName: transaction.payer.name,
    payerEmail: transaction.payer.email,
    band: proposal.band,
    confidence: proposal.confidence,
    customerNo: decided.customerNo,
    customerName: one.customer?.name ?? null,
    allocations: decided.allocations,
    remainder: decided.remainder,
    flags: proposal.flags,
    headline: one.problem ?? proposal.evidence[0] ?? '',
    flaggedFor: one.flag?.forWhom ?? null,
    ledgerDiffers: one.differences.length > 0,
  };
}

export function totalsOf(cases: readonly FixtureCase[]): CurrencyTotal[] {
  const totals = new Map<string, CurrencyTotal>();
  for (const { transaction } of cases) {
    const total = totals.get(transaction.currency);
    totals.set(transaction.currency, {
      currency: transaction.currency,
      amountMinor: (total?.amountMinor ?? 0) + transaction.amountMinor,
      count: (total?.count ?? 0) + 1,
    });
  }
  return [...totals.values()].sort((a, b) => a.currency.localeCompare(b.currency));
}
