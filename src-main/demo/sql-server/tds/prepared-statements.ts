/**
 * Prepared handles of one connection. They live here, not in the engine: what reaches the engine is always
 * sp_executesql. Shapes of sp_prepare, sp_execute, sp_prepexec and sp_unprepare: MS-TDS 2.2.6.6 and the
 * documentation of the system procedures.
 *
 * One difference from SQL Server: the text is not compiled by sp_prepare, so its errors appear when it is executed.
 */
import type { RpcParameter } from '../session.ts';
import { RequestRefusedError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { RpcCall } from './rpc-request.ts';

interface PreparedText {
  readonly declarations: RpcParameter;
  readonly statement: RpcParameter;
}

export interface PreparedCall {
  /** What the engine has to run; null when the call is answered with the handle alone. */
  readonly run: RpcCall | null;
  /** The handle to give back to the client. */
  readonly handle: RpcParameter | null;
}

/** The last part of a procedure's name, without quotes: `[master].sys.sp_execute` is `sp_execute`. */
export function bareProcedureName(procedure: string): string {
  const last = procedure.split('.').at(-1) ?? procedure;
  return last.replace(/^\[(.*)\]$/, '$1').toLowerCase();
}

export class PreparedStatements {
  readonly #texts = new Map<number, PreparedText>();
  #lastHandle = 0;

  /** Every handle is void after a connection reset. */
  clear(): void {
    this.#texts.clear();
  }

  /**
   * What has to be done for a call.
   * @throws RequestRefusedError for cursors, unknown handles and calls of the wrong shape.
   */
  resolve(call: RpcCall): PreparedCall {
    const name = bareProcedureName(call.procedure);
    switch (name) {
      case 'sp_prepare':
        return { run: null, handle: this.#prepare(call) };
      case 'sp_prepexec': {
        const handle = this.#prepare(call);
        return { run: this.#execution(handle.value, call.parameters.slice(3)), handle };
      }
      case 'sp_execute': {
        const [handle, ...values] = call.parameters;
        return { run: this.#execution(handle?.value, values), handle: null };
      }
      case 'sp_unprepare': {
        const handle = call.parameters[0]?.value;
        this.#text(handle);
        this.#texts.delete(Number(handle));
        return { run: null, handle: null };
      }
      case 'sp_executesql':
        return { run: { procedure: name, parameters: call.parameters }, handle: null };
    }
    if (name.startsWith('sp_cursor') || name === 'sp_prepexecrpc') {
      throw new RequestRefusedError(
        16_937,
        `The demo server does not offer ${name}: read the result without a server cursor.`,
      );
    }
    return { run: call, handle: null };
  }

  #prepare(call: RpcCall): RpcParameter {
    const [handle, declarations, statement] = call.parameters;
    if (!handle || !declarations || typeof statement?.value !== 'string') {
      throw new RequestRefusedError(
        214,
        `Procedure expects parameter '@stmt' of type 'ntext/nchar/nvarchar'.`,
      );
    }
    if (declarations.value !== null && typeof declarations.value !== 'string') {
      throw new RequestRefusedError(
        214,
        `Procedure expects parameter '@params' of type 'ntext/nchar/nvarchar'.`,
      );
    }
    if (this.#texts.size >= LIMITS.preparedStatements) {
      throw new RequestRefusedError(
        701,
        `A connection can hold ${LIMITS.preparedStatements} prepared statements: unprepare some.`,
      );
    }
    this.#lastHandle++;
    this.#texts.set(this.#lastHandle, { declarations, statement });
    return { name: handle.name, type: { name: 'int' }, value: this.#lastHandle, output: true };
  }

  #text(handle: unknown): PreparedText {
    const text = typeof handle === 'number' ? this.#texts.get(handle) : undefined;
    if (!text) {
      throw new RequestRefusedError(8179, `Could not find prepared statement with handle ${String(handle)}.`);
    }
    return text;
  }

  #execution(handle: unknown, values: readonly RpcParameter[]): RpcCall {
    const { declarations, statement } = this.#text(handle);
    const named = { ...statement, name: '@stmt', output: false };
    const declared = typeof declarations.value === 'string' && declarations.value.trim() !== '';
    const head = declared ? [named, { ...declarations, name: '@params', output: false }] : [named];
    return { procedure: 'sp_executesql', parameters: [...head, ...values] };
  }
}
