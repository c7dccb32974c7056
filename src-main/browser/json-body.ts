import type { IncomingMessage } from 'node:http';

/** The largest call carries a CSV file of 5 MiB in base64. */
export const MOST_BODY_BYTES = 8 * 1024 * 1024;

export class BodyError extends Error {
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The request's body as JSON. Throws BodyError: 415 for anything but plain application/json (a form of a foreign page can't
 * send that type), 413 for a body over MOST_BODY_BYTES, 400 for one that is not JSON or ends early.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new BodyError(415, 'A call is sent as application/json.');
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new BodyError(415, 'A call is sent without compression.');
  }
  const body = await readAll(request);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw Object.assign(new BodyError(400, 'The call’s input is not JSON.'), { cause });
  }
}

function readAll(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > MOST_BODY_BYTES) {
      request.resume();
      reject(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MOST_BODY_BYTES) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', (cause) =>
      reject(Object.assign(new BodyError(400, 'The call ended before all of it arrived.'), { cause })),
    );
  });
}

function tooLarge(): BodyError {
  return new BodyError(413, 'The call’s input is larger than 8 MiB.');
}
