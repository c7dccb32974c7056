/** Runs the requests of one logged-in connection, one at a time, and cancels them when an attention comes. */
import { setTimeout as wait } from 'node:timers/promises';
import type { SqlMessage, SqlRequest, SqlSession } from '../session.ts';
import { ByteWriter } from './byte-writer.ts';
import { isCommit } from './commit-text.ts';
import { RequestRefusedError, TdsProtocolError } from './errors.ts';
import { delayMs, dropsAfterStatement, type FaultEvent, strikes, type TdsFaults } from './faults.ts';
import type { TdsMessage } from './packet-reader.ts';
import { PacketWriter } from './packet-writer.ts';
import { PreparedStatements } from './prepared-statements.ts';
import { DONE, PACKET, TOKEN } from './protocol.ts';
import { readRequestMessage, type Work } from './request-message.ts';
import { Response } from './response.ts';
import { type TokenContext, writeDone } from './tokens.ts';
import type { Transport } from './transport.ts';

export interface RunnerOptions {
  readonly connectionId: number;
  readonly user: string;
  readonly session: SqlSession;
  readonly context: TokenContext;
  readonly packetSize: number;
  readonly transport: Transport;
  readonly faults: TdsFaults;
  /** Closes the connection for this reason. `torn`: what was written leaves first. */
  readonly cut: (reason: string, torn: boolean) => void;
  /** The engine failed in a way that it must not: worth a line in the log. */
  readonly defect: (reason: string) => void;
}

interface Running {
  readonly response: Response;
  readonly abort: AbortController;
}

