import { describe, expect, it } from 'vitest';
import { currency } from '../../shared/money.ts';
import { type EntryContext, readEntry } from '../../src-main/history/index.ts';
import { defaultAppSettings } from '../../src-main/workspace/settings.ts';

const USD = currency('USD');
const context: EntryContext = {
  currency: USD,
  decided: null,
  connectionTitle: (id) => (id === 'stripe-1' ? 'Stripe, main account' : null),
};
const money = (amountMinor: number) => ({ kind: 'money', amountMinor, currency: USD });
const text = (words: string) => ({ kind: 'text', text: words });
const allocated = (number: string, amountMinor: number) => ({
  openItemId: `invoice:${number}`,
  number,
  amountMinor,
});
const proposal = {
  customerNo: 'ACME',
  allocations: [allocated('INV-1', 10_000)],
  remainder: { kind: 'on_account', amountMinor: 500 },
  evidence: ['It names the invoice.'],
};

describe('an approval', () => {
  it('is where the money goes, from nothing', () => {
    const read = readEntry('approval.given', { proposal, approvalId: 'a-1', markers: [] }, context);
    expect(read.changes).toEqual([
      { field: 'Customer', before: null, after: text('ACME') },
      { field: 'Allocated to INV-1', before: null, after: money(10_000) },
      { field: 'On account', before: null, after: money(500) },
    ]);
    expect(read.evidence).toEqual(['It names the invoice.']);
    expect(read.facts).toEqual([]);
  });

  it('that is reversed is that money, back to nothing', () => {
    const read = readEntry(
      'undo.requested',
      { approvalId: 'a-1', reverses: ['MB1'] },
      { ...context, decided: proposal as never },
    );
    expect(read.changes).toContainEqual({ field: 'Allocated to INV-1', before: money(10_000), after: null });
  });
});

describe('an allocation changed by hand', () => {
  it('shows only the items whose amounts changed, and the reason', () => {
    const after = {
      ...proposal,
      allocations: [allocated('INV-1', 10_000), allocated('INV-2', 400)],
      remainder: { kind: 'write_off', amountMinor: -100 },
    };
    const read = readEntry(
      'proposal.reallocated',
      { before: proposal, after, reason: 'The customer wrote' },
      context,
    );
    expect(read.reason).toBe('The customer wrote');
    expect(read.changes).toEqual([
      { field: 'On account', before: money(500), after: null },
      { field: 'Allocated to INV-2', before: null, after: money(400) },
      { field: 'Written off', before: null, after: money(100) },
    ]);
  });
});

describe('a posting', () => {
  it('is what was read back from the ledger, with the balance afterwards and its other facts', () => {
    const entry = {
      marker: 'MB1',
      customerNo: 'ACME',
      itemNumber: 'INV-1',
      currency: 'USD',
      amountMinor: 10_000,
      balanceAfterMinor: 0,
    };
    const read = readEntry(
      'posting.approval_posted',
      { how: 'posted', attempts: 1, entries: [entry], differences: [] },
      context,
    );
    expect(read.changes).toEqual([
      { field: 'INV-1: in the ledger', before: null, after: money(10_000) },
      { field: 'INV-1: balance afterwards', before: null, after: money(0) },
    ]);
    expect(read.facts).toContainEqual({ name: 'Attempts', value: text('1') });
  });
});

describe('settings', () => {
  it('are named as on their pages, and what stayed the same is left out', () => {
    const after = {
      ...defaultAppSettings,
      schedule: { every: 'times', times: ['08:00', '17:30'], workingDays: true },
      autoApprove: { band: 'ready', limitMinor: 50_000 },
      onBattery: 'pause_schedules',
    };
    expect(readEntry('settings.saved', { before: defaultAppSettings, after }, context).changes).toEqual([
      { field: 'Schedule', before: text('Every 15 minutes'), after: text('At 08:00, 17:30, working days') },
      { field: 'Approved without a person', before: text('none'), after: text('ready') },
      { field: 'Approved without a person, up to', before: money(0), after: money(50_000) },
      { field: 'On battery', before: text('as usual'), after: text('pause schedules') },
    ]);
  });

  it('of one connection go by its title', () => {
    const before = { schedules: {} };
    const after = { schedules: { 'stripe-1': { every: 'hour' } } };
    expect(readEntry('settings.saved', { before, after }, context).changes).toEqual([
      { field: 'Schedule of Stripe, main account', before: null, after: text('Every hour') },
    ]);
  });
});

describe('a mapping', () => {
  const line = (transforms: unknown[]) => ({
    lines: [{ target: 'ardist.refno', source: { kind: 'field', field: 'orderId' }, transforms, when: [] }],
  });

  it('differs line by line, in the words of its editor, and keeps its number', () => {
    const read = readEntry(
      'mapping.saved',
      { version: 2, before: line([]), after: line([{ do: 'trim' }, { do: 'cut', from: 1, length: 10 }]) },
      context,
    );
    expect(read.changes).toEqual([
      {
        field: 'Lines, ardist.refno',
        before: text('orderId'),
        after: text('orderId, trimmed, first 10 characters'),
      },
    ]);
    expect(read.facts).toEqual([{ name: 'Version', value: text('2') }]);
  });
});

describe('rules, known by their ids', () => {
  it('are compared rule by rule wherever they stand in the list', () => {
    const rule = (id: string, percentBasisPoints: number) => ({ id, kind: 'tolerance', percentBasisPoints });
    const read = readEntry(
      'matching_rules.saved',
      {
        before: { version: 1, rules: [rule('short', 100), rule('over', 200)] },
        after: { version: 1, rules: [rule('over', 200), rule('short', 150)] },
      },
      context,
    );
    expect(read.changes).toEqual([
      { field: 'Rules, short, percent', before: text('1 %'), after: text('1.5 %') },
    ]);
  });
});

describe('a connection', () => {
  it('shows each field that was changed, and a secret only as replaced', () => {
    const detail = {
      changes: ['Server OLD → NEW', 'Password replaced'],
      changed: [{ field: 'Server', before: 'OLD', after: 'NEW' }],
    };
    expect(readEntry('connection.changed', detail, context).changes).toEqual([
      { field: 'Server', before: text('OLD'), after: text('NEW') },
      { field: 'Password replaced', before: null, after: text('yes') },
    ]);
  });

  it('written down by an older version is shown as it was said', () => {
    expect(readEntry('connection.changed', { changes: ['Server OLD → NEW'] }, context).changes).toEqual([
      { field: 'Changed', before: text('Server OLD'), after: text('NEW') },
    ]);
  });
});

describe('an entry of a kind that nobody foresaw', () => {
  it('is shown whole, as facts', () => {
    const read = readEntry(
      'something.new',
      {
        file: 'a.csv',
        totals: [{ name: 'gross', amountMinor: 5, currency: 'JPY' }],
        at: '2026-03-05T18:30:00Z',
        empty: null,
      },
      context,
    );
    expect(read.changes).toEqual([]);
    expect(read.facts).toEqual([
      { name: 'File', value: text('a.csv') },
      { name: 'Totals, gross, name', value: text('gross') },
      { name: 'Totals, gross, amount', value: { kind: 'money', amountMinor: 5, currency: currency('JPY') } },
      { name: 'Totals, gross, currency', value: text('JPY') },
      { name: 'At', value: { kind: 'moment', at: '2026-03-05T18:30:00Z' } },
    ]);
  });
});
