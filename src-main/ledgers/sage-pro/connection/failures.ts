/** Turns whatever the driver threw into a ConnectionError with a stable code and three sentences. */
import { ConnectionError, MatchbookError } from '../../../../shared/errors.ts';
import { FAILURE_RULES, type FailureFacts, type FailureRule } from './failure-rules.ts';

/** connect: nothing was asked yet. post: inside a transaction that is rolled back. commit: COMMIT was sent. */
export type Phase = 'connect' | 'read' | 'post' | 'commit';

const KEPT: Record<Phase, string> = {
  connect: 'Nothing was read or written, and everything that Matchbook holds is kept.',
  read: 'Nothing was changed, and what was read before is kept.',
  post: 'Nothing of this posting was written: the server takes the whole transaction back. The approval is kept.',
  commit:
    'Sage Pro may or may not have kept the posting; it carries its marker, so it can be found and is never posted twice.',
};

interface Clues {
  readonly numbers: readonly number[];
  readonly codes: readonly string[];
  readonly words: readonly string[];
}

/** Error numbers, codes and texts of an error and of everything inside it. */
export function cluesOf(error: unknown): Clues {
  const numbers: number[] = [];
  const codes: string[] = [];
  const words: string[] = [];
  const seen = new Set<unknown>();
  const visit = (it: unknown): void => {
    if (typeof it !== 'object' || it === null || seen.has(it) || seen.size > 20) return;
    seen.add(it);
    const facts: Record<string, unknown> = { ...it };
    if (typeof facts.number === 'number') numbers.push(facts.number);
    if (typeof facts.code === 'string') codes.push(facts.code);
    if (it instanceof Error) words.push(it.message);
    for (const inner of [facts.originalError, facts.info, it instanceof Error ? it.cause : undefined])
      visit(inner);
    for (const list of [facts.precedingErrors, it instanceof AggregateError ? it.errors : undefined]) {
      if (Array.isArray(list)) for (const inner of list) visit(inner);
    }
  };
  visit(error);
  return { numbers, codes, words };
}

function fits(rule: FailureRule, clues: Clues, by: 'numbers' | 'codes' | 'text'): boolean {
  if (by === 'numbers') return clues.numbers.some((number) => rule.numbers?.includes(number));
  if (by === 'codes') return clues.codes.some((code) => rule.codes?.includes(code));
  return clues.words.some((words) => rule.text?.test(words));
}

/**
 * The rule for an error. A server's number says most, then words (a TLS failure comes as ESOCKET with a telling text,
 * and as a bare 'ECONNCLOSED'), then the driver's code.
 */
function ruleFor(clues: Clues): FailureRule | undefined {
  for (const by of ['numbers', 'text', 'codes'] as const) {
    const rule = FAILURE_RULES.find((it) => fits(it, clues, by));
    if (rule) return rule;
  }
  return undefined;
}

/** True when the server itself said that the transaction is gone or refused, so that its outcome is known. */
function serverAnswered(clues: Clues): boolean {
  return clues.numbers.some((number) => number > 0 && ![10053, 10054, 233, 64, 121, 596].includes(number));
}

export function failureOf(error: unknown, phase: Phase, facts: Omit<FailureFacts, 'words'>): MatchbookError {
  if (error instanceof MatchbookError) return error;
  const clues = cluesOf(error);
  const rule = ruleFor(clues);
  const words = clues.words[0] ?? String(error);
  const known = phase !== 'commit' || serverAnswered(clues) || clues.codes.includes('EABORT');
  const kept = KEPT[phase === 'commit' && known ? 'post' : phase];
  const options = { transient: rule?.transient ?? false, outcomeUnknown: !known, cause: error };
  if (rule) {
    const explanation = { happened: rule.happened({ ...facts, words }), kept, todo: rule.todo };
    return new ConnectionError(rule.code, explanation, options);
  }
  return new ConnectionError(
    'LEDGER_SQL_ERROR',
    {
      happened: `The server ${facts.server} answered with an error${clues.numbers[0] ? ` (${clues.numbers[0]})` : ''}: ${words}`,
      kept,
      todo: 'Send this sentence to whoever looks after the SQL Server, or to support.',
    },
    options,
  );
}

export function isDeadlockVictim(error: unknown): boolean {
  return error instanceof MatchbookError && error.code === 'LEDGER_DEADLOCK';
}
