import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calls, type EditedRule } from '../../shared/api.ts';
import { defaultRules, nothingLearned } from '../../src-main/matching/index.ts';
import { learnedOf, lessonsDue, rulesOf, saveLearned } from '../../src-main/workspace/matching-memory.ts';
import { editedOf, type MatchingCompany, matchingCompany } from '../support/matching-company.ts';
import { idOf, invoice, transaction } from '../support/posting-fixture.ts';

const AGENT = 'agent@payments.example';
const beta = { customerNo: 'BETA', customerName: 'Beta Metals' };
const nobody = { name: null, customerRef: null, cardBrand: null, cardLast4: null, cardFingerprint: null };
const byAgent = { payer: { ...nobody, email: AGENT } };
const named = (number: string) => ({ ...byAgent, description: `Invoice ${number}` });

let it_: MatchingCompany;
beforeEach(async () => {
  it_ = await matchingCompany([
    invoice('10423', 12_550),
    invoice('10500', 7_700),
    invoice('10888', 7_700, beta),
    invoice('10889', 400, beta),
  ]);
  it_.company.store.transactions.upsert(transaction('ch_1', 12_550, named('10423')));
  await it_.propose();
});
afterEach(async () => {
  await it_.close();
  expect(it_.faults).toEqual([]);
});

const approve = (id: string) => it_.calls['review.approve']({ transactionIds: [idOf(id)] });
const lessons = () => it_.calls['matching.lessons']({});
const proposalOf = (id: string) => it_.company.store.proposals.find(idOf(id))?.proposal;
const itemsOf = (id: string) => proposalOf(id)?.allocations.map(({ number }) => number);
const lastSentence = () => it_.company.store.audit.page(null, 1)[0]?.sentence ?? '';
async function edited(): Promise<EditedRule[]> {
  return (await it_.calls['matching.rules']({})).rules.map(editedOf);
}
const own = (kind: string, values: Record<string, string>): EditedRule => ({
  id: `${kind}-own-1`,
  kind,
  enabled: true,
  note: '',
  values,
});
async function aliasOfAgent() {
  return (await lessons()).find(({ id }) => id.startsWith(`alias:email|${AGENT}|`));
}

describe('a lesson', () => {
  beforeEach(async () => {
    expect((await approve('ch_1')).skipped).toEqual([]);
    await it_.propose();
  });

  it('is listed after the approval, with the customer’s name, and gone after the undo', async () => {
    expect(await aliasOfAgent()).toMatchObject({
      sentence: `The payer with the email “${AGENT}” pays for customer ACME (once right, never wrong).`,
      customerNo: 'ACME',
      customerName: 'Acme Tools',
      confirmed: 1,
    });
    expect(calls['matching.lessons'].output.safeParse(await lessons()).success).toBe(true);
    const undone = await it_.calls['review.undo']({ transactionIds: [idOf('ch_1')] });
    expect(undone.skipped).toEqual([]);
    await it_.propose();
    expect(await lessons()).toEqual([]);
  });

  it('is forgotten on demand, and stays forgotten', async () => {
    const lesson = await aliasOfAgent();
    const left = await it_.calls['matching.forgetLesson']({ id: lesson?.id ?? '' });
    expect(left.some(({ id }) => id === lesson?.id)).toBe(false);
    expect(lastSentence()).toContain('forget a lesson');
    await it_.runs.idle();
    await it_.propose();
    expect(await aliasOfAgent()).toBeUndefined();
    await expect(it_.calls['matching.forgetLesson']({ id: lesson?.id ?? '' })).rejects.toMatchObject({
      code: 'LESSON_NOT_FOUND',
    });
  });

  it('about a payer, given to another customer, changes what waits', async () => {
    it_.company.store.transactions.upsert(transaction('ch_2', 7_700, byAgent));
    await it_.propose();
    expect(itemsOf('ch_2')).toEqual(['10500']);
    const id = (await aliasOfAgent())?.id ?? '';
    await expect(it_.calls['matching.redirectAlias']({ id, customerNo: 'NOBODY' })).rejects.toMatchObject({
      code: 'CUSTOMER_NOT_FOUND',
    });
    const after = await it_.calls['matching.redirectAlias']({ id, customerNo: 'BETA' });
    expect(after.find(({ customerNo }) => customerNo === 'BETA')).toMatchObject({ confirmed: 2, trust: 1 });
    await it_.runs.idle();
    expect(itemsOf('ch_2')).toEqual(['10888']);
    expect(it_.company.store.audit.verify().ok).toBe(true);
  });

  it('that a person changed while a run was under way is not overwritten by the run', async () => {
    it_.company.store.transactions.upsert(transaction('ch_3', 400, named('10889')));
    await it_.propose();
    await approve('ch_3');
    const { store } = it_.company;
    const underWay = lessonsDue(store);
    const stale = learnedOf(store);
    saveLearned(store, nothingLearned);
    underWay.done(stale);
    expect(learnedOf(store)).toEqual(nothingLearned);
    expect(lessonsDue(store).teach.map((fact) => fact.transaction.id)).toEqual([idOf('ch_3')]);
  });
});

