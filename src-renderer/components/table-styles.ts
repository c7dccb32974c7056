import { makeStyles, tokens } from '@fluentui/react-components';

/** The look of every table: quiet heads, tabular numerals, amounts to the right. */
export const useTableStyles = makeStyles({
  scroller: {
    overflowX: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    '& thead th': {
      padding: '12px 12px 8px',
      textAlign: 'start',
      whiteSpace: 'nowrap',
      fontSize: tokens.fontSizeBase200,
      fontWeight: tokens.fontWeightRegular,
      color: tokens.colorNeutralForeground3,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
    '& tbody td, & tbody th': {
      padding: '8px 12px',
      textAlign: 'start',
      fontWeight: tokens.fontWeightRegular,
      verticalAlign: 'middle',
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
    '& tbody:last-child > tr:last-child > *': { borderBottom: 'none' },
    '& tr > :first-child': { paddingInlineStart: '24px' },
    '& tr > :last-child': { paddingInlineEnd: '24px' },
    '& tbody td[data-align=end], & thead th[data-align=end], & tbody th[data-align=end]': {
      textAlign: 'end',
      whiteSpace: 'nowrap',
    },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  nowrap: { whiteSpace: 'nowrap' },
  strong: { fontWeight: tokens.fontWeightSemibold },
});
