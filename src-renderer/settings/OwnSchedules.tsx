import { Checkbox, Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useApp } from '../stores/app-store.ts';
import type { DraftPart } from './draft.ts';
import { type ScheduleDraft, scheduleProblems } from './schedule-draft.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '20px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 24px', alignItems: 'flex-start' },
  choice: { width: '280px' },
  minutes: { width: '180px' },
  times: { width: '240px' },
  days: { paddingTop: '26px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Each gateway as the common schedule has it, or on one of its own. */
export function OwnSchedules({ draft, problems, onChange }: DraftPart) {
  const styles = useStyles();
  const gateways = useApp((state) => state.status?.connections)?.filter(({ kind }) => kind === 'gateway');
  if (gateways === undefined || gateways.length === 0) {
    return (
      <Text className={styles.quiet}>When a gateway is connected, it can have a schedule of its own.</Text>
    );
  }
  const set = (id: string, own: ScheduleDraft | null): void => {
    const { [id]: _before, ...others } = draft.own;
    onChange({ own: own === null ? others : { ...others, [id]: own } });
  };
  return (
    <ul className={styles.list}>
      {gateways.map(({ id, title }) => (
        <Gateway
          key={id}
          title={title}
          own={draft.own[id] ?? null}
          common={draft}
          showProblems={problems.own !== undefined}
          onChange={(own) => set(id, own)}
        />
      ))}
    </ul>
  );
}

function Gateway(props: {
  title: string;
  own: ScheduleDraft | null;
  common: ScheduleDraft;
  showProblems: boolean;
  onChange: (own: ScheduleDraft | null) => void;
}) {
  const styles = useStyles();
  const { title, own, common, onChange } = props;
  const problems = own !== null && props.showProblems ? scheduleProblems(own) : {};
  const choose = (value: string): void => {
    const { minutes, times, workingDays } = own ?? common;
    if (value === 'minutes' || value === 'hour' || value === 'times') {
      onChange({ every: value, minutes, times, workingDays });
    } else onChange(null);
  };
  return (
    <li className={styles.row}>
      <Field label={title} className={styles.choice}>
        <Select value={own?.every ?? 'common'} onChange={(_event, { value }) => choose(value)}>
          <option value="common">As above</option>
          <option value="minutes">Every few minutes</option>
          <option value="hour">Every hour</option>
          <option value="times">At times of the day</option>
        </Select>
      </Field>
      {own?.every === 'minutes' && (
        <Field
          label="Minutes between two reads"
          className={styles.minutes}
          {...(problems.minutes ? { validationMessage: problems.minutes } : {})}
        >
          <Input
            aria-label={`Minutes between two reads of ${title}`}
            inputMode="numeric"
            value={own.minutes}
            maxLength={3}
            onChange={(_event, { value }) => onChange({ ...own, minutes: value })}
          />
        </Field>
      )}
      {own?.every === 'times' && (
        <>
          <Field
            label="Times"
            className={styles.times}
            {...(problems.times ? { validationMessage: problems.times } : {})}
          >
            <Input
              aria-label={`Times of ${title}`}
              value={own.times}
              maxLength={200}
              onChange={(_event, { value }) => onChange({ ...own, times: value })}
            />
          </Field>
          <div className={styles.days}>
            <Checkbox
              label="On working days only"
              checked={own.workingDays}
              onChange={(_event, { checked }) => onChange({ ...own, workingDays: checked === true })}
            />
          </div>
        </>
      )}
    </li>
  );
}
