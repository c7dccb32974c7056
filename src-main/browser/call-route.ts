import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallFailure } from '../../shared/api.ts';
import { type AnswerDeps, answer } from '../hosting/answer.ts';
import { BodyError, readJson } from './json-body.ts';

/** A window has a handful of calls under way; anything near this is not a window. */
const MOST_AT_ONCE = 64;

const STATUS: Readonly<Record<string, number>> = { UNKNOWN_CALL: 404, BAD_INPUT: 400, UNEXPECTED: 500 };

export type CallRoute = (name: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** POST /api/<call>: JSON in, a CallResult out, both checked against the contract. */
export function createCallRoute(deps: AnswerDeps): CallRoute {
  let underWay = 0;
  return async (name, request, response) => {
    if (underWay >= MOST_AT_ONCE) {
      response.setHeader('Retry-After', '1');
      sendFailure(
        response,
        503,
        'TOO_BUSY',
        'Matchbook has too many requests at once.',
        'Try again in a moment.',
      );
      return;
    }
    underWay += 1;
    try {
      const given = await answer(name, await readJson(request), deps);
      sendJson(response, given.ok ? 200 : (STATUS[given.failure.code] ?? 200), given);
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      if (error.status === 413) response.setHeader('Connection', 'close');
      sendFailure(response, error.status, 'BAD_REQUEST', error.message, 'Reload the window and try again.');
    } finally {
      underWay -= 1;
    }
  };
}

export function sendFailure(
  response: ServerResponse,
  status: number,
  code: string,
  happened: string,
  todo: string,
): void {
  const failure: CallFailure = { code, happened, kept: 'Nothing was changed.', todo };
  sendJson(response, status, { ok: false, failure });
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
  });
  response.end(body);
}
