import { PROGRAM } from '../posting/index.ts';
import type { Company } from './company.ts';

/**
 * Approves by itself what the user allowed: off unless they turned it on, never more than the band `ready`, never above
 * the limit they set, and never what is flagged for a colleague. Returns how many.
 */
export async function autoApprove(company: Company): Promise<number> {
  const { band, limitMinor } = company.settings().app.autoApprove;
  if (band === 'none') return 0;
  const { store } = company;
  const allowed = store.review
    .ids({ states: ['waiting'], bands: [band], flagged: false })
    .filter((id) => store.transactions.get(id).transaction.amountMinor <= limitMinor);
  if (allowed.length === 0) return 0;
  const outcome = await company.posting.approve(
    allowed.map((transactionId) => ({ transactionId })),
    `${PROGRAM} (approval policy)`,
  );
  return outcome.decided.length;
}
