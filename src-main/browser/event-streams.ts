import type { ServerResponse } from 'node:http';
import { AppEvent } from '../../shared/api.ts';

/** Tells the browser, and whatever stands between, that the stream is alive. */
const HEARTBEAT_MS = 15_000;
/** A browser opens six connections to one host; this many windows is more than anyone has. */
const MOST_STREAMS = 16;
/** A listener that does not read is let go; it asks for everything anew when it comes back. */
const MOST_UNREAD_BYTES = 1024 * 1024;

export interface EventStreams {
  /** Takes the response over as a stream of events; false when there are too many. */
  open(response: ServerResponse): boolean;
  close(): void;
}

/** GET /events: every AppEvent as server-sent events (html.spec.whatwg.org/multipage/server-sent-events.html). */
export function createEventStreams(
  events: { subscribe(listener: (event: AppEvent) => void): () => void },
  onUnexpected: (where: string, error: unknown) => void,
): EventStreams {
  const open = new Set<ServerResponse>();
  const send = (text: string): void => {
    for (const response of open) {
      if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
      else response.write(text);
    }
  };
  const stopListening = events.subscribe((event) => {
    const checked = AppEvent.safeParse(event);
    if (checked.success) send(`data: ${JSON.stringify(checked.data)}\n\n`);
    else onUnexpected('event', checked.error);
  });
  const heartbeat = setInterval(() => send(': alive\n\n'), HEARTBEAT_MS);
  heartbeat.unref();

  return {
    open(response) {
      if (open.size >= MOST_STREAMS) return false;
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
      response.write('retry: 2000\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
      return true;
    },
    close() {
      stopListening();
      clearInterval(heartbeat);
      for (const response of open) response.end();
      open.clear();
    },
  };
}
