import { Combobox, makeStyles, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { useCall } from '../stores/use-call.ts';
import type { PickedCustomer } from './split-draft.ts';

const useStyles = makeStyles({ root: { minWidth: 0, width: '100%' }, list: { maxHeight: '240px' } });

/** One of the ledger's customers, found by number or name while it is typed. */
export function CustomerPicker(props: {
  label: string;
  picked: PickedCustomer | null;
  onPick: (customer: PickedCustomer | null) => void;
}) {
  const styles = useStyles();
  const [text, setText] = useState<string | null>(null);
  const found = useCall('review.customers', { search: text ?? '' }).value ?? [];
  return (
    <Combobox
      className={styles.root}
      aria-label={props.label}
      placeholder="Name or number"
      clearable
      listbox={{ className: styles.list }}
      value={text ?? props.picked?.name ?? ''}
      selectedOptions={props.picked ? [props.picked.customerNo] : []}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => setText(null)}
      onOptionSelect={(_event, choice) => {
        setText(null);
        const customer = found.find(({ customerNo }) => customerNo === choice.optionValue);
        props.onPick(customer ?? null);
      }}
    >
      {found.map(({ customerNo, name }) => (
        <Option key={customerNo} value={customerNo} text={name}>
          {`${name} · ${customerNo}`}
        </Option>
      ))}
      {found.length === 0 && (
        <Option disabled value="" text="">
          No customer of that name
        </Option>
      )}
    </Combobox>
  );
}
