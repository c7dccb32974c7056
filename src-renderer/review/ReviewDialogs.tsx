import type { CurrencyTotal, ReviewDetail } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { ApproveAllDialog } from './ApproveAllDialog.tsx';
import { IgnoreDialog } from './IgnoreDialog.tsx';
import { useReview } from './review-store.ts';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import type { Decisions } from './use-decisions.tsx';

export type OpenDialog =
  | { readonly kind: 'ignore'; readonly ids: readonly TransactionId[] }
  | { readonly kind: 'approve-all'; readonly totals: readonly CurrencyTotal[] }
  | { readonly kind: 'split'; readonly detail: ReviewDetail }
  | { readonly kind: 'keys' };

/** At most one is open; each gives the focus back to the list when it closes. */
export function ReviewDialogs(props: {
  dialog: OpenDialog | null;
  decisions: Decisions;
  onClose: () => void;
}) {
  const { dialog, decisions, onClose } = props;
  switch (dialog?.kind) {
    case 'ignore':
      return (
        <IgnoreDialog
          number={dialog.ids.length}
          onCancel={onClose}
          onIgnore={(reason) => {
            onClose();
            void decisions.ignore(dialog.ids, reason);
          }}
        />
      );
    case 'approve-all':
      return (
        <ApproveAllDialog
          totals={dialog.totals}
          onCancel={onClose}
          onApprove={() => {
            onClose();
            const { tab, search } = useReview.getState();
            void decisions.approveAll({ tab, search, gateway: null }, [...dialog.totals]);
          }}
        />
      );
    case 'split':
      return (
        <SplitDialog
          detail={dialog.detail}
          onCancel={onClose}
          onApprove={(result, reason) => {
            onClose();
            void decisions.approveAs(dialog.detail.row.transactionId, result, reason);
          }}
        />
      );
    case 'keys':
      return <ShortcutsDialog onClose={onClose} />;
    default:
      return null;
  }
}
