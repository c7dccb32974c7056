import type { RulePreview } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { MatchingRules } from '../matching/index.ts';
import { type PreviewedRules, previewChange } from '../proposing/index.ts';
import type { Company } from '../workspace/company.ts';
import { previewInput } from '../workspace/preview-input.ts';
import type { Hand } from './hand.ts';

export interface RulePreviews {
  /** One at a time: a newer one ends the one under way, which then fails with PREVIEW_REPLACED. */
  run(rules: MatchingRules): Promise<RulePreview>;
}

/** A hundred thousand transactions take seconds; whatever takes longer than this is not worth waiting for. */
const LIMIT_MS = 120_000;

export function createRulePreviews(hand: Hand): RulePreviews {
  let last = new AbortController();
  return {
    run: async (rules) => {
      last.abort(replaced());
      const mine = new AbortController();
      last = mine;
      const { company } = hand.session();
      const timer = setTimeout(() => mine.abort(tookTooLong()), LIMIT_MS);
      try {
        const { timeZone } = company.settings().posting;
        const input = previewInput(company.store, hand.now(), timeZone, rules);
        return shown(company, await previewChange(input, mine.signal));
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function shown(company: Company, previewed: PreviewedRules): RulePreview {
  const { transactions, changed, bands } = previewed;
  return {
    transactions,
    changed,
    ...bands,
    changes: previewed.changes.map(({ transactionId, before, after, sentence }) => {
      const { transaction, state } = company.store.transactions.get(transactionId);
      return {
        transactionId,
        date: company.dateOf(transaction.occurredAt),
        payer: transaction.payer.name ?? transaction.payer.email ?? transaction.externalId,
        currency: transaction.currency,
        amountMinor: transaction.amountMinor,
        state,
        before: before.band,
        after: after.band,
        sentence,
      };
    }),
  };
}

function replaced(): MatchbookError {
  return new MatchbookError('PREVIEW_REPLACED', {
    happened: 'A newer preview was asked for before this one was ready.',
    kept: 'No rule was changed.',
    todo: 'Look at the newer preview, or ask again.',
  });
}

function tookTooLong(): MatchbookError {
  return new MatchbookError('PREVIEW_TOO_LONG', {
    happened: 'The preview was not ready within two minutes, and was ended.',
    kept: 'No rule was changed.',
    todo: 'Ask again when the PC is less busy.',
  });
}
