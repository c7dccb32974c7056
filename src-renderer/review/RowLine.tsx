import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  ArrowRight16Regular,
  CheckboxChecked20Filled,
  CheckboxUnchecked20Regular,
  Flag16Filled,
} from '@fluentui/react-icons';
import { memo } from 'react';
import type { ReviewRow } from '../../shared/api.ts';
import { amount, gatewayTitle, percent, shortDay } from '../format/index.ts';
import { useReview } from './review-store.ts';
import { FLAG_WORDS, KIND_WORDS, payerOf, whereItGoes } from './wording.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr) 16px minmax(0, 1.15fr) 116px',
    columnGap: '10px',
    alignItems: 'center',
    height: '100%',
    padding: '0 16px 0 8px',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandForeground1}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected },
  },
  box: { display: 'grid', placeItems: 'center', height: '100%', color: tokens.colorNeutralForeground3 },
  marked: { color: tokens.colorBrandForeground1 },
  name: { display: 'flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  flag: { display: 'inline-flex', flexShrink: 0, color: tokens.colorPaletteMarigoldForeground2 },
  stack: { display: 'flex', flexDirection: 'column', minWidth: 0, gap: '2px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  arrow: { color: tokens.colorNeutralForeground3 },
  money: { alignItems: 'flex-end', fontVariantNumeric: 'tabular-nums' },
  badges: { display: 'flex', gap: '4px', minWidth: 0, overflow: 'hidden' },
});

const SEVERE = new Set(['duplicate', 'already_paid', 'currency_mismatch', 'reference_conflict', 'failed']);

/** One payment and where it goes. The list around it carries the roles and the keys. */
export const RowLine = memo(function RowLine(props: { row: ReviewRow; current: boolean; marked: boolean }) {
  const { row, current, marked } = props;
  const styles = useStyles();
  const direction = row.kind === 'refund' || row.kind === 'dispute' ? -1 : 1;
  return (
    <div className={mergeClasses(styles.root, current && styles.current)}>
      {/* Not a checkbox to the keyboard or a screen reader: the row itself is what is selected, with Space. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above. */}
      <span
        className={mergeClasses(styles.box, marked && styles.marked)}
        onClick={(event) => {
          event.stopPropagation();
          useReview.getState().toggle(row.transactionId);
        }}
      >
        {marked ? <CheckboxChecked20Filled /> : <CheckboxUnchecked20Regular />}
      </span>
      <div className={styles.stack}>
        <span className={styles.name}>
          <Text weight="semibold" truncate wrap={false}>
            {payerOf(row)}
          </Text>
          {row.flaggedFor !== null && (
            <span className={styles.flag} title={`Flagged for ${row.flaggedFor}`}>
              <Flag16Filled />
            </span>
          )}
        </span>
        <Text size={200} truncate wrap={false} className={styles.quiet}>
          {row.kind === 'payment' ? '' : `${KIND_WORDS[row.kind]} · `}
          {gatewayTitle(row.gateway)} · {shortDay(row.date)}
        </Text>
      </div>
      <ArrowRight16Regular className={styles.arrow} aria-hidden />
      <div className={styles.stack}>
        <Text truncate wrap={false}>
          {whereItGoes(row)}
        </Text>
        {row.flags.length > 0 || row.ledgerDiffers ? (
          <span className={styles.badges}>
            {row.ledgerDiffers && (
              <Badge size="small" appearance="filled" shape="rounded" color="danger">
                Ledger differs
              </Badge>
            )}
            {row.flags.map((flag) => (
              <Badge
                key={flag}
                size="small"
                appearance="tint"
                shape="rounded"
                color={SEVERE.has(flag) ? 'danger' : 'warning'}
              >
                {FLAG_WORDS[flag]}
              </Badge>
            ))}
          </span>
        ) : (
          <Text size={200} truncate wrap={false} className={styles.quiet}>
            {row.headline}
          </Text>
        )}
      </div>
      <div className={mergeClasses(styles.stack, styles.money)}>
        <Text weight="semibold">{amount(direction * row.amountMinor, row.currency)}</Text>
        {row.confidence !== null && row.allocations.length > 0 && (
          <Text size={200} className={styles.quiet}>
            {percent(row.confidence)} sure
          </Text>
        )}
      </div>
    </div>
  );
});
