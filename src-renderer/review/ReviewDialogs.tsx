import type { CallInput, ColleagueFlag, ReviewDetail } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { ApproveAllDialog } from './ApproveAllDialog.tsx';
import { FlagDialog } from './FlagDialog.tsx';
import { IgnoreDialog } from './IgnoreDialog.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import type { Decisions } from './use-decisions.tsx';

export type OpenDialog =
  | { readonly kind: 'ignore'; readonly ids: readonly TransactionId[] }
  | { readonly kind: 'flag'; readonly ids: readonly TransactionId[]; readonly flag: ColleagueFlag | null }
  | {
      readonly kind: 'approve-all';
      readonly filter: CallInput<'review.approveAll'>['filter'];
      /** The group's name; null for the whole list. */
      readonly group: string | null;
    }
  | { readonly kind: 'split'; readonly detail: ReviewDetail; readonly from: 'proposal' | 'runner-up' }
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
    case 'flag':
      return (
        <FlagDialog
          number={dialog.ids.length}
          flag={dialog.flag}
          onCancel={onClose}
          onFlag={(forWhom, note) => {
            onClose();
            void decisions.flag(dialog.ids, forWhom, note);
          }}
          onClear={() => {
            onClose();
            void decisions.unflag(dialog.ids);
          }}
        />
      );
    case 'approve-all':
      return (
        <ApproveAllDialog
          filter={dialog.filter}
          group={dialog.group}
          onCancel={onClose}
          onApprove={(confirmed, includeFlagged) => {
            onClose();
            void decisions.approveAll(dialog.filter, confirmed, includeFlagged);
          }}
        />
      );
    case 'split':
      return (
        <SplitDialog
          detail={dialog.detail}
          from={dialog.from}
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
