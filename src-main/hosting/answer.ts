import type * as z from 'zod';
import { type CallFailure, type CallName, calls, type Handlers } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: CallFailure };

export interface AnswerDeps {
  readonly handlers: Handlers;
  /** Told of every failure that nobody foresaw, with its stack; never shown to the window. */
  readonly onUnexpected: (name: string, error: unknown) => void;
}

/**
 * Runs one call that came over a transport: checks the name and the input, runs the handler, checks what it gives. Never
 * rejects: a failure is an answer too, in the contract's four parts.
 */
export async function answer(name: string, input: unknown, deps: AnswerDeps): Promise<Answer> {
  if (!Object.hasOwn(calls, name)) {
    return failed('UNKNOWN_CALL', `There is no call named ${JSON.stringify(name.slice(0, 80))}.`);
  }
  const known = name as CallName;
  const parsed = calls[known].input.safeParse(input);
  if (!parsed.success) {
    return failed(
      'BAD_INPUT',
      `What was sent with ${known} is not what it takes: ${firstIssue(parsed.error)}.`,
    );
  }
  try {
    const handler = deps.handlers[known] as (input: unknown) => Promise<unknown>;
    const value = calls[known].output.safeParse(await handler(parsed.data));
    if (value.success) return { ok: true, value: value.data };
    throw new Error(`${known} answered outside its contract: ${firstIssue(value.error)}`);
  } catch (error) {
    if (error instanceof MatchbookError) {
      return { ok: false, failure: { code: error.code, ...error.explanation } };
    }
    deps.onUnexpected(known, error);
    return failed('UNEXPECTED', 'Something went wrong that Matchbook did not foresee.');
  }
}

function failed(code: string, happened: string): Answer {
  return {
    ok: false,
    failure: {
      code,
      happened,
      kept: 'Nothing was changed by this step.',
      todo: 'Try again; if it stays, save the diagnostics in Settings and send them to support.',
    },
  };
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}` : 'unreadable';
}
