import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
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
  // Spans, not Fluent's Text: a screenful of rows is drawn within one frame while the list is scrolled.
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  small: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  arrow: { color: tokens.colorNeutralForeground3 },
  money: { alignItems: 'flex-end', fontVariantNumeric: 'tabular-nums' },
  badges: { display: 'flex', gap: '4px', minWidth: 0, overflow: 'hidden' },
});

const SEVERE = new Set(['duplicate', 'already_paid', 'currency_mismatch', 'reference_conflict', 'failed']);

/** One payment and where it goes. The list around it carries the roles and the keys. */
export const RowLine = memo(function RowLine(props: { row: ReviewRow; current: boolean; marked: boolean }) {
  const { row, current, marked } = props;
  const styles = useStyles();
  const small = mergeClasses(styles.line, styles.small);
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
          <span className={mergeClasses(styles.line, styles.strong)}>{payerOf(row)}</span>
          {row.flaggedFor !== null && (
            <span className={styles.flag} title={`Flagged for ${row.flaggedFor}`}>
              <Flag16Filled />
            </span>
          )}
        </span>
        <span className={small}>
          {row.kind === 'payment' ? '' : `${KIND_WORDS[row.kind]} · `}
          {gatewayTitle(row.gateway)} · {shortDay(row.date)}
        </span>
      </div>
      <ArrowRight16Regular className={styles.arrow} aria-hidden />
      <div className={styles.stack}>
        <span className={styles.line}>{whereItGoes(row)}</span>
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
          <span className={small}>{row.headline}</span>
        )}
      </div>
      <div className={mergeClasses(styles.stack, styles.money)}>
        <span className={styles.strong}>{amount(direction * row.amountMinor, row.currency)}</span>
        {row.confidence !== null && row.allocations.length > 0 && (
          <span className={small}>{percent(row.confidence)} sure</span>
        )}
      </div>
    </div>
  );
});
