/** Entry point of the matching worker: one run, then it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { indexOpenItems, match } from '../matching/index.ts';
import type { ProposeInput, WorkerMessage } from './index.ts';

const input = workerData as ProposeInput;
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

const index = indexOpenItems(input.openItems, { customers: input.customers });
const proposals = match(index, input.transactions, {
  ...input.context,
  onProgress: (done, total) => post({ type: 'progress', done, total }),
});
post({ type: 'proposals', proposals });
