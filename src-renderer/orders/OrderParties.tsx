import { Button, Field, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { OrderRow } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import type { OrderAddress } from '../../shared/orders.ts';
import { amount, day, gatewayTitle } from '../format/index.ts';
import { CustomerPicker } from '../matching/CustomerPicker.tsx';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { addressLines } from './words.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))',
    gap: '16px 24px',
    whiteSpace: 'normal',
  },
  part: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
  unknown: { color: tokens.colorStatusWarningForeground1 },
  choosing: { display: 'flex', alignItems: 'flex-end', gap: '8px' },
  picker: { flexGrow: 1, minWidth: 0 },
  change: { alignSelf: 'flex-start', marginInlineStart: '-12px' },
});

/** Who bought, where it goes, which customer of the ledger that is, and what was paid. */
export function OrderParties(props: {
  row: OrderRow;
  editable: boolean;
  busy: boolean;
  onLink: (customerNo: string) => void;
}) {
  const styles = useStyles();
  const { order, proposal } = props.row;
  const { buyer } = order;
  return (
    <div className={styles.root}>
      <div className={styles.part}>
        <Part title="Buyer" />
        <Text>{buyer.name ?? 'No name'}</Text>
        {buyer.email !== null && <Text>{buyer.email}</Text>}
        {buyer.phone !== null && <Text>{buyer.phone}</Text>}
      </div>
      <Address title="Billed to" address={order.billing} />
      <Address title="Sent to" address={order.shipping} same={order.billing} />
      <Customer {...props} />
      <div className={styles.part}>
        <Part title="Payment" />
        {proposal.payment === null ? (
          <Text>Not here yet. It comes with a sync of its gateway.</Text>
        ) : (
          <Payment transactionId={proposal.payment} />
        )}
      </div>
    </div>
  );
}

function Part({ title }: { title: string }) {
  const styles = useStyles();
  return (
    <Text as="h3" size={200} className={styles.quiet} style={{ margin: 0 }}>
      {title}
    </Text>
  );
}

function Address(props: { title: string; address: OrderAddress | null; same?: OrderAddress | null }) {
  const styles = useStyles();
  if (props.address === null) return null;
  const lines = addressLines(props.address);
  const repeated = props.same && addressLines(props.same).join('\n') === lines.join('\n');
  return (
    <div className={styles.part}>
      <Part title={props.title} />
      {(repeated ? ['The same address'] : lines).map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an address may read the same.
        <Text key={at}>{line}</Text>
      ))}
    </div>
  );
}

function Customer(props: {
  row: OrderRow;
  editable: boolean;
  busy: boolean;
  onLink: (customerNo: string) => void;
}) {
  const styles = useStyles();
  const { customerNo, customerName } = props.row.proposal;
  const [changing, setChanging] = useState(false);
  const [value, setValue] = useState('');
  return (
    <div className={styles.part}>
      <Part title="Customer in the ledger" />
      {customerNo === null ? (
        <Text className={styles.unknown}>
          {props.editable ? 'Unknown: choose the customer' : 'Not known'}
        </Text>
      ) : (
        <>
          <Text>{customerName ?? customerNo}</Text>
          {customerName !== null && <Text className={styles.quiet}>{customerNo}</Text>}
          {props.editable && !changing && (
            <Button
              size="small"
              appearance="transparent"
              className={styles.change}
              onClick={() => setChanging(true)}
            >
              Choose another
            </Button>
          )}
        </>
      )}
      {props.editable && (customerNo === null || changing) && (
        <div className={styles.choosing}>
          <Field className={styles.picker} label="Customer">
            <CustomerPicker value={value} onChange={setValue} />
          </Field>
          <Button
            disabledFocusable={props.busy || value.trim() === ''}
            onClick={() => props.onLink(value.trim())}
          >
            Link
          </Button>
        </div>
      )}
    </div>
  );
}

function Payment({ transactionId }: { transactionId: TransactionId }) {
  const styles = useStyles();
  const show = useApp((state) => state.show);
  const row = useCall('review.detail', { transactionId }).value?.row ?? null;
  return (
    <>
      {row !== null && (
        <>
          <Text>
            {amount(row.amountMinor, row.currency)}, {gatewayTitle(row.gateway)}
          </Text>
          <Text className={styles.quiet}>{day(row.date)}</Text>
        </>
      )}
      <span>
        <Link as="button" onClick={() => show('review', transactionId)}>
          Open in Review
        </Link>
      </span>
    </>
  );
}
