import type { SqlMessage } from '../session.ts';

/** The client sent bytes that the protocol doesn't allow. The connection is closed with this reason. */
export class TdsProtocolError extends Error {
  readonly code = 'TDS_PROTOCOL';
  override readonly name = 'TdsProtocolError';
}

/** A well-formed request that this server does not offer. The client gets `sqlMessage`; the connection lives on. */
export class RequestRefusedError extends Error {
  readonly code = 'TDS_REFUSED';
  override readonly name = 'RequestRefusedError';
  readonly sqlMessage: SqlMessage;

  constructor(number: number, message: string, severity = 16) {
    super(message);
    this.sqlMessage = { number, class: severity, state: 1, message, procedure: '', line: 1 };
  }
}

/** The engine handed over something that breaks the contract of session.ts: a defect of the server. */
export class EngineContractError extends Error {
  readonly code = 'TDS_ENGINE_CONTRACT';
  override readonly name = 'EngineContractError';
}
