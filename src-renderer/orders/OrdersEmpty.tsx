import { Button } from '@fluentui/react-components';
import { CartRegular, CheckmarkCircle48Regular, Search48Regular } from '@fluentui/react-icons';
import type { CallOutput, OrderTab } from '../../shared/api.ts';
import { EmptyState } from '../components/EmptyState.tsx';

const NOTHING: Readonly<Record<OrderTab, string>> = {
  ready: 'Nothing is ready to create.',
  check: 'Nothing lacks an article or a customer.',
  to_void: 'Nothing was cancelled after it had been created.',
  done: 'No order has been created yet.',
  ignored: 'No order was ignored.',
};

/** Why there is nothing to see, and what would change that. */
export function OrdersEmpty(props: {
  answer: CallOutput<'orders.list'>;
  tab: OrderTab;
  searching: boolean;
  busy: boolean;
  onRead: () => void;
}) {
  const { answer } = props;
  if (!answer.supported) {
    return (
      <EmptyState
        icon={<CartRegular />}
        title="No orders come in here"
        text="They come from Stripe Checkout, from a Shopify shop or from an orders CSV, into a ledger that keeps sales orders, as Sage Pro does."
      />
    );
  }
  if (answer.readAt === null) {
    return (
      <EmptyState
        icon={<CartRegular />}
        title="Not read yet"
        text="Paid orders are read from the shops and matched to your articles and customers. Nothing is written to the ledger by that."
      >
        <Button appearance="primary" disabledFocusable={props.busy} onClick={props.onRead}>
          Read orders
        </Button>
      </EmptyState>
    );
  }
  if (props.searching) {
    return (
      <EmptyState
        icon={<Search48Regular />}
        title="Nothing fits the search"
        text="Look in the other lists, or clear the search."
      />
    );
  }
  return <EmptyState icon={<CheckmarkCircle48Regular />} title={NOTHING[props.tab]} />;
}
