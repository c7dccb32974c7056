/** Measures in one process: 100 new transactions against an index that stands, and the all-pairs matcher. */

import type { OpenItem } from '../../../shared/model.ts';
import { readRecords, readUtf8 } from '../../../src-main/cli/csv-rows.ts';
import {
  OPEN_ITEM_COLUMNS,
  openItemReader,
  TRANSACTION_COLUMNS,
  transactionReader,
} from '../../../src-main/cli/match-rows.ts';
import { indexOpenItems, type MatchableTransaction, match } from '../../../src-main/matching/index.ts';
import { matchAllPairs } from './naive.ts';

const [openItemsFile = '', transactionsFile = '', naiveSize = '0'] = process.argv.slice(2);
const items: OpenItem[] = [];
const transactions: MatchableTransaction[] = [];
readRecords(openItemsFile, await readUtf8(openItemsFile), OPEN_ITEM_COLUMNS, (columns) => {
  const read = openItemReader(columns);
  return (record) => items.push(read(record));
});
readRecords(transactionsFile, await readUtf8(transactionsFile), TRANSACTION_COLUMNS, (columns) => {
  const read = transactionReader(columns);
  return (record) => transactions.push(read(record));
});

const startedIndexing = performance.now();
const index = indexOpenItems(items);
const indexMs = performance.now() - startedIndexing;
match(index, transactions.slice(1_000, 3_000));
const runs: number[] = [];
for (let run = 0; run < 15; run++) {
  const fresh = transactions.slice(run * 100, run * 100 + 100);
  const started = performance.now();
  match(index, fresh);
  runs.push(performance.now() - started);
}
runs.sort((a, b) => a - b);

const size = Number(naiveSize);
const fewItems = items.slice(0, size);
const few = transactions.slice(0, size);
const startedNaive = performance.now();
matchAllPairs(fewItems, few);
const naiveMs = performance.now() - startedNaive;
const startedSame = performance.now();
match(indexOpenItems(fewItems), few);
const sameMs = performance.now() - startedSame;
console.log(JSON.stringify({ indexMs, hundredMs: runs[7], naiveMs, sameMs }));