describe('the rules', () => {
  it('are the engine’s, and come back as they went out', async () => {
    const list = await it_.calls['matching.rules']({});
    expect(calls['matching.rules'].output.safeParse(list).success).toBe(true);
    expect(list.asDelivered).toBe(true);
    const { saved } = await it_.calls['matching.saveRules']({ rules: await edited() });
    expect(saved).toBe(true);
    expect(rulesOf(it_.company.store)).toEqual(defaultRules);
  });

  it('of every kind can be added with what the kind says', async () => {
    const rules = [
      own('reference', { pattern: 'WEB-{number}-{any}', names: 'order', field: '', gateway: 'Stripe' }),
      own('customer', { customerNo: 'ACME', neverReady: 'true' }),
      own('ready', { shape: 'part_payment', confidence: '99.9' }),
      own('tolerance', {
        direction: 'short',
        amountMinor: '500',
        percentBasisPoints: '1.25',
        customerNo: '',
        currency: 'jpy',
      }),
      own('discount', { percentBasisPoints: '2.5', withinDays: '14', customerNo: 'BETA' }),
      own('window', { what: 'early', minutes: '1.5' }),
      own('exchange', { from: 'eur', to: 'usd', rate: '1.085', toleranceBasisPoints: '2' }),
    ];
    expect((await it_.calls['matching.saveRules']({ rules })).problems).toEqual([]);
    expect(rulesOf(it_.company.store).rules).toMatchObject([
      { pattern: 'WEB-{number}-{any}', names: 'order', field: null, gateway: 'stripe' },
      { customerNo: 'ACME', neverReady: true },
      { shape: 'part_payment', confidence: 0.999 },
      { amountMinor: 500, percentBasisPoints: 125, customerNo: null, currency: 'JPY' },
      { percentBasisPoints: 250, withinDays: 14, customerNo: 'BETA' },
      { what: 'early', minutes: 90 },
      { from: 'EUR', to: 'USD', rate: '1.085', toleranceBasisPoints: 200 },
    ]);
    expect(await edited()).toMatchObject([
      {},
      {},
      { values: { confidence: '99.9' } },
      { values: { amountMinor: '500', percentBasisPoints: '1.25', currency: 'JPY' } },
      {},
      { values: { minutes: '1.5' } },
      { values: { toleranceBasisPoints: '2' } },
    ]);
  });

  it.each([
    ['reference', { pattern: '(a+)+$', names: 'invoice' }, 'pattern', /^A pattern is text with \{number\}/],
    [
      'customer',
      { customerNo: 'NOBODY', neverReady: 'true' },
      'customerNo',
      'The ledger has no customer NOBODY.',
    ],
    ['ready', { shape: 'named', confidence: '12' }, 'confidence', 'How sure it has to be is at least 50.'],
    ['discount', { percentBasisPoints: 'two', withinDays: '3' }, 'percentBasisPoints', /is a number such as/],
    [
      'discount',
      { percentBasisPoints: '200', withinDays: '3' },
      'percentBasisPoints',
      'Discount is at most 100.',
    ],
    ['window', { what: 'sometimes', minutes: '1' }, 'what', /is one of/],
    ['psychic', {}, null, /has no rules of the kind/],
  ])('of the kind %s with a mistake are not saved, and say which', async (kind, values, field, message) => {
    const rules = [own(kind, values as Record<string, string>), ...(await edited())];
    const answer = await it_.calls['matching.saveRules']({ rules });
    expect(answer.saved).toBe(false);
    expect(answer.problems).toEqual([
      { ruleId: `${kind}-own-1`, field, message: expect.stringMatching(message) },
    ]);
    expect((await it_.calls['matching.preview']({ rules })).preview).toBeNull();
    expect(rulesOf(it_.company.store)).toEqual(defaultRules);
  });

  it('of one id are refused', async () => {
    const rules = await edited();
    const [first] = rules;
    const { problems } = await it_.calls['matching.saveRules']({ rules: first ? [first, ...rules] : [] });
    expect(problems.map(({ message }) => message)).toEqual([
      'Two rules have the same id; remove one of them.',
    ]);
  });
});

