/** One client: PRELOGIN, TLS if agreed, LOGIN7, then requests until it leaves. */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { SqlEngine, SqlSession } from '../session.ts';
import { collationBytes } from './collation.ts';
import { TdsProtocolError } from './errors.ts';
import { type FaultEvent, strikes, type TdsFaults } from './faults.ts';
import { LIMITS } from './limits.ts';
import { loginAccepted, loginFailed, loginRefused, refusedOutright } from './login-response.ts';
import { type Login7, readLogin7 } from './login7.ts';
import { PacketReader, type TdsMessage } from './packet-reader.ts';
import { PacketWriter } from './packet-writer.ts';
import { agreeOnEncryption, readPrelogin, type TlsSetting, writePrelogin } from './prelogin.ts';
import { negotiate, PACKET, type TdsVersion } from './protocol.ts';
import { RequestRunner } from './request-runner.ts';
import type { TokenContext } from './tokens.ts';
import { Transport } from './transport.ts';

export interface ConnectionOptions {
  readonly id: number;
  readonly socket: Socket;
  readonly engine: SqlEngine;
  readonly tls: TlsSetting;
  readonly secureContext: SecureContext | null;
  readonly newestVersion: TdsVersion;
  readonly loginTimeoutMs: number;
  readonly faults: TdsFaults;
  readonly log: (
    connectionId: number,
    event: 'login' | 'login refused' | 'defect' | 'closed',
    text: string,
  ) => void;
}

