import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
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
import { CheckmarkCircle16Filled, Warning16Filled } from '@fluentui/react-icons';
import type { CallOutput, ReviewDetail } from '../../shared/api.ts';
import type { Receipt } from '../../shared/model.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { amount, moment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';

type InLedgerNow = CallOutput<'ledger.receipts'>[number];

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: '6px', margin: '0 0 6px' },
  differs: { color: tokens.colorStatusWarningForeground3 },
  differences: { marginBottom: '8px' },
  list: { margin: '4px 0 0', paddingInlineStart: '18px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  money: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  marker: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  again: { marginInlineStart: 'auto' },
});

/**
 * The receipts of a posted transaction, asked of the ledger itself, not of our own records; with where it shows, or showed
 * when it was read back, something else than was written.
 */
export function InLedger({ detail }: { detail: ReviewDetail }) {
  const differs = detail.ledgerDifferences.length > 0;
  return detail.row.state === 'posted' || differs ? <Receipts detail={detail} /> : null;
}

/** What was posted and stands, beside what the ledger answers now. */
function differencesNow(posted: readonly Receipt[], now: readonly InLedgerNow[]): string[] {
  return posted
    .filter(({ reversedBy }) => reversedBy === null)
    .flatMap((receipt) => {
      const found = now.find(({ marker }) => marker === receipt.marker);
      const where = receipt.itemNumber ?? 'On account';
      if (found === undefined) return [`${where}: the entry ${receipt.marker} is not in the ledger now.`];
      if (found.amountMinor === receipt.amountMinor) return [];
      const [is, was] = [found, receipt].map((it) => amount(it.amountMinor, it.currency));
      return [`${where}: ${is} in the ledger now, ${was} was posted.`];
    });
}

function Receipts({ detail }: { detail: ReviewDetail }) {
  const styles = useStyles();
  const version = useApp((state) => state.versions.review);
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const { row } = detail;
  const asked = useCall('ledger.receipts', { transactionId: row.transactionId }, version);
  if (asked.failure) return <FailureNotice failure={asked.failure} onRetry={asked.again} />;
  if (asked.value === null) return <Text>Asking the ledger…</Text>;
  const differences = [
    ...detail.ledgerDifferences.map(({ sentence, at }) => `${sentence} (${moment(at, zone)})`),
    ...(row.state === 'posted' ? differencesNow(detail.receipts, asked.value) : []),
  ];
  return (
    <div>
      <div className={styles.head}>
        {differences.length === 0 ? (
          <CheckmarkCircle16Filled className={styles.good} />
        ) : (
          <Warning16Filled className={styles.differs} />
        )}
        <Text as="h3" weight="semibold">
          In the ledger now
        </Text>
        <Button size="small" appearance="subtle" className={styles.again} onClick={asked.again}>
          Ask again
        </Button>
      </div>
      {differences.length > 0 && (
        <MessageBar intent="warning" layout="multiline" className={styles.differences}>
          <MessageBarBody>
            <MessageBarTitle>The ledger shows something else than was posted</MessageBarTitle>
            <ul className={styles.list}>
              {differences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
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
