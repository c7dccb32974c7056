import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Checkmark16Filled, Warning16Filled } from '@fluentui/react-icons';
import type { ReviewDetail } from '../../shared/api.ts';
import type { OpenItem } from '../../shared/model.ts';
import { amount, day, gatewayTitle } from '../format/index.ts';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' },
  head: {
    textAlign: 'start',
    padding: '6px 8px',
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  fact: { width: '84px', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  cell: {
    padding: '6px 8px',
    verticalAlign: 'top',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
    fontVariantNumeric: 'tabular-nums',
  },
  mark: { width: '24px', padding: '7px 2px', textAlign: 'center' },
  same: { color: tokens.colorStatusSuccessForeground1 },
  differs: { color: tokens.colorStatusWarningForeground3 },
  strong: { fontWeight: tokens.fontWeightSemibold },
});

interface Fact {
  readonly name: string;
  readonly payment: string;
  readonly ledger: string;
  /** null: nothing to compare. */
  readonly same: boolean | null;
}

/** The payment and what it is proposed for, fact by fact: equal facts are ticked, differences stand out. */
export function SideBySide(props: { detail: ReviewDetail }) {
  const styles = useStyles();
  const facts = factsOf(props.detail);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th className={mergeClasses(styles.head, styles.fact)} scope="col">
            <span>Fact</span>
          </th>
          <th className={styles.head} scope="col">
            {gatewayTitle(props.detail.row.gateway)}
          </th>
          <th className={mergeClasses(styles.head, styles.mark)} scope="col" aria-label="Same" />
          <th className={styles.head} scope="col">
            Ledger
          </th>
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.name}>
            <th className={mergeClasses(styles.cell, styles.fact)} scope="row">
              <Text size={200}>{fact.name}</Text>
            </th>
            <td className={mergeClasses(styles.cell, fact.name === 'Amount' && styles.strong)}>
              {fact.payment || '—'}
            </td>
            <td className={mergeClasses(styles.cell, styles.mark, fact.same ? styles.same : styles.differs)}>
              {fact.same === true && <Checkmark16Filled aria-label="the same" />}
              {fact.same === false && <Warning16Filled aria-label="different" />}
            </td>
            <td className={mergeClasses(styles.cell, fact.name === 'Amount' && styles.strong)}>
              {fact.ledger || '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function factsOf({ row, transaction, items, proposal, approval, customer }: ReviewDetail): Fact[] {
  const allocations = (approval ?? proposal)?.allocations ?? [];
  const named = allocations.flatMap(({ openItemId }) => items.find(({ id }) => id === openItemId) ?? []);
  const text = (of: (item: OpenItem) => string | null): string =>
    [...new Set(named.map(of).filter((it) => it !== null && it !== ''))].join(', ');
  const allocated = allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const asked = named.reduce((sum, { originalMinor }) => sum + originalMinor, 0);
  const open = named.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
  const currency = named[0]?.currency ?? row.currency;
  const settled = row.state === 'posted';
  const references = transaction.references.map(({ value }) => value);
  const email = customer?.email ?? named[0]?.customerEmail ?? null;
  return [
    {
      name: 'Amount',
      payment: amount(row.amountMinor, row.currency),
      ledger:
        named.length === 0
          ? ''
          : `${amount(settled ? allocated : open, currency)}${settled ? ' applied' : ' open'}`,
      same: named.length === 0 ? null : row.amountMinor === (settled ? allocated : open),
    },
    {
      name: 'For',
      payment: [...new Set([transaction.description, transaction.orderId, ...references])]
        .filter((it) => it !== null)
        .join(' · '),
      ledger: allocations.map(({ number }) => number).join(', '),
      same:
        named.length === 0
          ? null
          : mentions([transaction.description ?? '', ...references], allocations[0]?.number ?? '') || null,
    },
    {
      name: 'Name',
      payment: row.payerName ?? '',
      ledger: customer?.name ?? text((item) => item.customerName),
      same: null,
    },
    {
      name: 'Email',
      payment: row.payerEmail ?? '',
      ledger: email ?? '',
      same:
        row.payerEmail !== null && email !== null && email.toLowerCase() === row.payerEmail.toLowerCase()
          ? true
          : null,
    },
    {
      name: 'Date',
      payment: day(row.date),
      ledger: named.length === 0 ? '' : `${named.map((item) => day(item.date)).join(', ')}`,
      same: null,
    },
    {
      name: 'Due',
      payment: '',
      ledger: text((item) => (item.dueDate === null ? null : day(item.dueDate))),
      same: null,
    },
    { name: 'Original', payment: '', ledger: named.length === 0 ? '' : amount(asked, currency), same: null },
    {
      name: 'PO, order',
      payment: '',
      ledger: text((item) => [item.poNumber, item.orderNo].filter(Boolean).join(' / ')),
      same: null,
    },
    // What the gateway's own pages find it by.
    { name: 'Id', payment: row.externalId, ledger: '', same: null },
  ].filter((fact) => fact.payment !== '' || fact.ledger !== '');
}

/** Digits of the number, wherever they stand in the payer's words. */
function mentions(texts: readonly string[], number: string): boolean {
  const digits = number.replace(/\D/g, '').replace(/^0+/, '');
  return digits !== '' && texts.some((text) => text.replace(/[\s-]/g, '').includes(digits));
}
