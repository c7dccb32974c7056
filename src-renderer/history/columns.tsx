import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { AuditLine } from '../../shared/api.ts';
import type { ListColumn } from '../components/list/index.ts';
import { count, moment, plainMoment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } });

/** "Dead letter: retried" from dead_letter.retried. */
export function kindWords(action: string): string {
  const [noun = '', ...verb] = action.replaceAll('_', ' ').split('.');
  const head = noun.charAt(0).toUpperCase() + noun.slice(1);
  return verb.length === 0 ? head : `${head}: ${verb.join(' ')}`;
}

/** Payout journals are looked at among the payouts, everything else in review. */
export function showSubject({ action, transactionId }: AuditLine): void {
  if (transactionId === null) return;
  const { show } = useApp.getState();
  if (action.includes('journal')) show('payouts');
  else show('review', transactionId);
}

export function historyColumns(zone: string): ListColumn<AuditLine>[] {
  return [
    {
      name: 'number',
      title: 'No.',
      align: 'end',
      width: 60,
      text: (line) => count(line.sequence),
      copy: (line) => ({ decimal: String(line.sequence) }),
      cell: (line) => <Sequence line={line} />,
    },
    {
      name: 'when',
      title: 'When',
      width: 188,
      order: { by: 'number', first: 'descending' },
      text: (line) => moment(line.at, zone),
      copy: (line) => plainMoment(line.at, zone),
    },
    {
      name: 'what',
      title: 'What',
      width: 220,
      grow: true,
      wrap: true,
      text: (line) => line.sentence,
      cell: (line) => <What line={line} />,
    },
    {
      name: 'kind',
      title: 'Kind',
      width: 220,
      hidden: true,
      order: { by: 'kind', first: 'ascending' },
      text: (line) => kindWords(line.action),
    },
    {
      name: 'who',
      title: 'Who',
      width: 128,
      order: { by: 'who', first: 'ascending' },
      text: (line) => line.by,
    },
    {
      name: 'payment',
      title: 'Payment',
      width: 84,
      text: (line) => line.transactionId ?? '',
      cell: (line, tabIndex) =>
        line.transactionId !== null && (
          <Link
            tabIndex={tabIndex}
            aria-label={`Show what entry ${line.sequence} is about`}
            onClick={() => showSubject(line)}
          >
            Show
          </Link>
        ),
    },
  ];
}

function Sequence({ line }: { line: AuditLine }) {
  return <span className={useStyles().quiet}>{count(line.sequence)}</span>;
}

function What({ line }: { line: AuditLine }) {
  const styles = useStyles();
  return (
    <>
      {line.sentence}
      <Text block size={200} font="monospace" className={styles.quiet}>
        {line.action}
      </Text>
    </>
  );
}
