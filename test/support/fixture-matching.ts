import type { EditedRule, Handlers, LearnedLesson, RulePreview } from '../../shared/api.ts';
import { currency } from '../../shared/money.ts';
import { checkRules, ruleList } from '../../src-main/handlers/rule-forms.ts';
import { defaultRules, type MatchingRules } from '../../src-main/matching/index.ts';
import type { FixtureCase } from './fixture-company.ts';
import type { FixtureState } from './fixture-state.ts';

type MatchingName = Extract<keyof Handlers, `matching.${string}`>;

const USD = currency('USD');

const CUSTOMERS = [
  { customerNo: 'ACME01', name: 'Acme Tools Ltd' },
  { customerNo: 'BLUE01', name: 'Blue Harbor Supply' },
  { customerNo: 'NORTH2', name: 'Northwind Joinery' },
  { customerNo: 'PINE07', name: 'Pine Street Clinic' },
];

/** Rules are checked as the program checks them; what a preview shows is invented from the cases. */
export function createMatchingHandlers(state: FixtureState): Pick<Handlers, MatchingName> {
  let rules: MatchingRules = defaultRules;
  let lessons = learnedLessons();
  const known = (customerNo: string): boolean => CUSTOMERS.some((one) => one.customerNo === customerNo);
  const check = (edited: readonly EditedRule[]) => checkRules(edited, USD, known);
  const changed = (sentence: string): void => {
    state.record(null, 'matching', `${state.settings.userName} ${sentence}`);
    state.announce(['settings', 'history']);
  };
  return {
    'matching.rules': async () => ruleList(rules, USD),
    'matching.preview': async ({ rules: edited }) => {
      const checked = check(edited);
      return { problems: checked.problems, preview: checked.rules && invented([...state.cases.values()]) };
    },
    'matching.saveRules': async ({ rules: edited }) => {
      const checked = check(edited);
      rules = checked.rules ?? rules;
      if (checked.rules) changed('changed the matching rules.');
      return { saved: checked.rules !== null, problems: checked.problems, list: ruleList(rules, USD) };
    },
    'matching.resetRules': async () => {
      rules = defaultRules;
      changed('put the matching rules back.');
      return ruleList(rules, USD);
    },
    'matching.lessons': async () => lessons,
    'matching.forgetLesson': async ({ id }) => {
      lessons = lessons.filter((lesson) => lesson.id !== id);
      changed('had a lesson forgotten.');
      return lessons;
    },
    'matching.redirectAlias': async ({ id, customerNo }) => {
      const customer = CUSTOMERS.find((one) => one.customerNo === customerNo);
      lessons = lessons.map((lesson) =>
        lesson.id === id && customer
          ? {
              ...lesson,
              sentence: lesson.sentence.replace(
                /customer \S+ \(.*$/,
                `customer ${customerNo} (2 times right, never wrong).`,
              ),
              customerNo,
              customerName: customer.name,
              confirmed: 2,
              contradicted: 0,
              trust: 1,
            }
          : lesson,
      );
      changed(`said that a payer pays for customer ${customerNo}.`);
      return lessons;
    },
    'matching.findCustomers': async ({ search, limit }) =>
      CUSTOMERS.filter((one) =>
        `${one.customerNo} ${one.name}`.toLowerCase().includes(search.toLowerCase()),
      ).slice(0, limit),
  };
}

function invented(cases: readonly FixtureCase[]): RulePreview {
  const ready = cases.filter((one) => one.proposal?.band === 'ready');
  const check = cases.filter((one) => one.proposal?.band === 'check');
  const moved = ready.slice(0, 7);
  return {
    transactions: cases.length,
    changed: moved.length,
    before: { ready: ready.length, check: check.length, exception: 12 },
    after: { ready: ready.length - moved.length, check: check.length + moved.length, exception: 12 },
    changes: moved.map(({ transaction, state }) => ({
      transactionId: transaction.id,
      date: transaction.occurredAt.slice(0, 10) as RulePreview['changes'][number]['date'],
      payer: transaction.payer.name ?? transaction.externalId,
      currency: transaction.currency,
      amountMinor: transaction.amountMinor,
      state,
      before: 'ready',
      after: 'check',
      sentence: 'With the new rules it moves from ready to check.',
    })),
  };
}

function learnedLessons(): LearnedLesson[] {
  return [
    {
      id: 'alias:email|agent@payments.example|ACME01',
      kind: 'alias',
      sentence:
        'The payer with the email “agent@payments.example” pays for customer ACME01 (4 times right, never wrong).',
      confirmed: 4,
      contradicted: 0,
      trust: 1,
      customerNo: 'ACME01',
      customerName: 'Acme Tools Ltd',
    },
    {
      id: 'alias:name|harbour blue|BLUE01',
      kind: 'alias',
      sentence: 'The payer with the name “harbour blue” pays for customer BLUE01 (once right, once wrong).',
      confirmed: 1,
      contradicted: 1,
      trust: 0,
      customerNo: 'BLUE01',
      customerName: 'Blue Harbor Supply',
    },
    {
      id: 'habit:stripe|metadata order',
      kind: 'habit',
      sentence: 'References in the metadata order of stripe are what is paid (31 times right, never wrong).',
      confirmed: 31,
      contradicted: 0,
      trust: 1,
      customerNo: null,
      customerName: null,
    },
    {
      id: 'weight:domain',
      kind: 'weight',
      sentence: 'The evidence “domain” points at the right customer (9 times right, once wrong).',
      confirmed: 9,
      contradicted: 1,
      trust: 0.9,
      customerNo: null,
      customerName: null,
    },
  ];
}
