/**
 * Gives memory back when a run is over: what a run reads is a multiple of what stays, and V8 by itself keeps the room for the
 * next one (v8.dev/blog/orinoco). A program that waits in the tray all day owes that room to the PC.
 */
import v8 from 'node:v8';
import vm from 'node:vm';
import type { AppEvent } from '../shared/api.ts';

/** After the start, and after the last run: whatever follows at once is done by then. */
const SETTLE_MS = 10_000;

type Collect = (options: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

/** Returns the function that stops it. `collect`: default V8's own collector. */
export function tidyMemoryWhenIdle(
  events: { subscribe(listener: (event: AppEvent) => void): () => void },
  collect: Collect = collector(),
): () => void {
  let timer = setTimeout(tidy, SETTLE_MS).unref();
  function tidy(): void {
    collect({ type: 'major', flavor: 'last-resort' });
  }
  const stopListening = events.subscribe((event) => {
    if (event.type !== 'progress') return;
    clearTimeout(timer);
    if (event.done) timer = setTimeout(tidy, SETTLE_MS).unref();
  });
  return () => {
    clearTimeout(timer);
    stopListening();
  };
}

/** The collector is a function of contexts that are made after the flag is set. */
function collector(): Collect {
  v8.setFlagsFromString('--expose-gc');
  return vm.runInNewContext('gc') as Collect;
}
