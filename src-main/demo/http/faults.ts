/** The knobs with which a test, or a curious user, makes a simulator misbehave. All of them start out harmless. */
import type { HttpRequest } from './server.ts';

/** What happens to one request instead of its proper answer. */
export type Misbehaviour =
  /** The gateway's own error for the status, e.g. 429 with Retry-After, 500, 503. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** The proper answer, cut off in the middle although the header promises all of it. */
  | { readonly kind: 'truncated' }
  /** The connection is closed without a word. */
  | { readonly kind: 'dropped' }
  /** A proxy's page with status 200 or an error, where JSON or XML was asked for. */
  | { readonly kind: 'html'; readonly status?: number }
  /** The work is done, then the connection is closed: the caller cannot know. */
  | { readonly kind: 'answer_lost' };

/** Changes the records of one page before they are sent. `previous` is the page that the same list gave before. */
export type PageChange = <T>(records: readonly T[], previous: readonly T[]) => readonly T[];

export interface Faults {
  /** Waits this long before each answer. */
  latencyMs: number;
  /** Added to the simulator's clock: above zero, it runs ahead. */
  clockSkewSeconds: number;
  /** The next `times` requests (those that fit `only`, when it is given) are answered this way. */
  next(misbehaviour: Misbehaviour, times?: number, only?: (request: HttpRequest) => boolean): void;
  /** The next `times` pages of lists are changed this way. */
  onPage(change: PageChange, times?: number): void;
  /** Each of the next `times` requests for a further page is preceded by this: a record changes between two pages. */
  betweenPages(happening: () => void, times?: number): void;
  clear(): void;
}

/** The server's side of the same knobs. */
export interface FaultState extends Faults {
  take(request: HttpRequest): Misbehaviour | null;
  changePage<T>(list: string, records: readonly T[]): readonly T[];
  beforePage(further: boolean): void;
}

/** The page before it once more, as happens when records arrive while somebody pages. */
export const repeated: PageChange = (records, previous) => (previous.length > 0 ? previous : records);

export const reordered: PageChange = (records) => [...records].reverse();

/** The first record twice on one page, the second time with another description. */
export const repeatedWithChange: PageChange = <T>(records: readonly T[]): readonly T[] => {
  const [first] = records;
  if (first === undefined) return records;
  return [...records, { ...first, description: 'The same id with other content' }];
};

interface Counted<T> {
  readonly what: T;
  left: number;
}

function takeFirst<T>(queue: Counted<T>[], fits: (what: T) => boolean): T | null {
  const at = queue.findIndex((entry) => fits(entry.what));
  const entry = queue[at];
  if (!entry) return null;
  entry.left -= 1;
  if (entry.left <= 0) queue.splice(at, 1);
  return entry.what;
}

export function createFaults(): FaultState {
  type Planned = { misbehaviour: Misbehaviour; fits: (request: HttpRequest) => boolean };
  const planned: Counted<Planned>[] = [];
  const pages: Counted<PageChange>[] = [];
  const happenings: Counted<() => void>[] = [];
  const previous = new Map<string, readonly unknown[]>();
  return {
    latencyMs: 0,
    clockSkewSeconds: 0,
    next(misbehaviour, times = 1, only = () => true) {
      planned.push({ what: { misbehaviour, fits: only }, left: times });
    },
    onPage(change, times = 1) {
      pages.push({ what: change, left: times });
    },
    betweenPages(happening, times = 1) {
      happenings.push({ what: happening, left: times });
    },
    clear() {
      this.latencyMs = 0;
      this.clockSkewSeconds = 0;
      planned.length = 0;
      pages.length = 0;
      happenings.length = 0;
    },
    take: (request) => takeFirst(planned, (it) => it.fits(request))?.misbehaviour ?? null,
    beforePage(further) {
      if (further) takeFirst(happenings, () => true)?.();
    },
    changePage<T>(list: string, records: readonly T[]): readonly T[] {
      const before = (previous.get(list) ?? []) as readonly T[];
      previous.set(list, records);
      const change = takeFirst(pages, () => true);
      return change ? change(records, before) : records;
    },
  };
}
