import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { CsvImported, CsvPreview } from '../../shared/api.ts';
import { amount, count } from '../format/index.ts';

const useStyles = makeStyles({
  rejected: { display: 'flex', flexDirection: 'column', gap: '8px' },
  list: { margin: 0, paddingInlineStart: '20px', color: tokens.colorNeutralForeground2 },
});

/** What became of the rows. */
export function CsvOutcome({ imported }: { imported: CsvImported }) {
  const { added, changed, unchanged } = imported;
  return (
    <>
      <Text role="status">
        {count(added)} new, {count(changed)} changed, {count(unchanged)} there already.
      </Text>
      <RejectedRows count={imported.rejected} rows={imported.rejectedRows} stored />
    </>
  );
}

/** The first rows as they will be understood: a day and a month that were swapped are seen here. */
export function Examples({ examples, timeZone }: { examples: CsvPreview['examples']; timeZone: string }) {
  const styles = useStyles();
  if (examples.length === 0) return null;
  const day = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'long', timeZone });
  return (
    <div className={styles.rejected}>
      <Text weight="semibold">Read as</Text>
      <ul className={styles.list}>
        {examples.map((one) => (
          <li key={one.externalId}>
            {[
              day.format(new Date(one.occurredAt)),
              amount(one.amountMinor, one.currency),
              one.kind.replace('_', ' '),
              one.payer,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Each with its line and the reason; nothing when there is none. */
export function RejectedRows(props: { count: number; rows: CsvImported['rejectedRows']; stored?: boolean }) {
  const styles = useStyles();
  if (props.count === 0) return null;
  const more = props.count - props.rows.length;
  return (
    <div className={styles.rejected}>
      <Text weight="semibold">
        {props.count === 1 ? '1 row' : `${count(props.count)} rows`}{' '}
        {props.stored ? 'could not be read, kept in Exceptions' : 'cannot be read like this'}
      </Text>
      <ul className={styles.list}>
        {props.rows.map((row) => (
          <li key={`${row.where} ${row.reason}`}>{row.reason}</li>
        ))}
        {more > 0 && <li>and {count(more)} more</li>}
      </ul>
    </div>
  );
}
