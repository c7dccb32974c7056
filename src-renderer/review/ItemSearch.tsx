import { Button, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add16Regular, Search16Regular } from '@fluentui/react-icons';
import { useDeferredValue, useState } from 'react';
import type { OpenItem } from '../../shared/model.ts';
import type { Currency } from '../../shared/money.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { amount, shortDay } from '../format/index.ts';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    maxHeight: '180px',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  item: {
    display: 'grid',
    gridTemplateColumns: '110px minmax(0, 1fr) 64px 110px 32px',
    gap: '8px',
    alignItems: 'center',
    padding: '2px 8px',
    fontVariantNumeric: 'tabular-nums',
  },
  money: { textAlign: 'end' },
});

/** Search over all open items; before anything is typed, those of the customer that is already named. */
export function ItemSearch(props: {
  currency: Currency;
  customerNo: string | null;
  taken: ReadonlySet<string>;
  onAdd: (item: OpenItem) => void;
}) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const found = useCall('review.findItems', {
    search,
    customerNo: search === '' ? props.customerNo : null,
    currency: props.currency,
    limit: 50,
  });
  const items = (found.value ?? []).filter(({ id }) => !props.taken.has(id));
  return (
    <div className={styles.root}>
      <Input
        aria-label="Find an open item"
        placeholder="Invoice, customer, order, amount"
        contentBefore={<Search16Regular />}
        value={text}
        onChange={(_event, change) => setText(change.value)}
        onKeyDown={(event) => {
          // Enter takes the first that was found, and never approves from here.
          if (event.key !== 'Enter') return;
          event.preventDefault();
          const [found] = items;
          if (found === undefined || search === '') return;
          props.onAdd(found);
          setText('');
        }}
      />
      {found.failure && <FailureNotice failure={found.failure} onRetry={found.again} />}
      {items.length === 0 && found.value !== null && (
        <Text size={200}>
          {search === '' ? 'Type to search all open items.' : 'No open item in this currency fits.'}
        </Text>
      )}
      {items.length > 0 && (
        <ul className={styles.list} aria-label="Open items">
          {items.map((item) => (
            <li key={item.id} className={styles.item}>
              <Text>{item.kind === 'invoice' ? item.number : `${item.number} (credit)`}</Text>
              <Text truncate wrap={false}>
                {item.customerName}
              </Text>
              <Text size={200}>{shortDay(item.date)}</Text>
              <Text className={styles.money}>{amount(item.balanceMinor, item.currency)}</Text>
              <Button
                size="small"
                appearance="subtle"
                icon={<Add16Regular />}
                aria-label={`Add ${item.number}`}
                onClick={() => props.onAdd(item)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
