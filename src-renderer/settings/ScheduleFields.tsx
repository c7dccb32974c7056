import { Checkbox, Field, Input, makeStyles, Radio, RadioGroup, Switch } from '@fluentui/react-components';
import type { DraftPart } from './draft.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: '24px' },
  more: { display: 'flex', flexDirection: 'column', gap: '8px' },
  short: { maxWidth: '160px' },
});

export function ScheduleFields({ draft, problems, onChange }: DraftPart) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Field
        label="Read the gateways"
        hint="While Matchbook runs, also from the tray. Missed runs are caught up once."
      >
        <RadioGroup
          value={draft.every}
          onChange={(_event, { value }) =>
            onChange({ every: value === 'hour' ? 'hour' : value === 'times' ? 'times' : 'minutes' })
          }
        >
          <Radio value="minutes" label="Every few minutes" />
          <Radio value="hour" label="Every hour" />
          <Radio value="times" label="At times of the day" />
        </RadioGroup>
      </Field>
      <div className={styles.more}>
        {draft.every === 'minutes' && (
          <Field
            label="Minutes between two reads"
            className={styles.short}
            {...(problems.minutes ? { validationMessage: problems.minutes } : {})}
          >
            <Input
              inputMode="numeric"
              value={draft.minutes}
              maxLength={3}
              onChange={(_event, { value }) => onChange({ minutes: value })}
            />
          </Field>
        )}
        {draft.every === 'times' && (
          <>
            <Field
              label="Times"
              hint="In the company’s time zone, with commas between."
              {...(problems.times ? { validationMessage: problems.times } : {})}
            >
              <Input
                value={draft.times}
                maxLength={200}
                onChange={(_event, { value }) => onChange({ times: value })}
              />
            </Field>
            <Checkbox
              label="On working days only"
              checked={draft.workingDays}
              onChange={(_event, { checked }) => onChange({ workingDays: checked === true })}
            />
          </>
        )}
        <Switch
          label="Pause the schedules on battery"
          checked={draft.pauseOnBattery}
          onChange={(_event, { checked }) => onChange({ pauseOnBattery: checked })}
        />
      </div>
    </div>
  );
}
