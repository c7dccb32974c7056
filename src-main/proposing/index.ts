/**
 * Runs the matching engine in a worker thread, so that the window and the poster never wait for a large match. May import
 * matching/ and shared/; app services call it.
 */
import { Worker } from 'node:worker_threads';
import type { Customer, OpenItem, Proposal } from '../../shared/model.ts';
import type {
  ApprovalFact,
  Learned,
  MatchableTransaction,
  MatchContext,
  MatchingRules,
  Preview,
  PreviewInput,
} from '../matching/index.ts';

/** Everything that one run of the engine sees. Plain values: they are copied to the worker. */
export interface ProposeInput {
  readonly openItems: readonly OpenItem[];
  readonly customers: readonly Customer[];
  readonly transactions: readonly MatchableTransaction[];
  readonly context: Pick<MatchContext, 'decided' | 'posted' | 'today'>;
  readonly rules: MatchingRules;
  readonly learned: Learned;
  /** Approvals to learn from first, and ones that were taken back. */
  readonly teach: readonly ApprovalFact[];
  readonly unteach: readonly ApprovalFact[];
}

export interface ProposeResult {
  readonly proposals: readonly Proposal[];
  /** With this run's lessons in it. */
  readonly learned: Learned;
}

export interface ProposeOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export interface PreviewedRules extends Preview {
  /** Of how many transactions the proposal changes; `changes` has at most 50 of them, what becomes ready first. */
  readonly changed: number;
}

export type WorkerTask =
  | { readonly task: 'propose'; readonly input: ProposeInput }
  | { readonly task: 'preview'; readonly input: PreviewInput };

export type WorkerMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'result'; readonly result: ProposeResult | PreviewedRules };

/** One proposal per transaction. Rejects with the signal's reason when it aborts, with the engine's error when it fails. */
export function propose(input: ProposeInput, options: ProposeOptions): Promise<ProposeResult> {
  return inWorker({ task: 'propose', input }, options) as Promise<ProposeResult>;
}

/** What other rules would change. Rejects as `propose` does. */
export function previewChange(input: PreviewInput, signal: AbortSignal): Promise<PreviewedRules> {
  return inWorker({ task: 'preview', input }, { signal, onProgress: () => {} }) as Promise<PreviewedRules>;
}

function inWorker(task: WorkerTask, options: ProposeOptions): Promise<ProposeResult | PreviewedRules> {
  return new Promise((resolve, reject) => {
    if (options.signal.aborted) {
      reject(options.signal.reason);
      return;
    }
    const worker = new Worker(workerFile(), { workerData: task });
    const abort = (): void => {
      reject(options.signal.reason);
      void worker.terminate();
    };
    options.signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'progress') options.onProgress(message.done, message.total);
      else resolve(message.result);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      options.signal.removeEventListener('abort', abort);
      // After `resolve` or another `reject` this does nothing.
      reject(new Error(`The matching worker ended early, with status ${code}.`));
    });
  });
}

/** From source the worker is a TypeScript file that Node strips; bundled, it lies beside the main process's file. */
function workerFile(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./propose-worker.ts', import.meta.url)
    : new URL('./propose-worker.js', import.meta.url);
}
