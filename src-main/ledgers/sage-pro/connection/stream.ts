/** A request's rows as an async iterator with back-pressure: the driver is paused while rows are waiting to be taken. */
import type sql from 'mssql';
import type { Row } from './connection.ts';

/** High enough that a caller who stores a page of a thousand does not keep the server, and its row lock, waiting. */
const PAUSE_ABOVE_ROWS = 8_000;
const RESUME_BELOW_ROWS = 2_000;

export async function* streamRows(
  request: sql.Request,
  text: string,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  signal.throwIfAborted();
  request.stream = true;
  let waiting: Row[] = [];
  let taken = 0;
  let failure: unknown;
  let ended = false;
  let paused = false;
  let wake: () => void = () => undefined;

  request.on('row', (row: Row) => {
    waiting.push(row);
    if (!paused && waiting.length - taken >= PAUSE_ABOVE_ROWS) {
      paused = true;
      request.pause();
    }
    wake();
  });
  request.on('error', (error: unknown) => {
    failure ??= error;
    wake();
  });
  const finished = new Promise<void>((resolve) => {
    request.on('done', () => {
      ended = true;
      wake();
      resolve();
    });
  });
  const cancel = (): void => {
    request.cancel();
    wake();
  };
  signal.addEventListener('abort', cancel, { once: true });
  request.query(text).catch((error: unknown) => {
    failure ??= error;
    ended = true;
    wake();
  });

  try {
    for (;;) {
      signal.throwIfAborted();
      const row = waiting[taken];
      if (row !== undefined) {
        taken += 1;
        if (taken === waiting.length) {
          waiting = [];
          taken = 0;
        }
        if (paused && waiting.length - taken <= RESUME_BELOW_ROWS) {
          paused = false;
          waiting = waiting.slice(taken);
          taken = 0;
          request.resume();
        }
        yield row;
      } else if (failure !== undefined) {
        throw failure;
      } else if (ended) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    if (!ended) {
      if (paused) request.resume();
      request.cancel();
      await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    }
  }
}
