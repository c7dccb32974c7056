import { Button, Dropdown, Field, Input, makeStyles, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { ReviewFilter } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import { gatewayTitle } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { CustomerPicker } from './CustomerPicker.tsx';
import { type Narrowing, NO_NARROWING, REMARK_WORDS } from './narrowing.ts';
import { KIND_WORDS } from './wording.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: '170px 170px', gap: '12px', alignItems: 'start' },
  wide: { gridColumn: '1 / -1' },
  picker: { minWidth: 0, width: '100%' },
  actions: { gridColumn: '1 / -1', display: 'flex', justifyContent: 'flex-end', gap: '8px' },
});

const KINDS = ['payment', 'refund', 'dispute', 'dispute_reversal'] as const;
type Remark = NonNullable<ReviewFilter['remark']>;
const REMARKS = Object.keys(REMARK_WORDS) as Remark[];
const ANY = '';

const AMOUNT_HINT = 'Write an amount as 1234.56.';
const amountOf = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const dayOf = (text: string): AccountingDate | null => AccountingDate.safeParse(text).data ?? null;
const AmountField = ReviewFilter.shape.amountFrom;

/** What the list is narrowed to; nothing changes until it is shown. */
export function FilterForm(props: { narrowing: Narrowing; onShow: (narrowing: Narrowing) => void }) {
  const styles = useStyles();
  const [draft, setDraft] = useState(props.narrowing);
  const change = (part: Partial<Narrowing>): void => setDraft({ ...draft, ...part });
  const connections = useApp((state) => state.status?.connections);
  const gateways = [
    ...new Set((connections ?? []).filter(({ kind }) => kind === 'gateway').map((it) => it.connector)),
  ];
  const wrong = (amount: string | null): boolean => !AmountField.safeParse(amount).success;
  const problem = wrong(draft.amountFrom) || wrong(draft.amountTo);
  const amountField = (name: 'amountFrom' | 'amountTo', label: string) => (
    <Field
      label={label}
      {...(wrong(draft[name]) ? { validationState: 'error', validationMessage: AMOUNT_HINT } : {})}
    >
      <Input
        className={styles.picker}
        inputMode="decimal"
        value={draft[name] ?? ''}
        onChange={(_event, { value }) => change({ [name]: amountOf(value) })}
      />
    </Field>
  );
  const dayField = (name: 'dateFrom' | 'dateTo', label: string) => (
    <Field label={label}>
      <Input
        className={styles.picker}
        type="date"
        value={draft[name] ?? ''}
        onChange={(_event, { value }) => change({ [name]: dayOf(value) })}
      />
    </Field>
  );
  return (
    <form
      className={styles.root}
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) props.onShow(draft);
      }}
    >
      <Choice
        label="Gateway"
        chosen={draft.gateway}
        choices={gateways.map((name) => [name, gatewayTitle(name)])}
        onChoose={(gateway) => change({ gateway })}
      />
      <Choice
        label="Kind"
        chosen={draft.kind}
        choices={KINDS.map((kind) => [kind, KIND_WORDS[kind]])}
        onChoose={(kind) => change({ kind })}
      />
      <Field label="Customer" className={styles.wide}>
        <CustomerPicker
          label="Customer"
          picked={draft.customer}
          onPick={(customer) => change({ customer })}
        />
      </Field>
      {amountField('amountFrom', 'Amount from')}
      {amountField('amountTo', 'Amount to')}
      {dayField('dateFrom', 'Date from')}
      {dayField('dateTo', 'Date to')}
      <div className={styles.wide}>
        <Choice
          label="Remarks"
          chosen={draft.remark}
          choices={REMARKS.map((remark) => [remark, REMARK_WORDS[remark]])}
          onChoose={(remark) => change({ remark })}
        />
      </div>
      <div className={styles.actions}>
        <Button onClick={() => setDraft({ ...NO_NARROWING, flagged: draft.flagged })}>Empty all</Button>
        <Button appearance="primary" type="submit" disabled={problem}>
          Show
        </Button>
      </div>
    </form>
  );
}

function Choice<Value extends string>(props: {
  label: string;
  chosen: Value | null;
  choices: readonly (readonly [Value, string])[];
  onChoose: (value: Value | null) => void;
}) {
  const styles = useStyles();
  const { label, chosen, choices } = props;
  return (
    <Field label={label}>
      <Dropdown
        className={styles.picker}
        value={choices.find(([value]) => value === chosen)?.[1] ?? 'All'}
        selectedOptions={[chosen ?? ANY]}
        onOptionSelect={(_event, { optionValue }) =>
          props.onChoose(choices.find(([value]) => value === optionValue)?.[0] ?? null)
        }
      >
        <Option value={ANY}>All</Option>
        {choices.map(([value, words]) => (
          <Option key={value} value={value}>
            {words}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