/** What the server tells about a connection. */
export interface ConnectionFacts {
  readonly id: number;
  readonly state: 'connecting' | 'idle' | 'running' | 'closed';
  readonly user: string;
  readonly applicationName: string;
  readonly hostName: string;
  readonly database: string;
  /** e.g. '7.4'; '' before the login. */
  readonly tdsVersion: string;
  readonly encrypted: boolean;
  /** The password came encrypted, whether or not anything after it does. */
  readonly loginEncrypted: boolean;
  readonly readOnlyIntent: boolean;
  readonly packetSize: number;
  readonly sessionId: number | null;
  readonly inTransaction: boolean;
  readonly requests: number;
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #transport: Transport;
  readonly #reader = new PacketReader();
  readonly #loginTimer: NodeJS.Timeout;
  readonly closed: Promise<void>;
  #phase: 'prelogin' | 'login' | 'ready' | 'closed' = 'prelogin';
  #loginOnlyTls = false;
  #loginEncrypted = false;
  #login: Login7 | null = null;
  #session: SqlSession | null = null;
  #runner: RequestRunner | null = null;
  #version: TdsVersion | null = null;
  #packetSize: number = LIMITS.packetSizeDefault;
  #reason = '';

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.#transport = new Transport(options.socket, {
      received: (bytes) => this.#receive(bytes),
      failed: (reason) => this.close(reason.message),
      closed: () => {
        void this.#release()
          .catch((error: unknown) => options.log(options.id, 'defect', String(error)))
          .then(resolve);
      },
    });
    this.#loginTimer = setTimeout(() => this.close('no login in time'), options.loginTimeoutMs);
  }

  get facts(): ConnectionFacts {
    const login = this.#login?.login;
    const running = this.#runner?.isRunning === true;
    return {
      id: this.#options.id,
      state:
        this.#phase === 'ready'
          ? running
            ? 'running'
            : 'idle'
          : this.#phase === 'closed'
            ? 'closed'
            : 'connecting',
      user: login?.user ?? '',
      applicationName: login?.applicationName ?? '',
      hostName: login?.hostName ?? '',
      database: this.#session?.database ?? '',
      tdsVersion: this.#version === null ? '' : (this.#version / 10).toFixed(1),
      encrypted: this.#transport.encrypted,
      loginEncrypted: this.#loginEncrypted,
      readOnlyIntent: login?.readOnlyIntent ?? false,
      packetSize: this.#packetSize,
      sessionId: this.#session?.id ?? null,
      inTransaction: (this.#session?.transaction ?? 0n) !== 0n,
      requests: this.#runner?.requests ?? 0,
    };
  }

  /** Cuts the connection. `gently`: what was written leaves first. The first reason given is the one logged. */
  close(reason: string, gently = false): void {
    if (this.#reason === '') this.#reason = reason;
    if (gently) this.#transport.cutAfterWrites();
    else this.#transport.destroy();
  }

  async #release(): Promise<void> {
    clearTimeout(this.#loginTimer);
    this.#phase = 'closed';
    if (this.#runner) await this.#runner.close();
    else this.#session?.close();
    this.#options.log(this.#options.id, 'closed', this.#reason || 'the client left');
  }

  #receive(bytes: Buffer): void {
    if (this.#reason !== '') return;
    try {
      this.#reader.push(bytes);
      for (let message = this.#reader.next(); message; message = this.#reader.next()) this.#handle(message);
    } catch (error) {
      this.close(error instanceof Error ? error.message : String(error));
    }
  }

  #handle(message: TdsMessage): void {
    switch (this.#phase) {
      case 'prelogin':
        if (message.type === PACKET.prelogin) this.#prelogin(message.payload);
        else if (message.type === PACKET.login7) this.#logIn(message.payload);
        else throw new TdsProtocolError(`the first message has type ${message.type}`);
        return;
      case 'login':
        if (message.type !== PACKET.login7)
          throw new TdsProtocolError(`type ${message.type} instead of a login`);
        this.#logIn(message.payload);
        return;
      case 'ready':
        this.#runner?.accept(message);
        return;
      case 'closed':
        return;
    }
  }

  #packets(sessionId: number): PacketWriter {
    const target = { write: (bytes: Buffer) => void this.#transport.write(bytes) };
    return new PacketWriter(target, LIMITS.packetSizeDefault, sessionId);
  }

  #send(bytes: Buffer, sessionId = 0): void {
    const packets = this.#packets(sessionId);
    packets.push(bytes);
    packets.end();
  }

  #prelogin(payload: Buffer): void {
    const { engine, tls, secureContext } = this.#options;
    const { answer, scope } = agreeOnEncryption(readPrelogin(payload).encryption, tls);
    this.#send(writePrelogin(engine.version, answer));
    this.#phase = 'login';
    if (scope === 'nothing' || !secureContext) return;
    this.#loginOnlyTls = scope === 'login';
    this.#transport.startTls(secureContext, this.#reader.takeRest());
  }

  #logIn(payload: Buffer): void {
    const { engine, tls, newestVersion, faults, id } = this.#options;
    const request = readLogin7(payload);
    if (tls === 'required' && !this.#transport.encrypted)
      throw new TdsProtocolError('the login is not encrypted');
    const version = negotiate(request.requestedVersion, newestVersion);
    if (version === null) throw new TdsProtocolError('the client speaks nothing newer than TDS 7.0');
    this.#loginEncrypted = this.#transport.encrypted;
    if (this.#loginOnlyTls) this.#transport.stopTls();
    this.#login = request;
    this.#version = version;
    const context = { version, collation: collationBytes(engine.collation), serverName: engine.serverName };

    const { user } = request.login;
    const event: FaultEvent = { connectionId: id, user, request: null, requestNumber: 0, rowNumber: 0 };
    const outcome =
      refusedOutright(request) ??
      (strikes(faults, 'loginFailure', event) ? loginFailed(user) : engine.login(request.login));
    if (!('execute' in outcome)) {
      this.#send(loginRefused(context, outcome));
      this.#options.log(id, 'login refused', outcome.message);
      this.#reason = 'the login was refused';
      this.#transport.end();
      return;
    }
    this.#open(outcome, request, context, event);
  }

  #open(session: SqlSession, request: Login7, context: TokenContext, event: FaultEvent): void {
    const { engine, faults, id, log } = this.#options;
    this.#session = session;
    const wanted = request.packetSize === 0 ? LIMITS.packetSizeDefault : request.packetSize;
    this.#packetSize = Math.min(LIMITS.packetSizeMost, Math.max(LIMITS.packetSizeLeast, wanted));
    const answer = loginAccepted({
      context,
      database: session.database,
      product: engine.version,
      packetSize: this.#packetSize,
      previousPacketSize: LIMITS.packetSizeDefault,
      acknowledgesFeatures: request.extended && context.version >= 74,
    });
    if (strikes(faults, 'truncateLoginAck', event)) {
      const packets = this.#packets(session.id);
      packets.push(answer.subarray(0, answer.length >> 1));
      packets.flushUnfinished();
      this.close('fault: truncateLoginAck', true);
      return;
    }
    clearTimeout(this.#loginTimer);
    this.#send(answer, session.id);
    this.#reader.expectRequests();
    this.#runner = new RequestRunner({
      connectionId: id,
      user: event.user,
      session,
      context,
      packetSize: this.#packetSize,
      transport: this.#transport,
      faults,
      cut: (reason, torn) => this.close(reason, torn),
      defect: (reason) => log(id, 'defect', reason),
    });
    this.#phase = 'ready';
    const covered = this.#transport.encrypted
      ? 'encrypted'
      : this.#loginEncrypted
        ? 'login encrypted'
        : 'not encrypted';
    log(id, 'login', `${event.user} in ${session.database}, TDS ${this.facts.tdsVersion}, ${covered}`);
  }
}
