/**
 * Every failure that a person sees is a MatchbookError: what happened, what was kept, what to do. The code is stable,
 * is shown with the sentence, and is what docs/user-guide explains.
 */
export interface Explanation {
  /** What happened, one sentence. */
  readonly happened: string;
  /** What was kept or left unchanged, one sentence. */
  readonly kept: string;
  /** What to do now, one sentence. */
  readonly todo: string;
}

export class MatchbookError extends Error {
  override readonly name: string = 'MatchbookError';
  /** UPPER_SNAKE, e.g. LEDGER_LOGIN_FAILED. */
  readonly code: string;
  readonly explanation: Explanation;

  constructor(code: string, explanation: Explanation, options?: { cause?: unknown }) {
    super(`${explanation.happened} ${explanation.kept} ${explanation.todo}`, options);
    this.code = code;
    this.explanation = explanation;
  }
}

/**
 * A call to a gateway or a ledger that failed. `transient`: trying again later may work by itself. `outcomeUnknown`:
 * a write may or may not have happened, so it must be looked for before it is tried again.
 */
export class ConnectionError extends MatchbookError {
  override readonly name: string = 'ConnectionError';
  readonly transient: boolean;
  readonly outcomeUnknown: boolean;
  /** What the other side asked us to wait, when it did. */
  readonly retryAfterMs: number | null;

  constructor(
    code: string,
    explanation: Explanation,
    options: { transient: boolean; outcomeUnknown?: boolean; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(code, explanation, { cause: options.cause });
    this.transient = options.transient;
    this.outcomeUnknown = options.outcomeUnknown ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
