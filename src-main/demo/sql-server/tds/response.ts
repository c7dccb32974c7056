/** Turns what the engine yields into tokens and packets. One response answers one request message. */
import type { ColumnMeta, ResultSink, RpcParameter, SqlMessage, SqlValue } from '../session.ts';
import { ByteWriter } from './byte-writer.ts';
import { DoneTokens } from './done-tokens.ts';
import { EngineContractError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { PacketWriter } from './packet-writer.ts';
import { DONE, ENVIRONMENT, TOKEN } from './protocol.ts';
import * as tokens from './tokens.ts';
import type { ValueWriter } from './value-writer.ts';

const SELECT_COMMAND = 0xc1;
const FATAL_CLASS = 20;
const FIRST_ERROR_CLASS = 11;

export interface ResponseOptions {
  readonly context: tokens.TokenContext;
  readonly packets: PacketWriter;
  /** Resolves when the client has taken what was sent. */
  readonly drained: () => Promise<void>;
  readonly inTransaction: () => boolean;
  /** Asked before each row; true: half of it is sent, then `cut` is called. */
  readonly cutsRow: (rowNumber: number) => boolean;
  readonly cut: () => void;
  /** A transaction was committed; true: nothing more of this response leaves. */
  readonly losesCommit: (rowNumber: number) => boolean;
}

export class Response implements ResultSink {
  readonly #options: ResponseOptions;
  readonly #tokens = new ByteWriter(LIMITS.responsePiece);
  readonly #scratch = new ByteWriter(512);
  readonly #done: DoneTokens;
  #writers: readonly ValueWriter[] = [];
  #hasColumns = false;
  #rows = 0;
  #call: { readonly parameters: readonly RpcParameter[] } | null = null;
  #status: number | null = null;
  #outputs: RpcParameter[] = [];
  #callFailed = false;
  #lastError = 0;
  #errorOpen = false;
  #silent = false;
  #cancelled = false;
  #fatal = false;
  #finished = false;

  constructor(options: ResponseOptions) {
    this.#options = options;
    this.#done = new DoneTokens(this.#tokens, options.context);
  }

  /** A message of class 20 or more was sent: the connection must end. */
  get fatal(): boolean {
    return this.#fatal;
  }

  get silent(): boolean {
    return this.#silent;
  }

  /** From now on nothing leaves: the answer is lost. */
  silence(): void {
    this.#silent = true;
  }

  /** The client sent an attention: what the engine still yields is dropped, but changes of the session are told. */
  cancel(): void {
    this.#cancelled = true;
    this.#done.forget();
  }

  /** The results that follow belong to a call; `endCall` closes it. */
  beginCall(parameters: readonly RpcParameter[]): void {
    this.#call = { parameters };
    this.#status = null;
    this.#outputs = [];
    this.#callFailed = false;
    this.#lastError = 0;
  }

  endCall(): void {
    const call = this.#call;
    this.#call = null;
    if (!call || this.#cancelled) return;
    this.#done.more();
    tokens.writeReturnStatus(this.#tokens, this.#status ?? (this.#callFailed ? this.#lastError : 0));
    const given = new Set<number>();
    for (const output of this.#outputs) {
      const name = output.name.toLowerCase();
      const ordinal = call.parameters.findIndex(
        (parameter, index) => parameter.output && parameter.name.toLowerCase() === name && !given.has(index),
      );
      given.add(ordinal);
      this.#whole(() => {
        tokens.writeReturnValue(this.#tokens, this.#options.context, output, Math.max(0, ordinal));
      });
    }
    this.#hold(TOKEN.doneProcedure, this.#callFailed ? DONE.error : 0, 0, null);
    this.#errorOpen = false;
  }

  columns(columns: readonly ColumnMeta[]): void {
    this.#assertOpen();
    if (this.#cancelled) return;
    this.#done.more();
    this.#whole(() => {
      this.#writers = tokens.writeColumns(this.#tokens, this.#options.context, columns);
    });
    this.#hasColumns = true;
  }

  row(values: readonly SqlValue[]): void | Promise<void> {
    this.#assertOpen();
    if (this.#cancelled || this.#silent) return;
    if (!this.#hasColumns || values.length !== this.#writers.length) {
      throw new EngineContractError(`a row of ${values.length} values for ${this.#writers.length} columns`);
    }
    const start = this.#tokens.length;
    this.#whole(() => {
      this.#tokens.u8(TOKEN.row);
      for (let index = 0; index < values.length; index++) {
        this.#writers[index]?.(this.#tokens, values[index] ?? null);
      }
    });
    if (this.#options.cutsRow(this.#rows)) {
      this.#tokens.truncate(start + Math.ceil((this.#tokens.length - start) / 2));
      this.#flush();
      this.#options.packets.flushUnfinished();
      this.#silent = true;
      this.#options.cut();
      return;
    }
    this.#rows++;
    const full = this.#tokens.length >= LIMITS.responsePiece;
    if (full) this.#flush();
    if (full || this.#rows % LIMITS.rowsBetweenTurns === 0) return this.#pause();
  }

  /** Writes a whole token or, when a value breaks the contract, nothing of it. */
  #whole(write: () => void): void {
    const start = this.#tokens.length;
    try {
      write();
    } catch (error) {
      this.#tokens.truncate(start);
      throw error;
    }
  }

  async #pause(): Promise<void> {
    await this.#options.drained();
    await new Promise((resolve) => setImmediate(resolve));
  }

  statementDone(rowCount: number | null, failed: boolean): void {
    this.#assertOpen();
    if (this.#cancelled) return;
    const inCall = this.#call !== null;
    if (failed) this.#callFailed = true;
    this.#hold(
      inCall ? TOKEN.doneInProcedure : TOKEN.done,
      failed ? DONE.error : 0,
      this.#hasColumns ? SELECT_COMMAND : 0,
      rowCount,
    );
    this.#hasColumns = false;
    this.#writers = [];
    this.#errorOpen = false;
  }

  message(message: SqlMessage): void {
    this.#assertOpen();
    if (message.class >= FATAL_CLASS) this.#fatal = true;
    if (this.#cancelled) return;
    this.#done.more();
    tokens.writeMessage(this.#tokens, this.#scratch, this.#options.context, message);
    if (message.class < FIRST_ERROR_CLASS) return;
    this.#errorOpen = true;
    this.#callFailed = true;
    this.#lastError = message.number;
  }

  returnValue(parameter: RpcParameter): void {
    this.#assertOpen();
    this.#outputs.push(parameter);
  }

  returnStatus(status: number): void {
    this.#assertOpen();
    this.#status = status;
  }

  databaseChanged(to: string, from: string): void {
    this.#assertOpen();
    this.#done.more();
    tokens.writeTextChange(this.#tokens, this.#scratch, ENVIRONMENT.database, to, from);
  }

  transactionBegan(descriptor: bigint): void {
    this.#transaction(ENVIRONMENT.began, descriptor);
  }

  transactionCommitted(descriptor: bigint): void {
    this.#transaction(ENVIRONMENT.committed, descriptor);
    if (this.#options.losesCommit(this.#rows)) this.#silent = true;
  }

  transactionRolledBack(descriptor: bigint): void {
    this.#transaction(ENVIRONMENT.rolledBack, descriptor);
  }

  connectionReset(): void {
    const none = Buffer.alloc(0);
    tokens.writeByteChange(this.#tokens, this.#scratch, ENVIRONMENT.connectionReset, none, none);
  }

  /** Ends the response message. After a cancellation it ends with an error bit; the acknowledgement is a message of its own. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    if (this.#cancelled) this.#hold(TOKEN.done, DONE.error, 0, null);
    else if (this.#errorOpen || !this.#done.holdsOne) {
      this.#hold(TOKEN.done, this.#errorOpen ? DONE.error : 0, 0, null);
    }
    this.#done.last();
    this.#flush();
    if (!this.#silent) this.#options.packets.end();
  }

  #transaction(kind: number, descriptor: bigint): void {
    this.#assertOpen();
    this.#done.more();
    const { version } = this.#options.context;
    tokens.writeTransactionChange(this.#tokens, this.#scratch, version, kind, descriptor);
  }

  #hold(token: number, status: number, command: number, rowCount: number | null): void {
    const inTransaction = this.#options.inTransaction() ? DONE.inTransaction : 0;
    this.#done.hold(token, status | inTransaction, command, rowCount);
  }

  #flush(): void {
    const bytes = this.#tokens.take();
    if (!this.#silent && bytes.length > 0) this.#options.packets.push(bytes);
  }

  #assertOpen(): void {
    if (this.#finished) throw new EngineContractError('the engine wrote to a response that was finished');
  }
}
