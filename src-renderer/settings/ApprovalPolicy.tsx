import {
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Radio,
  RadioGroup,
  Switch,
} from '@fluentui/react-components';
import type { Currency } from '../../shared/money.ts';
import type { DraftPart } from './draft.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  limit: { maxWidth: '240px' },
});

/** Off until the user turns it on; then never above their limit. */
export function ApprovalPolicy({ draft, problems, base, onChange }: DraftPart & { base: Currency }) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Field hint="Off: nothing is posted before a person approved it.">
        <Switch
          label="Approve the band “Ready” by itself"
          checked={draft.autoApprove}
          onChange={(_event, { checked }) => onChange({ autoApprove: checked })}
        />
      </Field>
      {draft.autoApprove && (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>Receipts will be posted without anyone looking.</MessageBarTitle> After each
              sync, every match in the band “Ready” up to your limit goes straight into the ledger, signed by
              the approval policy. Each can be undone with a reversal.
            </MessageBarBody>
          </MessageBar>
          <Field
            label={`Up to, per payment (${base})`}
            required
            className={styles.limit}
            {...(problems.limit ? { validationMessage: problems.limit } : {})}
          >
            <Input
              inputMode="decimal"
              value={draft.limit}
              maxLength={15}
              placeholder="500.00"
              onChange={(_event, { value }) => onChange({ limit: value })}
            />
          </Field>
        </>
      )}
      <Field label="When a customer paid too much">
        <RadioGroup
          value={draft.overpayment}
          onChange={(_event, { value }) =>
            onChange({
              overpayment: value === 'on_account' ? 'on_account' : value === 'nothing' ? 'nothing' : 'review',
            })
          }
        >
          <Radio value="review" label="Ask me each time" />
          <Radio value="on_account" label="Keep the rest on the customer’s account" />
          <Radio value="nothing" label="Post nothing of it" />
        </RadioGroup>
      </Field>
    </div>
  );
}
