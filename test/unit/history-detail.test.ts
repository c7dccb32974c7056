/** Entries of the audit trail, opened over a real store, as posting wrote them. */
import { describe, expect, it } from 'vitest';
import type { AuditDetail } from '../../shared/api.ts';
import { currency } from '../../shared/money.ts';
import { historyDetail } from '../../src-main/handlers/history-detail.ts';
import {
  type Company,
  company,
  idOf,
  invoice,
  proposal,
  settled,
  transaction,
} from '../support/posting-fixture.ts';

const USD = currency('USD');

function bought(): Company {
  const it = company([invoice('INV-1', 10_000), invoice('INV-2', 20_000)]);
  it.receive(transaction('ch_1', 10_000), proposal('ch_1', [['INV-1', 10_000]]));
  return it;
}

/** The newest entry of that kind. */
function opened(it: Company, action: string): AuditDetail {
  const event = it.store.audit.page(null, 200).find((one) => one.action === action);
  return historyDetail(it.store, USD, event?.seq ?? 0);
}

const money = (amountMinor: number) => ({ kind: 'money', amountMinor, currency: USD });

describe('an approval, opened', () => {
  it('can be withdrawn while it is on its way, and says where the money is to go', async () => {
    const it = bought();
    await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
    const detail = opened(it, 'approval.given');
    expect(detail.line).toMatchObject({ by: 'Dana', transactionId: idOf('ch_1') });
    expect(detail.changes).toContainEqual({
      field: 'Allocated to INV-1',
      before: null,
      after: money(10_000),
    });
    expect(detail.evidence).toEqual(['The invoice is named in the description']);
    expect(detail.markers).toMatchObject([{ role: 'wrote', state: 'waiting', reversedBy: null }]);
    expect(detail.reversal).toBe('withdraw');
    await it.posting.undo([idOf('ch_1')], 'Sam');
    expect(opened(it, 'approval.given')).toMatchObject({
      reversal: null,
      markers: [{ state: 'not_written' }],
    });
    expect(opened(it, 'approval.withdrawn').changes).toContainEqual({
      field: 'Allocated to INV-1',
      before: money(10_000),
      after: null,
    });
  });

  it('that is posted can be reversed once; then its markers say by what it was', async () => {
    const it = bought();
    await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
    await it.drain();
    const posted = opened(it, 'posting.approval_posted');
    expect(posted.reversal).toBe('reverse');
    expect(posted.changes).toEqual([
      { field: 'INV-1: in the ledger', before: null, after: money(10_000) },
      { field: 'INV-1: balance afterwards', before: null, after: money(0) },
    ]);
    expect(posted.markers).toMatchObject([{ role: 'wrote', state: 'stands' }]);

    await it.posting.undo([idOf('ch_1')], 'Sam');
    expect(opened(it, 'approval.given')).toMatchObject({
      reversal: null,
      noReversal: 'Its reversal is on its way to the ledger.',
    });
    expect(opened(it, 'undo.requested').markers).toMatchObject([
      { role: 'asked_to_reverse', state: 'stands' },
    ]);

    await it.drain();
    const [marker] = opened(it, 'approval.given').markers;
    const [opposite] = opened(it, 'posting.reversal_posted').markers;
    expect(marker).toMatchObject({ state: 'reversed', reversedBy: opposite?.marker });
    expect(opposite).toMatchObject({ role: 'wrote', state: 'stands' });
    expect(opened(it, 'approval.given').reversal).toBeNull();
  });

  it('of an earlier round offers nothing once it was decided anew', async () => {
    const it = bought();
    const [first, second] = ['Dana', 'Sam'];
    await it.posting.approve([{ transactionId: idOf('ch_1') }], first);
    const seq = opened(it, 'approval.given').line.sequence;
    await it.posting.undo([idOf('ch_1')], first);
    await it.posting.approve([{ transactionId: idOf('ch_1') }], second);
    expect(historyDetail(it.store, USD, seq)).toMatchObject({
      reversal: null,
      noReversal: 'It was taken back since, and decided anew.',
    });
    expect(opened(it, 'approval.given').reversal).toBe('withdraw');
  });
});

describe('an ignored payment, opened', () => {
  it('gives the reason, and can be taken back', async () => {
    const it = bought();
    await it.posting.ignore([idOf('ch_1')], 'Paid in cash as well', 'Dana');
    const detail = opened(it, 'transaction.ignored');
    expect(detail.reason).toBe('Paid in cash as well');
    expect(detail.changes[0]).toEqual({
      field: 'Decision',
      before: { kind: 'text', text: 'waits' },
      after: { kind: 'text', text: 'not to be posted' },
    });
    expect(detail.reversal).toBe('reconsider');
  });
});

describe('an allocation by hand, opened', () => {
  it('shows the amounts before and after, and the reason', async () => {
    const it = bought();
    await it.posting.approveAs(
      {
        transactionId: idOf('ch_1'),
        customerNo: 'ACME',
        allocations: proposal('ch_1', [['INV-2', 10_000]]).allocations,
        remainder: { kind: 'none', amountMinor: 0 },
        reason: 'The customer wrote',
      },
      'Dana',
    );
    const detail = opened(it, 'proposal.reallocated');
    expect(detail.reason).toBe('The customer wrote');
    expect(detail.changes).toEqual([
      { field: 'Allocated to INV-1', before: money(10_000), after: null },
      { field: 'Allocated to INV-2', before: null, after: money(10_000) },
    ]);
  });
});

describe('the journal of a payout, opened', () => {
  it('can be reversed where it stands, and not while that is under way', async () => {
    const it = company([]);
    it.receive(
      transaction('ch_9', 10_000, { settlement: settled(10_000, 320), payoutExternalId: 'po_1' }),
      null,
    );
    it.receive(transaction('po_1', 9_680, { kind: 'payout', settlement: settled(-9_680, 0) }), null);
    it.posting.evaluatePayouts('all');
    it.posting.postJournal(idOf('po_1'), 'Dana');
    await it.drain();
    const detail = opened(it, 'journal.approved');
    expect(detail.reversal).toBe('journal');
    expect(detail.markers).toMatchObject([{ role: 'wrote', state: 'stands' }]);
    it.posting.undoJournal(idOf('po_1'), 'Dana');
    expect(opened(it, 'journal.approved').reversal).toBeNull();
    await it.drain();
    expect(opened(it, 'journal.approved').markers).toMatchObject([{ state: 'reversed' }]);
  });
});

describe('an entry that is about no payment', () => {
  it('offers nothing to take back; one that does not exist is refused', () => {
    const it = bought();
    it.store.audit.append({
      actor: 'Dana',
      action: 'settings.saved',
      subjectKind: 'settings',
      subjectId: 'company',
      sentence: 'Dana changed the settings.',
      detail: { before: { theme: 'dark' }, after: { theme: 'light' } },
    });
    const detail = opened(it, 'settings.saved');
    expect(detail).toMatchObject({ reversal: null, noReversal: null, markers: [] });
    expect(detail.changes).toHaveLength(1);
    expect(detail.raw).toContain('"theme": "dark"');
    expect(() => historyDetail(it.store, USD, 9_999)).toThrow(/There is no entry of the history "9999"/);
  });
});
