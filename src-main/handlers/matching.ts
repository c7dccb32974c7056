/** The matching settings' calls: rules shown, previewed and saved; lessons listed, forgotten and put right. */
import type { EditedRule, Handlers, LearnedLesson, RuleList } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { defaultRules, forgetLesson, type Learned, listLessons, redirectAlias } from '../matching/index.ts';
import type { Company } from '../workspace/company.ts';
import { learnedOf, rulesOf, saveLearned, saveRules } from '../workspace/matching-memory.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';
import { checkRules, ruleList } from './rule-forms.ts';
import { createRulePreviews } from './rule-previews.ts';
import { runInBackground } from './watch.ts';

type MatchingHandlers = Pick<Handlers, Extract<keyof Handlers, `matching.${string}`>>;

export function matchingHandlers(hand: Hand): MatchingHandlers {
  const previews = createRulePreviews(hand);
  const changed = (): void => {
    const { company, runs } = hand.session();
    company.emit({ type: 'changed', topics: ['settings', 'history'] });
    runInBackground(hand, () => runs.proposeAnew());
  };
  const changeLearned = (action: string, id: string, said: string, next: (now: Learned) => Learned): void => {
    const { company } = hand.session();
    const before = learnedOf(company.store);
    company.store.transact(() => {
      saveLearned(company.store, next(before));
      audited(company, action, 'lesson', id, said, {});
    });
    changed();
  };

  return {
    'matching.rules': async () => currentRules(hand.session().company),
    'matching.preview': async ({ rules: edited }) => {
      const { company } = hand.session();
      const { rules, problems } = check(company, edited);
      return { problems, preview: rules === null ? null : await previews.run(rules) };
    },
    'matching.saveRules': async ({ rules: edited }) => {
      const { company } = hand.session();
      const { rules, problems } = check(company, edited);
      if (rules !== null) {
        const before = rulesOf(company.store);
        company.store.transact(() => {
          saveRules(company.store, rules);
          const said = `changed the matching rules: there are ${rules.rules.length} now, ${before.rules.length} before.`;
          audited(company, 'matching_rules.saved', 'settings', 'matching', said, { before, after: rules });
        });
        changed();
      }
      return { saved: rules !== null, problems, list: currentRules(company) };
    },
    'matching.resetRules': async () => {
      const { company } = hand.session();
      const before = rulesOf(company.store);
      company.store.transact(() => {
        saveRules(company.store, defaultRules);
        const said = 'put the matching rules back as they were delivered.';
        audited(company, 'matching_rules.reset', 'settings', 'matching', said, {
          before,
          after: defaultRules,
        });
      });
      changed();
      return currentRules(company);
    },
    'matching.lessons': async () => lessons(hand.session().company),
    'matching.forgetLesson': async ({ id }) => {
      const { company } = hand.session();
      const lesson = lessonNamed(company, id);
      const said = `had Matchbook forget a lesson. It was: ${lesson.sentence}`;
      changeLearned('lesson.forgotten', id, said, (now) => forgetLesson(now, id));
      return lessons(company);
    },
    'matching.redirectAlias': async ({ id, customerNo }) => {
      const { company } = hand.session();
      const lesson = lessonNamed(company, id);
      if (lesson.kind !== 'alias') throw notAPayer();
      if (company.store.ledgerCopy.customer(customerNo) === null) throw noSuchCustomer(customerNo);
      const said = `said that a payer pays for customer ${customerNo}. Before: ${lesson.sentence}`;
      changeLearned('lesson.redirected', id, said, (now) => redirectAlias(now, id, customerNo));
      return lessons(company);
    },
    'matching.findCustomers': async ({ search, limit }) => {
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      return hand
        .session()
        .company.store.ledgerCopy.customers()
        .filter(({ customerNo, name }) => {
          const text = `${customerNo} ${name}`.toLowerCase();
          return words.every((word) => text.includes(word));
        })
        .slice(0, limit)
        .map(({ customerNo, name }) => ({ customerNo, name }));
    },
  };
}

function currentRules(company: Company): RuleList {
  return ruleList(rulesOf(company.store), company.settings().posting.baseCurrency);
}

/** A customer that a saved rule names already may have left the ledger; that does not stand in the way of other changes. */
function check(company: Company, edited: readonly EditedRule[]) {
  const named = new Set(
    rulesOf(company.store).rules.map((rule) => ('customerNo' in rule ? rule.customerNo : null)),
  );
  return checkRules(
    edited,
    company.settings().posting.baseCurrency,
    (customerNo) => named.has(customerNo) || company.store.ledgerCopy.customer(customerNo) !== null,
  );
}

function lessons(company: Company): LearnedLesson[] {
  return listLessons(learnedOf(company.store)).map((lesson) => {
    const customerNo = lesson.kind === 'alias' ? lesson.id.slice(lesson.id.lastIndexOf('|') + 1) : null;
    const customer = customerNo === null ? null : company.store.ledgerCopy.customer(customerNo);
    return { ...lesson, customerNo, customerName: customer?.name ?? null };
  });
}

function lessonNamed(company: Company, id: string): LearnedLesson {
  const found = lessons(company).find((lesson) => lesson.id === id);
  if (found) return found;
  throw new MatchbookError('LESSON_NOT_FOUND', {
    happened: 'Matchbook does not know this lesson any more.',
    kept: 'Nothing was changed.',
    todo: 'Look at the list again; an undone approval takes its lessons with it.',
  });
}

function notAPayer(): MatchbookError {
  return new MatchbookError('LESSON_NOT_AN_ALIAS', {
    happened: 'This lesson is not about who a payer pays for.',
    kept: 'Nothing was changed.',
    todo: 'Forget it, if it is wrong.',
  });
}

function noSuchCustomer(customerNo: string): MatchbookError {
  return new MatchbookError('CUSTOMER_NOT_FOUND', {
    happened: `The ledger has no customer ${customerNo}.`,
    kept: 'The lesson is as it was.',
    todo: 'Choose a customer of the ledger; one that is new there is known after the next sync.',
  });
}

function audited(
  company: Company,
  action: string,
  subjectKind: string,
  subjectId: string,
  said: string,
  detail: Readonly<Record<string, unknown>>,
): void {
  const actor = userOf(company);
  company.store.audit.append({ actor, action, subjectKind, subjectId, sentence: `${actor} ${said}`, detail });
}
