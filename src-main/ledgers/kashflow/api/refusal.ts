/** What the API says when it refuses: {Error, Message}. */
import * as z from 'zod';
import type { WebAnswer } from '../../web/index.ts';

const Refused = z.object({ Error: z.string().nullish(), Message: z.string().nullish() });

/** A write that KashFlow judged and refused: nothing of it was written. */
export class KashFlowRefusal extends Error {
  override readonly name = 'KashFlowRefusal';
  /** Its name for the reason; '' when it gave none. */
  readonly error: string;

  constructor(error: string, message: string) {
    super(message);
    this.error = error;
  }
}

/** Null for an answer that is no refusal of the API: a proxy's page, for one. */
export function refusalOf(answer: WebAnswer): { readonly error: string; readonly message: string } | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer.text);
  } catch {
    // The status alone says that it was refused.
    return null;
  }
  const read = Refused.safeParse(parsed);
  if (!read.success) return null;
  const error = read.data.Error ?? '';
  return { error, message: read.data.Message || error || 'KashFlow gave no reason' };
}
