/** Entry point of the matching worker: one run, then it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { indexOpenItems, learn, match, unlearn } from '../matching/index.ts';
import type { ProposeInput, WorkerMessage } from './index.ts';

const input = workerData as ProposeInput;
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

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
post({ type: 'result', result: { proposals, learned } });