export class RequestRunner {
  readonly #options: RunnerOptions;
  readonly #prepared = new PreparedStatements();
  readonly #packets: PacketWriter;
  #running: Running | null = null;
  #settled: Promise<void> = Promise.resolve();
  #attention = false;
  /** The request in hand. */
  #request: SqlRequest | null = null;
  #committed = false;
  #requests = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
    const { transport, packetSize, session } = options;
    this.#packets = new PacketWriter(
      { write: (bytes) => void transport.write(bytes) },
      packetSize,
      session.id,
    );
  }

  get requests(): number {
    return this.#requests;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** @throws TdsProtocolError when the client sends a request while another is running (there is no MARS). */
  accept(message: TdsMessage): void {
    if (message.type === PACKET.attention) {
      this.#cancel();
      return;
    }
    if (this.#running) throw new TdsProtocolError('a request arrived while another one was running');
    const abort = new AbortController();
    const running: Running = { abort, response: this.#respond(abort) };
    this.#running = running;
    this.#settled = this.#run(message, running).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.defect(reason);
      this.#options.cut(reason, false);
    });
  }

  /** Stops what runs and ends the session, which releases its locks. */
  async close(): Promise<void> {
    this.#running?.response.silence();
    this.#running?.abort.abort();
    await this.#settled;
    this.#options.session.close();
  }

  #cancel(): void {
    if (!this.#running) {
      this.#acknowledgeAttention();
      return;
    }
    this.#attention = true;
    this.#running.response.cancel();
    this.#running.abort.abort();
  }

  #acknowledgeAttention(): void {
    const writer = new ByteWriter(16);
    writeDone(writer, this.#options.context, TOKEN.done, DONE.attention, 0, 0);
    this.#packets.push(writer.take());
    this.#packets.end();
  }

  #respond(abort: AbortController): Response {
    const { context, transport, session, faults, cut } = this.#options;
    return new Response({
      context,
      packets: this.#packets,
      drained: () => transport.drained(),
      inTransaction: () => session.transaction !== 0n,
      cutsRow: (rowNumber) =>
        faults.dropMidRow !== undefined && strikes(faults, 'dropMidRow', this.#event(rowNumber)),
      cut: () => {
        cut('fault: dropMidRow', true);
        abort.abort();
      },
      losesCommit: (rowNumber) => {
        this.#committed = true;
        return (
          faults.dropAfterCommit !== undefined && strikes(faults, 'dropAfterCommit', this.#event(rowNumber))
        );
      },
    });
  }

  #event(rowNumber: number): FaultEvent {
    const { connectionId, user } = this.#options;
    return { connectionId, user, request: this.#request, requestNumber: this.#requests, rowNumber };
  }

  async #run(message: TdsMessage, running: Running): Promise<void> {
    const { response } = running;
    const { cut, defect, transport } = this.#options;
    try {
      await transport.drained();
      if (message.ignored) response.cancel();
      else for (const work of this.#admit(message, response)) await this.#perform(work, running);
    } catch (error) {
      if (error instanceof TdsProtocolError) {
        response.silence();
        cut(error.message, false);
      } else {
        const refusal = error instanceof RequestRefusedError ? error.sqlMessage : this.#defectMessage(error);
        if (!(error instanceof RequestRefusedError)) defect(refusal.message);
        response.message(refusal);
      }
    }
    response.finish();
    this.#running = null;
    this.#request = null;
    if (this.#attention && !response.silent) this.#acknowledgeAttention();
    this.#attention = false;
    if (response.fatal) cut('an error of class 20 or more ended the connection', true);
  }

  #defectMessage(error: unknown): SqlMessage {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      number: 3624,
      class: 20,
      state: 1,
      message: `The demo server failed while it ran this request: ${reason}`,
      procedure: '',
      line: 1,
    };
  }

  #admit(message: TdsMessage, response: Response): readonly Work[] {
    const { context, session } = this.#options;
    const { transaction, work } = readRequestMessage(message, context.version);
    this.#reset(message, response);
    const claimed = transaction ?? 0n;
    if (claimed !== 0n && !message.reset && claimed !== session.transaction) {
      throw new RequestRefusedError(3971, `The server failed to resume the transaction. Desc:${claimed}.`);
    }
    return work();
  }

  #reset(message: TdsMessage, response: Response): void {
    const { session } = this.#options;
    if (!message.reset && !message.resetKeepsTransaction) return;
    if (message.resetKeepsTransaction && session.transaction !== 0n) {
      throw new RequestRefusedError(
        3988,
        'The demo server can reset a connection only outside a transaction.',
      );
    }
    const before = session.database;
    session.reset();
    this.#prepared.clear();
    response.connectionReset();
    if (session.database !== before) response.databaseChanged(session.database, before);
  }

  async #perform(work: Work, running: Running): Promise<void> {
    const { response, abort } = running;
    if (response.silent || abort.signal.aborted) return;
    if (work.kind === 'request') {
      await this.#execute(work.request, running);
      return;
    }
    response.beginCall(work.call.parameters);
    try {
      const { run, handle } = this.#prepared.resolve(work.call);
      if (run) await this.#execute({ kind: 'rpc', ...run }, running);
      if (handle) response.returnValue(handle);
    } catch (error) {
      if (!(error instanceof RequestRefusedError)) throw error;
      response.message(error.sqlMessage);
    }
    response.endCall();
  }

  async #execute(request: SqlRequest, { response, abort }: Running): Promise<void> {
    const { faults, session, cut } = this.#options;
    this.#requests++;
    this.#request = request;
    this.#committed = false;
    const event = this.#event(0);
    await pause(delayMs(faults.latencyMs, event), abort.signal);
    if (abort.signal.aborted) return;
    if (
      faults.dropBeforeCommit !== undefined &&
      isCommit(request) &&
      strikes(faults, 'dropBeforeCommit', event)
    ) {
      response.silence();
      cut('fault: dropBeforeCommit', false);
      return;
    }
    await session.execute(request, response, abort.signal);
    if (this.#committed) await pause(delayMs(faults.delayCommitAckMs, event), abort.signal);
    if (this.#committed && response.silent) cut('fault: dropAfterCommit', false);
    else if (dropsAfterStatement(faults, event)) {
      response.silence();
      cut('fault: dropAfterNStatements', false);
    }
  }
}

/** Waits, but no longer than until the signal. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0 || signal.aborted) return;
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
