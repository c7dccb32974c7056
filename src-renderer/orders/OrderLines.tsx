import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { OrderRow } from '../../shared/api.ts';
import type { LedgerItem, OrderLine, OrderProposal } from '../../shared/orders.ts';
import { useTableStyles } from '../components/table-styles.ts';
import { amount } from '../format/index.ts';
import { ItemPicker } from './ItemPicker.tsx';
import { OrderTotals } from './OrderTotals.tsx';

const useStyles = makeStyles({
  // The row around it is the list's, which does not break its lines.
  table: { whiteSpace: 'normal', '& tr > :first-child': { paddingInlineStart: '0' } },
  small: { display: 'block', color: tokens.colorNeutralForeground3 },
  unknown: { display: 'block', color: tokens.colorStatusWarningForeground1 },
  article: { width: '44%' },
  choosing: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap', marginBlockStart: '4px' },
  picker: { flex: '1 1 200px', maxWidth: '320px' },
});

export interface ItemLinking {
  readonly busy: boolean;
  /** Null: what was said before about this article is forgotten. */
  link(line: OrderLine, item: LedgerItem | null): void;
}

/** What was bought, and which article of the ledger each line is. */
export function OrderLines(props: { row: OrderRow; editable: boolean; linking: ItemLinking }) {
  const styles = useStyles();
  const table = useTableStyles();
  const { order, proposal } = props.row;
  return (
    <table className={mergeClasses(table.table, styles.table)}>
      <caption hidden>The lines of {order.name}</caption>
      <thead>
        <tr>
          <th scope="col">In the shop</th>
          <th scope="col">In the ledger</th>
          <th scope="col" data-align="end">
            Quantity
          </th>
          <th scope="col" data-align="end">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {order.lines.map((line, at) => (
          // Two lines may be of the same article; their place is what tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an order never change their places.
          <tr key={at}>
            <th scope="row">
              {line.description}
              <Text size={200} className={styles.small}>
                {line.sku ?? 'No article number'}
              </Text>
            </th>
            <td className={styles.article}>
              <Article
                line={line}
                item={proposal.items[at] ?? null}
                editable={props.editable}
                linking={props.linking}
              />
            </td>
            <td data-align="end">{line.quantity}</td>
            <td data-align="end">{amount(line.amountMinor, order.currency)}</td>
          </tr>
        ))}
      </tbody>
      <OrderTotals order={order} />
    </table>
  );
}

function Article(props: {
  line: OrderLine;
  item: OrderProposal['items'][number];
  editable: boolean;
  linking: ItemLinking;
}) {
  const styles = useStyles();
  const { line, item, linking } = props;
  const [changing, setChanging] = useState(false);
  const [chosen, setChosen] = useState<LedgerItem | null>(null);
  const choosing = props.editable && (item === null || changing);
  return (
    <>
      {item === null ? (
        <Text className={styles.unknown}>{props.editable ? 'Unknown: choose the article' : 'Not known'}</Text>
      ) : (
        <>
          {item.item} {item.description}{' '}
          {props.editable && !changing && (
            <Button
              size="small"
              appearance="transparent"
              aria-label={`Change the article of ${line.description}`}
              onClick={() => setChanging(true)}
            >
              Change
            </Button>
          )}
          <Text size={200} className={styles.small}>
            {item.reason}
          </Text>
        </>
      )}
      {choosing && (
        <div className={styles.choosing}>
          <div className={styles.picker}>
            <ItemPicker label={`Article for ${line.description}`} value={chosen} onChange={setChosen} />
          </div>
          <Button
            disabledFocusable={linking.busy || chosen === null}
            onClick={() => {
              if (chosen === null) return;
              setChanging(false);
              linking.link(line, chosen);
            }}
          >
            Use
          </Button>
          {item !== null && (
            <>
              <Button
                appearance="subtle"
                disabledFocusable={linking.busy}
                onClick={() => {
                  setChanging(false);
                  linking.link(line, null);
                }}
              >
                Forget
              </Button>
              <Button appearance="subtle" onClick={() => setChanging(false)}>
                Cancel
              </Button>
            </>
          )}
        </div>
      )}
    </>
  );
}
