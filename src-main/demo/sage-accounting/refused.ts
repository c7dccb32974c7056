/** A request that the API refuses, with its status and its body: a list of $severity, $dataCode, $message, $source. */
import { type HttpReply, jsonReply } from '../http/index.ts';

export class Refused extends Error {
  readonly status: number;
  readonly dataCode: string;
  readonly source: string;

  constructor(status: number, dataCode: string, message: string, source = '') {
    super(message);
    this.status = status;
    this.dataCode = dataCode;
    this.source = source;
  }
}

export function refusal({ status, dataCode, message, source }: Refused): HttpReply {
  return jsonReply(status, [{ $severity: 'error', $dataCode: dataCode, $message: message, $source: source }]);
}

export const invalid = (message: string, source: string): Refused =>
  new Refused(422, 'ValidationError', message, source);

export const notFound = (): Refused => new Refused(404, 'RecordNotFound', 'Record not found.');
