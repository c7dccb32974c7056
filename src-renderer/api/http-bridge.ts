import { AppEvent, type Bridge, type CallName, type CallResult } from '../../shared/api.ts';

const UNREACHABLE = {
  code: 'HOST_UNREACHABLE',
  happened: 'Matchbook does not answer: it was ended, or it is busy starting.',
  kept: 'What was approved is kept, and is posted when it runs again.',
  todo: 'Start Matchbook again, and open the address that it prints.',
};

/** The contract over HTTP and server-sent events, to the host that served this page. */
export function httpBridge(): Bridge {
  return {
    async call<Name extends CallName>(name: Name, input: unknown): Promise<CallResult<Name>> {
      try {
        const response = await fetch(`/api/${name}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(input),
        });
        return (await response.json()) as CallResult<Name>;
      } catch {
        return { ok: false, failure: UNREACHABLE };
      }
    },
    onEvent(listener) {
      const source = new EventSource('/events');
      let lost = false;
      source.onerror = () => {
        lost = true;
      };
      source.onopen = () => {
        // What happened while the line was down was not heard: ask for everything again.
        if (lost)
          listener({
            type: 'changed',
            topics: ['status', 'review', 'payouts', 'history', 'dead_letters', 'settings'],
          });
        lost = false;
      };
      source.onmessage = (message: MessageEvent<string>) => {
        const event = AppEvent.safeParse(JSON.parse(message.data));
        if (event.success) listener(event.data);
      };
      return () => source.close();
    },
  };
}
