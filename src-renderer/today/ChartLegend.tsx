import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { Currency, Minor } from '../../shared/money.ts';
import { amount } from '../format/index.ts';
import { SIDES, type Side, type Sides } from './day-stacks.ts';

export const SIDE_TITLES: Readonly<Record<Side, string>> = {
  posted: 'Posted',
  waiting: 'Waiting',
  explained: 'Explained',
};

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: '4px 24px' },
  title: { minWidth: '208px' },
  item: { display: 'inline-flex', alignItems: 'center', gap: '8px', fontVariantNumeric: 'tabular-nums' },
  // The looks are the key to the bars, which high contrast leaves as they are drawn.
  mark: { width: '12px', height: '12px', boxSizing: 'border-box', flexShrink: 0, forcedColorAdjust: 'none' },
  posted: { backgroundColor: tokens.colorBrandForeground1 },
  waiting: {
    border: `1px solid ${tokens.colorPaletteDarkOrangeForeground1}`,
    backgroundImage: `repeating-linear-gradient(135deg, ${tokens.colorPaletteDarkOrangeForeground1} 0 2px, transparent 2px 5px)`,
  },
  explained: { border: `1px solid ${tokens.colorNeutralForeground3}` },
});

/** What the looks of the bars mean, with the amounts of the day that is looked at. */
export function ChartLegend(props: {
  title: string;
  sides: Sides & { readonly total: Minor };
  currency: Currency;
}) {
  const styles = useStyles();
  const { title, sides, currency } = props;
  return (
    <div className={styles.root}>
      <Text className={styles.title}>
        {title}: <Text weight="semibold">{amount(sides.total, currency)}</Text>
      </Text>
      {SIDES.map((side) => (
        <span key={side} className={styles.item}>
          <span className={mergeClasses(styles.mark, styles[side])} aria-hidden />
          <Text>
            {SIDE_TITLES[side]} {amount(sides[side], currency)}
          </Text>
        </span>
      ))}
    </div>
  );
}
