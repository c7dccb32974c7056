/**
 * The errors of the engine, worded and classed as SQL Server's `sys.messages` has them. `scope` says how far an error
 * reaches: it ends its statement, its batch (and rolls back), or only the current scope of the batch.
 */
import type { SqlMessage } from '../session.ts';
import { engineMessages } from './messages/engine-messages.ts';
import { languageMessages } from './messages/language-messages.ts';
import type { ErrorScope, MessageTable } from './messages/message-table.ts';

export class SqlError extends Error {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  readonly scope: ErrorScope;
  /** Filled in by the first statement that the error passes through. */
  line = 0;
  procedure = '';
  /** Raised by RAISERROR: SET XACT_ABORT does not apply to it. */
  raised = false;
  constructor(number: number, severity: number, state: number, text: string, scope: ErrorScope) {
    super(text);
    this.name = 'SqlError';
    this.number = number;
    this.severity = severity;
    this.state = state;
    this.scope = scope;
  }
  toMessage(): SqlMessage {
    return {
      number: this.number,
      class: this.severity,
      state: this.state,
      message: this.message,
      procedure: this.procedure,
      line: this.line,
    };
  }
}

const messages: MessageTable = { ...languageMessages, ...engineMessages };

export const sqlError = (number: number, ...parts: readonly (string | number)[]): SqlError => {
  const found = messages[number];
  if (found === undefined) throw new Error(`The engine has no text for SQL error ${number}.`);
  const text = found[2].replace(/%(\d)/g, (_, digit: string) => String(parts[Number(digit) - 1] ?? ''));
  return new SqlError(number, found[0], found[1], text, found[3] ?? 'statement');
};

/** What this server deliberately does not do. The sentence always names it. */
export const unsupported = (what: string): SqlError =>
  new SqlError(40515, 16, 1, `The demo server does not support ${what}.`, 'batch');

export const fromMessage = (message: SqlMessage): SqlError => {
  const scope: ErrorScope = [1205, 9002, 1105, 3960].includes(message.number) ? 'batch' : 'statement';
  const error = new SqlError(message.number, message.class, message.state, message.message, scope);
  error.line = message.line;
  error.procedure = message.procedure;
  return error;
};
