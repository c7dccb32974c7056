/** PRINT, RAISERROR, THROW. */
import { SqlError, sqlError, unsupported } from '../errors.ts';
import type { Expression, Statement } from '../syntax/ast.ts';
import { converter } from '../types/convert.ts';
import { intType, isText, nvarchar, type Value } from '../types/sql-type.ts';
import type { ExecutionScope, Outcome } from './scope.ts';
import type { Session } from './session.ts';

export const print = async (session: Session, value: Expression, scope: ExecutionScope): Promise<void> => {
  const { type, value: raw } = await session.evaluate(value, scope);
  const message = raw === null ? '' : (converter(type, nvarchar('max'))(raw) as string);
  session.sink.message({
    number: 0,
    class: 0,
    state: 1,
    message: message.slice(0, 8000),
    procedure: scope.procedureName,
    line: 1,
  });
};

/** printf as RAISERROR knows it: %s %d %i %u %x %X %o with flags, width and precision. */
const formatted = (template: string, values: readonly Value[]): string => {
  let next = 0;
  return template.replace(
    /%(%|([-+0 #]*)(\d+|\*)?(?:\.(\d+|\*))?(?:h|l|I64)?([sdiuxXo]))/g,
    (
      whole: string,
      kind: string,
      flags = '',
      width: string | undefined,
      precision: string | undefined,
      letter = '',
    ) => {
      if (kind === '%') return '%';
      const take = (): Value => {
        const value = values[next] ?? null;
        next += 1;
        return value;
      };
      const size = width === '*' ? Number(take()) : Number(width ?? 0);
      const limit = precision === '*' ? Number(take()) : precision === undefined ? null : Number(precision);
      const value = take();
      if (value === null && next > values.length) return whole;
      let text = value === null ? '(null)' : String(value);
      if (value !== null && (letter === 'x' || letter === 'X')) text = Number(value).toString(16);
      if (value !== null && letter === 'o') text = Number(value).toString(8);
      if (letter === 'X') text = text.toUpperCase();
      if (letter === 's' && limit !== null) text = text.slice(0, limit);
      if (flags.includes('+') && letter === 'd' && !text.startsWith('-')) text = `+${text}`;
      if (flags.includes('-')) return text.padEnd(size);
      return text.padStart(size, flags.includes('0') ? '0' : ' ');
    },
  );
};

export const raiserror = async (
  session: Session,
  statement: Statement & { kind: 'raiserror' },
  scope: ExecutionScope,
): Promise<void> => {
  const [first, severityArg, stateArg, ...rest] = statement.args;
  if (first === undefined || severityArg === undefined || stateArg === undefined) throw sqlError(102, ')');
  const source = await session.evaluate(first, scope);
  let number = 50000;
  let template = '';
  if (isText(source.type)) template = String(source.value ?? '');
  else {
    number = Number(source.value ?? 0);
    if (number < 13000 && number !== 0) throw sqlError(2732, number);
    throw unsupported('RAISERROR with the number of a message of sys.messages');
  }
  const severity = Number((await session.evaluateAs(severityArg, intType, scope)) ?? 0);
  const rawState = Number((await session.evaluateAs(stateArg, intType, scope)) ?? 1);
  const values: Value[] = [];
  for (const argument of rest) values.push((await session.evaluate(argument, scope)).value);
  const known = new Set(['NOWAIT', 'LOG', 'SETERROR']);
  const odd = statement.options.find((option) => !known.has(option));
  if (odd !== undefined) throw unsupported(`RAISERROR … WITH ${odd}`);
  const state = rawState < 0 ? 1 : Math.min(255, rawState);
  const level = Math.max(0, Math.min(25, severity));
  if (level > 18 && !statement.options.includes('LOG')) {
    throw new SqlError(
      2754,
      16,
      1,
      'Error severity levels greater than 18 can only be specified by members of the sysadmin role, using the WITH LOG option.',
      'statement',
    );
  }
  const error = new SqlError(number, level, state, formatted(template, values).slice(0, 2047), 'statement');
  error.raised = true;
  if (level <= 10) {
    error.line = statement.line;
    error.procedure = scope.procedureName;
    session.sink.message(error.toMessage());
    if (statement.options.includes('SETERROR')) session.facts.lastError = number;
    else session.facts.lastError = 0;
    return;
  }
  throw error;
};

/** THROW ends the batch when no TRY catches it, and honours XACT_ABORT. */
export const throwError = async (
  session: Session,
  statement: Statement & { kind: 'throw' },
  scope: ExecutionScope,
): Promise<Outcome> => {
  const [numberArg, messageArg, stateArg] = statement.args;
  if (numberArg === undefined || messageArg === undefined || stateArg === undefined) {
    const { caught } = scope;
    if (caught === null) {
      throw new SqlError(
        10704,
        15,
        1,
        'To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement.',
        'batch',
      );
    }
    const again = new SqlError(caught.number, caught.severity, caught.state, caught.message, 'batch');
    again.line = caught.line;
    again.procedure = caught.procedure;
    throw again;
  }
  const number = Number((await session.evaluateAs(numberArg, intType, scope)) ?? 0);
  if (number < 50000) {
    throw new SqlError(
      35100,
      16,
      10,
      `Error number ${number} in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.`,
      'statement',
    );
  }
  const message = String((await session.evaluateAs(messageArg, nvarchar(2048), scope)) ?? '');
  const state = Number((await session.evaluateAs(stateArg, intType, scope)) ?? 1);
  throw new SqlError(number, 16, state, message, 'batch');
};
