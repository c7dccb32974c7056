import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons';
import type { ReviewDetail } from '../../shared/api.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { amount } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: '6px', margin: '0 0 6px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  money: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  marker: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  again: { marginInlineStart: 'auto' },
});

/** The receipts of a posted transaction, asked of the ledger itself, not of our own records. */
export function InLedger({ detail }: { detail: ReviewDetail }) {
  return detail.row.state === 'posted' ? <Receipts detail={detail} /> : null;
}

function Receipts({ detail }: { detail: ReviewDetail }) {
  const styles = useStyles();
  const version = useApp((state) => state.versions.review);
  const { row } = detail;
  const asked = useCall('ledger.receipts', { transactionId: row.transactionId }, version);
  if (asked.failure) return <FailureNotice failure={asked.failure} onRetry={asked.again} />;
  if (asked.value === null) return <Text>Asking the ledger…</Text>;
  return (
    <div>
      <div className={styles.head}>
        <CheckmarkCircle16Filled className={styles.good} />
        <Text as="h3" weight="semibold">
          In the ledger now
        </Text>
        <Button size="small" appearance="subtle" className={styles.again} onClick={asked.again}>
          Ask again
        </Button>
      </div>
      <Table size="small" aria-label="Receipts in the ledger">
        <TableHeader>
          <TableRow>
            <TableHeaderCell>Item</TableHeaderCell>
            <TableHeaderCell>Marker</TableHeaderCell>
            <TableHeaderCell className={styles.money}>Applied</TableHeaderCell>
            <TableHeaderCell className={styles.money}>Balance after</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {asked.value.map((receipt) => (
            <TableRow key={receipt.marker}>
              <TableCell>{receipt.itemNumber ?? 'On account'}</TableCell>
              <TableCell className={styles.marker}>{receipt.marker}</TableCell>
              <TableCell className={styles.money}>{amount(receipt.amountMinor, receipt.currency)}</TableCell>
              <TableCell className={styles.money}>
                {receipt.balanceAfterMinor === null
                  ? '—'
                  : amount(receipt.balanceAfterMinor, receipt.currency)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
