/** The words with which exports say what a row is and how it went. Compared in lower case. */
import type { TransactionKind, TransactionStatus } from '../../../shared/model.ts';

const KINDS: readonly (readonly [RegExp, TransactionKind])[] = [
  [/(dispute|charge ?back).*(won|revers|return|credit)|representment/, 'dispute_reversal'],
  [/charge ?back|dispute|retrieval/, 'dispute'],
  [/refund|credit ?note|reversal|returned/, 'refund'],
  [/payout|pay ?out|withdraw|settlement|deposit|bank transfer|disbursement/, 'payout'],
  [/\bfees?\b|commission/, 'fee'],
  [/adjust|correction|reserve|hold|void/, 'adjustment'],
  [
    /payment|charge|sale|capture|purchase|order|card|transaction|receipt|paid|direct debit|invoice/,
    'payment',
  ],
];

const STATUSES: readonly (readonly [RegExp, TransactionStatus])[] = [
  [/fail|declin|refus|reject|error|denied|expired|unsuccess|not ?auth/, 'failed'],
  [/void|cancel|abort/, 'voided'],
  [/pend|process|await|hold|open|incomplete|uncaptured|authori[sz]ed only/, 'pending'],
  [
    /succe|complet|paid|settled|captur|approv|authori[sz]ed|cleared|refunded|^ok$|accepted|available|done|won|lost/,
    'succeeded',
  ],
];

const find = <T>(table: readonly (readonly [RegExp, T])[], word: string): T | null =>
  table.find(([pattern]) => pattern.test(word.trim().toLowerCase()))?.[1] ?? null;

export const kindOfWord = (word: string): TransactionKind | null => find(KINDS, word);
export const statusOfWord = (word: string): TransactionStatus | null => find(STATUSES, word);
