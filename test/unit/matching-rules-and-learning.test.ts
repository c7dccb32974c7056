import { describe, expect, it } from 'vitest';
import type { AccountingDate, Proposal } from '../../shared/model.ts';
import {
  defaultRules,
  explainProposal,
  forgetLesson,
  indexOpenItems,
  Learned,
  learn,
  listLessons,
  MatchingRules,
  nothingLearned,
  previewRules,
  redirectAlias,
  unlearn,
} from '../../src-main/matching/index.ts';
import { applied, beta, item, matchOne, payment } from './matching-builders.ts';

const items = [item('10423', 12_550), item('10888', 12_550, beta), item('10889', 400, beta)];
const fact = (customerNo: string, email: string, number: string) => ({
  transaction: payment('t', 12_550, { payerEmail: email }),
  customerNo,
  allocations: [{ openItemId: `invoice:${number}`, number, amountMinor: 12_550 }] as never,
});

describe('the default rules', () => {
  it('are valid, readable data', () => {
    expect(MatchingRules.parse(JSON.parse(JSON.stringify(defaultRules)))).toEqual(defaultRules);
  });
  it('refuse a pattern that is none, and two rules of one name', () => {
    const [first] = defaultRules.rules;
    expect(MatchingRules.safeParse({ version: 1, rules: [first, first] }).success).toBe(false);
    const bad = {
      id: 'x',
      enabled: true,
      note: '',
      kind: 'reference',
      gateway: null,
      field: null,
      names: 'invoice',
    };
    expect(MatchingRules.safeParse({ version: 1, rules: [{ ...bad, pattern: '(a+)+$' }] }).success).toBe(
      false,
    );
  });
});

describe('a rule that never lets a customer be ready', () => {
  const rule = {
    id: 'c1',
    enabled: true,
    note: '',
    kind: 'customer',
    customerNo: 'C1',
    neverReady: true,
  } as const;
  const proposed: MatchingRules = { version: 1, rules: [rule, ...defaultRules.rules] };
  const transactions = [
    payment('a', 12_550, { description: 'Invoice 10423' }),
    payment('b', 400, { description: 'Invoice 10889' }),
    payment('old', 12_550, { description: 'Invoice 10423', occurredAt: '2023-01-01T10:00:00Z' }),
  ];
  it('shows what it would change in the last 90 days before it is saved', () => {
    const preview = previewRules({
      openItems: items,
      transactions,
      current: defaultRules,
      proposed,
      today: '2024-02-01' as AccountingDate,
    });
    expect(preview.transactions).toBe(2);
    expect(preview.changes.map((it) => [it.transactionId, it.sentence])).toEqual([
      ['a', 'With the new rules it moves from ready to check.'],
    ]);
    expect(preview.bands).toEqual({
      before: { ready: 2, check: 0, exception: 0 },
      after: { ready: 1, check: 1, exception: 0 },
    });
  });
});

describe('the order of rules', () => {
  it('decides which tolerance holds', () => {
    const tolerance = {
      enabled: true,
      note: '',
      kind: 'tolerance',
      direction: 'short',
      currency: null,
    } as const;
    const wide = { ...tolerance, id: 'wide', customerNo: 'C1', amountMinor: 500, percentBasisPoints: 1_000 };
    const none = { ...tolerance, id: 'none', customerNo: null, amountMinor: 0, percentBasisPoints: 0 };
    const paid = payment('t', 12_150, { description: 'Invoice 10423' });
    const kind = (rules: MatchingRules['rules']) =>
      matchOne(items, paid, { rules: { version: 1, rules } }).remainder.kind;
    expect(kind([wide, none])).toBe('write_off');
    expect(kind([none, wide])).toBe('none');
  });
});

describe('learning who pays for whom', () => {
  const index = indexOpenItems(items);
  const agent = 'agent@payments.example';
  const proposalWith = (learned: Learned) =>
    matchOne(items, payment('t', 12_550, { payerEmail: agent }), { learned });

  it('makes an unknown payer known after two approvals', () => {
    expect(proposalWith(nothingLearned).band).not.toBe('ready');
    const twice = learn(
      learn(nothingLearned, index, fact('C1', agent, '10423')),
      index,
      fact('C1', agent, '10423'),
    );
    expect(applied(proposalWith(twice))).toBe('10423:12550');
    expect(proposalWith(twice).band).toBe('ready');
    expect(Learned.parse(JSON.parse(JSON.stringify(twice)))).toEqual(twice);
  });
  it('forgets a wrong lesson with the first correction', () => {
    const wrong = learn(nothingLearned, index, fact('C1', agent, '10423'));
    const corrected = learn(wrong, index, fact('C2', agent, '10888'));
    expect(applied(proposalWith(corrected))).toBe('10888:12550');
  });
  it('is taken back when the approval is undone', () => {
    const learned = learn(nothingLearned, index, fact('C1', agent, '10423'));
    expect(unlearn(learned, index, fact('C1', agent, '10423'))).toEqual(nothingLearned);
  });
  it('is listed in sentences, forgotten and redirected by hand', () => {
    const learned = learn(nothingLearned, index, fact('C1', agent, '10423'));
    const [lesson] = listLessons(learned);
    expect(lesson?.sentence).toBe(
      `The payer with the email “${agent}” pays for customer C1 (once right, never wrong).`,
    );
    expect(listLessons(forgetLesson(learned, lesson?.id ?? ''))).toEqual([]);
    expect(applied(proposalWith(redirectAlias(learned, lesson?.id ?? '', 'C2')))).toBe('10888:12550');
  });
});

describe('learning which fields hold true references', () => {
  it('distrusts a field that named the wrong invoice again and again', () => {
    const index = indexOpenItems(items);
    const transaction = payment('t', 12_550, { metadata: { reference: '10888' } });
    const wrong = { transaction, customerNo: null, allocations: fact('C1', '', '10423').allocations };
    let learned = nothingLearned;
    for (let i = 0; i < 3; i++) learned = learn(learned, index, wrong);
    expect(matchOne(items, transaction).band).not.toBe(matchOne(items, transaction, { learned }).band);
    expect(listLessons(learned)[0]?.sentence).toContain('metadata reference of stripe');
  });
});

describe('the explanation of a proposal', () => {
  it('has the evidence, the runner-up and what would settle it', () => {
    const twins = [item('1001', 900), item('1002', 900, { date: '2024-01-06' })];
    const proposal: Proposal = matchOne(twins, payment('t', 900, { payerName: 'ACME TOOLS LIMITED' }));
    const sentences = explainProposal(proposal);
    expect(sentences).toContain("The payer's name “ACME TOOLS LIMITED” is that of Acme Tools Ltd (C1).");
    expect(sentences.some((it) => it.startsWith('Runner-up: 1002.'))).toBe(true);
    expect(sentences.at(-1)).toMatch(/^What would settle it: an invoice number/);
  });
});
