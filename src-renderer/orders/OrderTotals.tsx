import { makeStyles, tokens } from '@fluentui/react-components';
import type { WebOrder } from '../../shared/orders.ts';
import { amount } from '../format/index.ts';

const useStyles = makeStyles({
  foot: {
    '& th, & td': {
      padding: '4px 12px',
      textAlign: 'end',
      fontWeight: tokens.fontWeightRegular,
      color: tokens.colorNeutralForeground2,
      whiteSpace: 'nowrap',
    },
    '& tr:first-child > *': { paddingTop: '12px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
    '& tr:last-child > *': {
      fontWeight: tokens.fontWeightSemibold,
      color: tokens.colorNeutralForeground1,
    },
  },
});

/** How the lines become what was paid; what is nothing has no row. */
export function OrderTotals({ order }: { order: WebOrder }) {
  const styles = useStyles();
  const { currency } = order;
  const lines = order.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const parts: [string, number][] = [
    ['Lines', lines],
    ['Discount', -order.discountMinor],
    ['Shipping', order.shippingMinor],
    ['Tax', order.taxMinor],
  ];
  const rows = parts.filter(([, minor]) => minor !== 0);
  return (
    <tfoot className={styles.foot}>
      {(rows.length > 1 ? rows : []).map(([name, minor]) => (
        <tr key={name}>
          <th scope="row" colSpan={3}>
            {name}
          </th>
          <td>{amount(minor, currency)}</td>
        </tr>
      ))}
      <tr>
        <th scope="row" colSpan={3}>
          Total
        </th>
        <td>{amount(order.totalMinor, currency)}</td>
      </tr>
    </tfoot>
  );
}
