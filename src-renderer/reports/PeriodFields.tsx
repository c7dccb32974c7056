import { Dropdown, Field, Input, makeStyles, Option } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons';
import type { AccountingDate } from '../../shared/model.ts';
import { PERIOD_TITLES, type PeriodName, periodNamed } from './periods.ts';
import type { ReportKind } from './report-kinds.ts';
import { useReports } from './reports-store.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '8px 12px', flexShrink: 0 },
  period: { minWidth: '140px' },
  search: { flexGrow: 1, minWidth: '180px', maxWidth: '320px' },
});

/** The days of the report, by a name or one by one; and for the audit log, words to look for. */
export function PeriodFields(props: {
  kind: ReportKind;
  today: AccountingDate;
  from: string;
  to: string;
  problem: string | null;
}) {
  const styles = useStyles();
  const { period, search, choosePeriod, type, searchFor } = useReports();
  const { kind, from, to, today } = props;
  const choose = (name: PeriodName): void =>
    choosePeriod(name, name === 'own' ? { from, to } : periodNamed(name, today));
  return (
    <search className={styles.root}>
      <Field label="Period" size="small">
        <Dropdown
          className={styles.period}
          value={PERIOD_TITLES[period]}
          selectedOptions={[period]}
          onOptionSelect={(_event, picked) => {
            if (isPeriod(picked.optionValue)) choose(picked.optionValue);
          }}
        >
          {(Object.keys(PERIOD_TITLES) as PeriodName[]).map((name) => (
            <Option key={name} value={name}>
              {PERIOD_TITLES[name]}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {kind.fromCounts && (
        <Field label="First day" size="small">
          <Input type="date" value={from} onChange={(_event, { value }) => type({ from: value, to })} />
        </Field>
      )}
      <Field
        label={kind.fromCounts ? 'Last day' : 'Counted to'}
        size="small"
        {...(props.problem === null ? {} : { validationMessage: props.problem })}
      >
        <Input type="date" value={to} onChange={(_event, { value }) => type({ from, to: value })} />
      </Field>
      {kind.name === 'audit' && (
        <Field label="With these words" size="small" className={styles.search}>
          <Input
            type="search"
            value={search}
            maxLength={200}
            placeholder="A name, an invoice, a decision"
            contentBefore={<Search20Regular />}
            onChange={(_event, { value }) => searchFor(value)}
          />
        </Field>
      )}
    </search>
  );
}

const isPeriod = (value: string | undefined): value is PeriodName =>
  value !== undefined && Object.hasOwn(PERIOD_TITLES, value);
