import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReviewDetail } from '../../shared/api.ts';
import { amount } from '../format/index.ts';
import { CustomerPicker } from './CustomerPicker.tsx';
import { ItemSearch } from './ItemSearch.tsx';
import {
  draftOf,
  type RestKind,
  resultOf,
  type SplitResult,
  withItem,
  withoutItem,
  withText,
} from './split-draft.ts';
import { payerOf } from './wording.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '720px' },
  content: { display: 'flex', flexDirection: 'column', gap: '16px' },
  line: {
    display: 'grid',
    gridTemplateColumns: '110px minmax(0, 1fr) 120px 120px 32px',
    gap: '8px',
    alignItems: 'center',
  },
  money: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  rest: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  sum: { marginInlineStart: 'auto', fontVariantNumeric: 'tabular-nums' },
});

/** Another invoice, a split, on account, a write-off: the parts and the rest always add up to what was paid. */
export function SplitDialog(props: {
  detail: ReviewDetail;
  from: 'proposal' | 'runner-up';
  onCancel: () => void;
  onApprove: (result: SplitResult, reason: string | null) => void;
}) {
  const styles = useStyles();
  const [draft, setDraft] = useState(() => draftOf(props.detail, props.from));
  const [reason, setReason] = useState('');
  const result = resultOf(draft);
  const { currency } = draft;
  const { row } = props.detail;
  return (
    <Dialog open onOpenChange={(_event, change) => change.open || props.onCancel()}>
      <DialogSurface className={styles.surface}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (result.problem === null) props.onApprove(result, reason.trim() || null);
          }}
        >
          <DialogBody>
            <DialogTitle>
              {amount(row.amountMinor, row.currency)}, {payerOf(row)}
            </DialogTitle>
            <DialogContent className={styles.content}>
              {draft.lines.map((line) => (
                <div key={line.item.id} className={styles.line}>
                  <Text weight="semibold">{line.item.number}</Text>
                  <Text truncate wrap={false}>
                    {line.item.customerName}
                  </Text>
                  <Text size={200} className={styles.money}>
                    {amount(line.item.balanceMinor, currency)} open
                  </Text>
                  <Input
                    aria-label={`Amount for ${line.item.number}`}
                    value={line.text}
                    input={{ className: styles.money, inputMode: 'decimal' }}
                    onChange={(_event, change) => setDraft(withText(draft, line.item.id, change.value))}
                  />
                  <Button
                    appearance="subtle"
                    size="small"
                    icon={<Dismiss16Regular />}
                    aria-label={`Remove ${line.item.number}`}
                    onClick={() => setDraft(withoutItem(draft, line.item.id))}
                  />
                </div>
              ))}
              <div className={styles.rest}>
                <RadioGroup
                  layout="horizontal"
                  aria-label="What to do with the rest"
                  value={draft.rest}
                  onChange={(_event, change) => setDraft({ ...draft, rest: change.value as RestKind })}
                >
                  <Radio value="on_account" label="Rest on account" />
                  <Radio value="write_off" label="Write off" />
                  <Radio value="discount" label="Discount" />
                </RadioGroup>
                <Text weight="semibold" className={styles.sum} aria-live="polite">
                  {result.restMinor === 0 ? 'Adds up' : `${amount(result.restMinor, currency)} left`}
                </Text>
              </div>
              {draft.lines.length === 0 && (
                <Field label="All of it on the account of">
                  <CustomerPicker
                    label="All of it on the account of"
                    picked={draft.customer}
                    onPick={(customer) => setDraft({ ...draft, customer })}
                  />
                </Field>
              )}
              <ItemSearch
                currency={currency}
                customerNo={result.customerNo ?? row.customerNo}
                taken={new Set(draft.lines.map(({ item }) => item.id))}
                onAdd={(item) => setDraft(withItem(draft, item))}
              />
              <Field
                label="Why (optional, kept in the audit trail)"
                {...(result.problem === null
                  ? {}
                  : { validationState: 'warning' as const, validationMessage: result.problem })}
              >
                <Input
                  value={reason}
                  maxLength={500}
                  onChange={(_event, change) => setReason(change.value)}
                />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={props.onCancel}>Cancel</Button>
              <Button appearance="primary" type="submit" disabled={result.problem !== null}>
                Approve
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
