/** Entry point of the matching worker: one task, then it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  indexOpenItems,
  learn,
  match,
  type PreviewedChange,
  type PreviewInput,
  previewRules,
  unlearn,
} from '../matching/index.ts';
import type { PreviewedRules, ProposeInput, ProposeResult, WorkerMessage, WorkerTask } from './index.ts';

const MOST_CHANGES = 50;
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

function propose(input: ProposeInput): ProposeResult {
  const { openItems, customers, rules, teach, unteach } = input;
  let { learned } = input;
  if (teach.length + unteach.length > 0) {
    const known = indexOpenItems(openItems, { customers, rules, learned });
    for (const fact of teach) learned = learn(learned, known, fact);
    for (const fact of unteach) learned = unlearn(learned, known, fact);
  }
  const index = indexOpenItems(openItems, { customers, rules, learned });
  const proposals = match(index, input.transactions, {
    ...input.context,
    onProgress: (done, total) => post({ type: 'progress', done, total }),
  });
  return { proposals, learned };
}

function preview(input: PreviewInput): PreviewedRules {
  const whole = previewRules(input);
  const becomesReady = ({ before, after }: PreviewedChange): boolean =>
    before.band !== 'ready' && after.band === 'ready';
  const [first, rest] = [whole.changes.filter(becomesReady), whole.changes.filter((it) => !becomesReady(it))];
  return { ...whole, changed: whole.changes.length, changes: [...first, ...rest].slice(0, MOST_CHANGES) };
}

const work = workerData as WorkerTask;
post({ type: 'result', result: work.task === 'propose' ? propose(work.input) : preview(work.input) });