describe('a rule that never lets a customer be ready', () => {
  const rule = own('customer', { customerNo: 'ACME', neverReady: 'true' });

  it('changes nothing by its preview, and the bands once it is saved', async () => {
    expect(proposalOf('ch_1')?.band).toBe('ready');
    const rules = [rule, ...(await edited())];
    const { preview, problems } = await it_.calls['matching.preview']({ rules });
    expect(problems).toEqual([]);
    expect(preview).toMatchObject({
      transactions: 1,
      changed: 1,
      before: { ready: 1, check: 0, exception: 0 },
      after: { ready: 0, check: 1, exception: 0 },
      changes: [{ payer: AGENT, before: 'ready', after: 'check', state: 'waiting', date: '2026-03-05' }],
    });
    expect(calls['matching.preview'].output.safeParse({ preview, problems }).success).toBe(true);
    await it_.propose();
    expect(proposalOf('ch_1')?.band).toBe('ready');

    expect((await it_.calls['matching.saveRules']({ rules })).list.asDelivered).toBe(false);
    expect(lastSentence()).toContain('changed the matching rules');
    await it_.runs.idle();
    expect(proposalOf('ch_1')?.band).toBe('check');

    expect((await it_.calls['matching.resetRules']({})).asDelivered).toBe(true);
    await it_.runs.idle();
    expect(proposalOf('ch_1')?.band).toBe('ready');
  });

  it('is previewed on what was approved already, with the balances of before', async () => {
    await approve('ch_1');
    const { preview } = await it_.calls['matching.preview']({ rules: [rule, ...(await edited())] });
    expect(preview).toMatchObject({ changed: 1, changes: [{ state: 'approved', after: 'check' }] });
  });

  it('is previewed for the last request; an earlier one is ended', async () => {
    const rules = [rule, ...(await edited())];
    const earlier = it_.calls['matching.preview']({ rules });
    const later = it_.calls['matching.preview']({ rules });
    await expect(earlier).rejects.toMatchObject({ code: 'PREVIEW_REPLACED' });
    expect((await later).preview?.changed).toBe(1);
  });
});

describe('customers', () => {
  it('are found by words of their number and name', async () => {
    const found = (search: string) => it_.calls['matching.findCustomers']({ search, limit: 20 });
    expect(await found('metals bet')).toEqual([{ customerNo: 'BETA', name: 'Beta Metals' }]);
    expect(await found('')).toHaveLength(2);
  });
});
