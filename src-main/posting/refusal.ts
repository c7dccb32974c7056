/** A decision that cannot be carried out as it is: `reason` is what the accountant reads beside the transaction. */
import { MatchbookError } from '../../shared/errors.ts';

export type RefusalReason =
  | 'NOT_WAITING'
  | 'NOT_POSTABLE'
  | 'NO_PROPOSAL'
  | 'PROPOSAL_CHANGED'
  | 'SUM_WRONG'
  | 'ITEM_UNKNOWN'
  | 'ITEM_TWICE'
  | 'ITEM_CURRENCY'
  | 'AMOUNT_SIGN'
  | 'AMOUNT_TOO_LARGE'
  | 'REMAINDER_UNDECIDED'
  | 'REMAINDER_KIND'
  | 'OVERPAYMENT'
  | 'WRITE_OFF_LIMIT'
  | 'CUSTOMER_NEEDED'
  | 'EXCHANGE_RATE_MISSING'
  | 'MAPPING_STOPPED'
  | 'PERIOD_CLOSED'
  | 'NOTHING_TO_POST'
  | 'NOT_UNDOABLE'
  | 'BEING_POSTED'
  | 'PAYOUT_NOT_TIED_OUT'
  | 'ACCOUNTS_MISSING'
  | 'JOURNAL_EXISTS'
  | 'NOT_RETRYABLE'
  | 'NOT_FLAGGED';

export class Refusal extends MatchbookError {
  override readonly name = 'Refusal';
  readonly reason: string;

  constructor(code: RefusalReason, reason: string) {
    super(code, {
      happened: reason,
      kept: 'Nothing was written.',
      todo: 'Choose otherwise, or put right what is named and try again.',
    });
    this.reason = reason;
  }
}
