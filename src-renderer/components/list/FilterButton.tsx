import {
  Button,
  Field,
  Input,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Select,
} from '@fluentui/react-components';
import { Filter20Filled, Filter20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { AccountingDate } from '../../../shared/model.ts';
import { count } from '../../format/index.ts';

const useStyles = makeStyles({
  surface: { display: 'flex', flexDirection: 'column', gap: '12px', width: '280px' },
  days: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '8px' },
  day: { minWidth: 0, width: '100%', '& input': { minWidth: 0, width: '100%' } },
  clear: { alignSelf: 'flex-end' },
});

/** What narrows a list, in a popover; the button says how many filters are set. */
export function FilterButton(props: { set: number; onClear: () => void; children: ReactNode }) {
  const styles = useStyles();
  return (
    <Popover trapFocus positioning="below-end">
      <PopoverTrigger disableButtonEnhancement>
        <Button
          icon={props.set > 0 ? <Filter20Filled /> : <Filter20Regular />}
          aria-label={props.set > 0 ? `Filter, ${count(props.set)} set` : 'Filter'}
        >
          {props.set > 0 ? `Filter (${count(props.set)})` : 'Filter'}
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label="Filter">
        {props.children}
        <Button className={styles.clear} disabledFocusable={props.set === 0} onClick={props.onClear}>
          Show everything
        </Button>
      </PopoverSurface>
    </Popover>
  );
}

/** One of a few; null is all of them. */
export function FilterChoice<Value extends string>(props: {
  label: string;
  value: Value | null;
  options: readonly { readonly value: Value; readonly title: string }[];
  onChange: (value: Value | null) => void;
}) {
  return (
    <Field label={props.label}>
      <Select
        value={props.value ?? ''}
        onChange={(_event, { value }) =>
          props.onChange(props.options.find((option) => option.value === value)?.value ?? null)
        }
      >
        <option value="">All</option>
        {props.options.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </Select>
    </Field>
  );
}

export interface Days {
  readonly from: AccountingDate | null;
  readonly to: AccountingDate | null;
}

/** Days of the company's calendar, both included; either may be left open. */
export function DaysFilter(props: { value: Days; onChange: (days: Days) => void }) {
  const styles = useStyles();
  const field = (name: 'from' | 'to', label: string) => (
    <Field label={label}>
      <Input
        className={styles.day}
        type="date"
        value={props.value[name] ?? ''}
        onChange={(_event, { value }) => {
          // A date that is still being typed is no date, and no filter yet.
          const day = AccountingDate.safeParse(value);
          props.onChange({ ...props.value, [name]: day.success ? day.data : null });
        }}
      />
    </Field>
  );
  return (
    <div className={styles.days}>
      {field('from', 'From')}
      {field('to', 'To')}
    </div>
  );
}
