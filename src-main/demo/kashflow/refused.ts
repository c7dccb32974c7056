/** A request that the API refuses: a status and {Error, Message}, as its authentication page and its description show them. */
import { type HttpReply, jsonReply } from '../http/index.ts';

export class Refused extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, message: string) {
    super(message);
    this.status = status;
    this.error = error;
  }
}

export function refusal({ status, error, message }: Refused): HttpReply {
  return jsonReply(status, { Error: error, Message: message });
}

export const invalid = (error: string, message: string): Refused => new Refused(400, error, message);

export const notFound = (): Refused => new Refused(404, 'EntityNotFound', 'Entity not found');
