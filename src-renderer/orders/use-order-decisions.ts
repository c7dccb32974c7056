import { useCallback, useState } from 'react';
import type { CallFailure, CallOutput, OrderKey, OrderRow } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { saveFile } from '../components/save-file.ts';
import { useAction } from '../stores/use-action.ts';
import { orders } from './words.ts';

type Outcome = CallOutput<'orders.approve'>;

/** What is asked before it is done. */
export type OrderQuestion =
  | { readonly kind: 'approve_ready' }
  | { readonly kind: 'export' }
  | { readonly kind: 'void'; readonly rows: readonly OrderRow[] }
  | { readonly kind: 'ignore'; readonly rows: readonly OrderRow[] };

/** What became of a decision: a sentence, and why some were left as they are. */
export interface OrderNews {
  readonly sentence: string;
  readonly reasons: readonly string[];
}

export interface OrderDecisions {
  readonly busy: boolean;
  readonly failure: CallFailure | null;
  readonly news: OrderNews | null;
  readonly question: OrderQuestion | null;
  /** The ledger takes orders as a file alone. */
  readonly onlyAsFile: boolean;
  ask(question: OrderQuestion | null): void;
  /** At once, as a match is approved. */
  approve(keys: readonly OrderKey[]): void;
  /** The rest are answers to a question, which stays open with the failure where they fail. */
  approveAll(keys: readonly OrderKey[], onDone: (so: number) => void): Promise<void>;
  voidAll(keys: readonly OrderKey[]): Promise<void>;
  ignoreAll(keys: readonly OrderKey[], reason: string): Promise<void>;
  exportReady(): Promise<void>;
}

/** So many at a time, so that progress can be shown. */
const AT_A_TIME = 50;
const MOST_REASONS = 5;

/** The decisions of the screen, and what became of them. `onChanged` asks for the list again. */
export function useOrderDecisions(onlyAsFile: boolean, onChanged: () => void): OrderDecisions {
  const action = useAction();
  const [news, setNews] = useState<OrderNews | null>(null);
  const [question, setQuestion] = useState<OrderQuestion | null>(null);
  const tell = useCallback(
    (done: string, outcome: Outcome) => {
      setNews(newsOf(done, outcome));
      onChanged();
    },
    [onChanged],
  );
  const { run } = action;
  const approve = useCallback(
    (keys: readonly OrderKey[]) =>
      void run(async () => tell('created in the ledger', await call('orders.approve', { keys: [...keys] }))),
    [run, tell],
  );
  const inParts = async (
    done: string,
    keys: readonly OrderKey[],
    decide: (part: OrderKey[]) => Promise<Outcome>,
    onDone: (so: number) => void = () => undefined,
  ): Promise<void> => {
    const outcome: Outcome = { decided: [], skipped: [] };
    try {
      for (let at = 0; at < keys.length; at += AT_A_TIME) {
        const part = await decide(keys.slice(at, at + AT_A_TIME));
        outcome.decided.push(...part.decided);
        outcome.skipped.push(...part.skipped);
        onDone(Math.min(keys.length, at + AT_A_TIME));
      }
    } finally {
      // What went through before a failure is there, and shown as such.
      if (outcome.decided.length + outcome.skipped.length > 0) tell(done, outcome);
    }
  };
  return {
    busy: action.busy,
    failure: action.failure,
    news,
    question,
    onlyAsFile,
    ask: setQuestion,
    approve,
    approveAll: (keys, onDone) =>
      inParts('created in the ledger', keys, (part) => call('orders.approve', { keys: part }), onDone),
    voidAll: (keys) => inParts('voided in the ledger', keys, (part) => call('orders.void', { keys: part })),
    ignoreAll: (keys, reason) =>
      inParts('ignored', keys, (part) => call('orders.ignore', { keys: part, reason })),
    exportReady: async () => {
      const file = await call('orders.export', {});
      if (file !== null) saveFile(file);
      setNews({
        sentence: file === null ? 'Nothing was ready, so no file was made.' : `Saved ${file.fileName}.`,
        reasons: [],
      });
      onChanged();
    },
  };
}

/** "2 orders created in the ledger, 1 left as it is", and each reason once. */
export function newsOf(done: string, { decided, skipped }: Outcome): OrderNews {
  const left =
    skipped.length === 1 ? '1 order was left as it is' : `${orders(skipped.length)} were left as they are`;
  const went = `${orders(decided.length)} ${done}`;
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  const shown = reasons.slice(0, MOST_REASONS);
  return {
    sentence: skipped.length === 0 ? `${went}.` : decided.length === 0 ? `${left}.` : `${went}; ${left}.`,
    reasons:
      reasons.length > shown.length
        ? [...shown, `and for ${reasons.length - shown.length} other reasons`]
        : shown,
  };
}
