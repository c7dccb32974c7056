import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Warning20Filled } from '@fluentui/react-icons';
import { Fragment } from 'react';
import type { TieOut } from '../../shared/api.ts';
import { amount } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { baseFirst } from '../today/base-first.ts';
import { differenceSentences } from './difference.ts';

const useStyles = makeStyles({
  root: {
    flexShrink: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px 24px',
    overflowX: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  table: {
    alignSelf: 'flex-start',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': { padding: '0 12px 0 0', textAlign: 'end', whiteSpace: 'nowrap' },
    '& thead th': {
      fontSize: tokens.fontSizeBase200,
      fontWeight: tokens.fontWeightRegular,
      color: tokens.colorNeutralForeground3,
    },
    '& tbody td': {
      fontSize: tokens.fontSizeBase300,
      lineHeight: tokens.lineHeightBase400,
      fontWeight: tokens.fontWeightSemibold,
    },
    '& tbody tr:first-child td': {
      fontSize: tokens.fontSizeBase500,
      lineHeight: tokens.lineHeightBase500,
      '@media (max-width: 1180px)': { fontSize: tokens.fontSizeBase400 },
    },
    '& td[data-sign]': { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
  },
  verdict: { display: 'flex', alignItems: 'center', gap: '8px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

const PARTS = [
  { sign: '', title: 'Gateways', of: (line: TieOut) => line.gatewayMinor },
  { sign: '=', title: 'Posted', of: (line: TieOut) => line.postedMinor },
  { sign: '+', title: 'Awaiting', of: (line: TieOut) => line.awaitingMinor },
  { sign: '+', title: 'Explained', of: (line: TieOut) => line.explainedMinor },
] as const;
const UNEXPLAINED = { sign: '+', title: 'Unexplained', of: (line: TieOut) => line.differenceMinor } as const;

/** Gateways = posted + awaiting + explained, a line per currency, and what the difference is, in words. */
export function Equation({ lines }: { lines: readonly TieOut[] }) {
  const styles = useStyles();
  const base = useApp((state) => state.status?.baseCurrency ?? null);
  const good = lines.every(({ differenceMinor }) => differenceMinor === 0);
  const parts = good ? PARTS : [...PARTS, UNEXPLAINED];
  return (
    <section className={styles.root} aria-label="Does it tie out?">
      <table className={styles.table}>
        <thead>
          <tr>
            {parts.map(({ sign, title }) => (
              <Fragment key={title}>
                {sign !== '' && <td />}
                <th scope="col">{title}</th>
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {baseFirst(lines, base).map((line) => (
            <tr key={line.currency}>
              {parts.map(({ sign, title, of }) => (
                <Fragment key={title}>
                  {sign !== '' && <td data-sign>{sign}</td>}
                  <td>{amount(of(line), line.currency)}</td>
                </Fragment>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {differenceSentences(lines).map((sentence) => (
        <span key={sentence} className={mergeClasses(styles.verdict, good ? styles.good : styles.bad)}>
          {good ? <CheckmarkCircle20Filled aria-hidden /> : <Warning20Filled aria-hidden />}
          <Text weight="semibold">{sentence}</Text>
        </span>
      ))}
    </section>
  );
}
