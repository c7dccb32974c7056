import { Combobox, makeStyles, Option } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { LedgerAccount } from '../../shared/model.ts';

const useStyles = makeStyles({
  root: { minWidth: 0, width: '100%' },
  list: { maxHeight: '320px' },
});

/** More than this is found by typing, not by scrolling. */
const MOST_SHOWN = 100;

const nameOf = ({ number, description }: LedgerAccount) => `${number}  ${description}`;

/** An account of the chart, found by its number or its name. What is typed and is no account of the chart is kept as a number. */
export function AccountPicker(props: {
  value: string;
  accounts: readonly LedgerAccount[];
  onChange: (number: string) => void;
}) {
  const styles = useStyles();
  const { value, accounts, onChange } = props;
  const chosen = accounts.find(({ number }) => number === value);
  const [typed, setTyped] = useState<string | null>(null);
  const found = useMemo(() => {
    const words = (typed ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return accounts
      .filter((account) => words.every((word) => nameOf(account).toLowerCase().includes(word)))
      .slice(0, MOST_SHOWN);
  }, [accounts, typed]);
  const settle = () => {
    if (typed === null) return;
    const exact = accounts.find(({ number }) => number === typed.trim());
    onChange(exact?.number ?? (found.length === 1 ? (found[0]?.number ?? '') : typed.trim()));
    setTyped(null);
  };
  return (
    <Combobox
      className={styles.root}
      listbox={{ className: styles.list }}
      freeform
      clearable
      placeholder="None; type a number or a name"
      value={typed ?? (chosen ? nameOf(chosen) : value)}
      selectedOptions={value === '' ? [] : [value]}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={settle}
      onOptionSelect={(event, change) => {
        onChange(change.optionValue ?? '');
        // Typing over a chosen account takes it back first; what is typed must stay.
        if (change.optionValue !== undefined || event.type === 'click') setTyped(null);
      }}
    >
      {found.map((account) => (
        <Option key={account.number} value={account.number} text={nameOf(account)}>
          {nameOf(account)}
        </Option>
      ))}
      {found.length === 0 && (
        <Option disabled value="" text="">
          {accounts.length === 0 ? 'The ledger gave no list of accounts' : 'No account is called that'}
        </Option>
      )}
    </Combobox>
  );
}
