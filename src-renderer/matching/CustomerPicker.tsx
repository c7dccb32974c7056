import { Combobox, makeStyles, Option } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({
  root: { minWidth: 0, width: '100%' },
  list: { maxHeight: '280px' },
});

/** A customer of the ledger, found by number or name. What is typed and is none is kept, and refused when it is saved. */
export function CustomerPicker(props: {
  value: string;
  placeholder?: string;
  onChange: (customerNo: string) => void;
}) {
  const styles = useStyles();
  const { value, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const search = useDeferredValue(typed ?? value);
  const found = useCall('matching.findCustomers', { search, limit: 50 }).value ?? [];
  const chosen = found.find(({ customerNo }) => customerNo === value);
  const shown = (one: { customerNo: string; name: string }) => `${one.customerNo}  ${one.name}`;
  return (
    <Combobox
      className={styles.root}
      listbox={{ className: styles.list }}
      freeform
      clearable
      placeholder={props.placeholder ?? 'Type a number or a name'}
      value={typed ?? (chosen ? shown(chosen) : value)}
      selectedOptions={value === '' ? [] : [value]}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed === null) return;
        const exact = found.find(({ customerNo }) => customerNo.toLowerCase() === typed.trim().toLowerCase());
        onChange(exact?.customerNo ?? typed.trim());
        setTyped(null);
      }}
      onOptionSelect={(_event, change) => {
        onChange(change.optionValue ?? '');
        setTyped(null);
      }}
    >
      {found.map((one) => (
        <Option key={one.customerNo} value={one.customerNo} text={shown(one)}>
          {shown(one)}
        </Option>
      ))}
      {found.length === 0 && (
        <Option disabled value="" text="">
          No customer is called that
        </Option>
      )}
    </Combobox>
  );
}
