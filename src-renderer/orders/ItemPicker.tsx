import { Combobox, makeStyles, Option } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import type { LedgerItem } from '../../shared/orders.ts';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({ root: { minWidth: 0, width: '100%' }, list: { maxHeight: '280px' } });

const shown = ({ item, description }: LedgerItem): string => `${item}  ${description}`;

/** An article of the ledger, found by number or description. Only one that is there can be chosen. */
export function ItemPicker(props: {
  label: string;
  value: LedgerItem | null;
  onChange: (item: LedgerItem | null) => void;
}) {
  const styles = useStyles();
  const { value, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const search = useDeferredValue(typed ?? '');
  const found = useCall('orders.findItems', { search, limit: 50 }).value ?? [];
  return (
    <Combobox
      className={styles.root}
      listbox={{ className: styles.list }}
      clearable
      aria-label={props.label}
      placeholder="Type a number or a description"
      value={typed ?? (value ? shown(value) : '')}
      selectedOptions={value ? [value.item] : []}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed === null) return;
        const exact = found.find(({ item }) => item.toLowerCase() === typed.trim().toLowerCase());
        if (exact) onChange(exact);
        setTyped(null);
      }}
      onOptionSelect={(_event, { optionValue }) => {
        onChange(found.find(({ item }) => item === optionValue) ?? null);
        setTyped(null);
      }}
    >
      {found.map((one) => (
        <Option key={one.item} value={one.item} text={shown(one)}>
          {shown(one)}
        </Option>
      ))}
      {found.length === 0 && (
        <Option disabled value="" text="">
          No article is called that
        </Option>
      )}
    </Combobox>
  );
}
