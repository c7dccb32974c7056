/** A remote procedure call from the wire. */
import type { RpcParameter, SqlType } from '../../session.ts';
import { Cursor } from '../syntax/cursor.ts';
import { converter } from '../types/convert.ts';
import { inward, outward } from '../types/seam.ts';
import type { Value } from '../types/sql-type.ts';
import { type Argument, call } from './execute.ts';
import { announce } from './hooks.ts';
import { runGuarded } from './interpreter.ts';
import { newScope } from './scope.ts';
import type { Session } from './session.ts';

export const runRpc = async (
  session: Session,
  procedure: string,
  parameters: readonly RpcParameter[],
): Promise<void> => {
  const name = new Cursor(procedure, true).objectName();
  const results: RpcParameter[] = [];
  const scope = newScope(shownText(procedure, parameters), null);
  const given = parameters.map((parameter): Argument => {
    const value = inward(parameter.value, parameter.type);
    return {
      name: parameter.name,
      type: parameter.type,
      value,
      output: parameter.output,
      isDefault: false,
      assign: (next: Value, from: SqlType) => {
        if (!parameter.output) return;
        const converted = next === null ? null : converter(from, parameter.type)(next);
        results.push({ ...parameter, value: outward(parameter.type)(converted) });
      },
    };
  });
  await runGuarded(session, scope, async () => {
    await announce(session, 'execute', scope.text);
    const status = await call(session, name, given, scope);
    session.sink.returnStatus(status);
    for (const result of results) session.sink.returnValue(result);
  });
};

/** What the fault hook sees: the statement's text where there is one. */
const shownText = (procedure: string, parameters: readonly RpcParameter[]): string => {
  const text = parameters.find((p) => typeof p.value === 'string' && /\s/.test(p.value))?.value;
  return typeof text === 'string' ? text : procedure;
};
