/**
 * The independent checker: from the ledger's tables and the company files alone, whether everything holds that must hold
 * after a day however bad. Imports nothing of src-main; reads both sides with SQL of its own. docs/faults.md lists the rules.
 */
import { balanceRules } from './balance-rules.ts';
import type { Case, Violation } from './case.ts';
import { distributionRules } from './distribution-rules.ts';
import { receiptRules } from './receipt-rules.ts';
import { storeRules } from './store-rules.ts';
import { untouchedRules, userRules } from './untouched-rules.ts';

export type { Case, CheckedAccounts, Violation } from './case.ts';
export { readStore, type StoreEvidence } from './store-evidence.ts';

export function check(it: Case): Violation[] {
  return [receiptRules, balanceRules, distributionRules, untouchedRules, userRules, storeRules].flatMap(
    (rules) => rules(it),
  );
}
