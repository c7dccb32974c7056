import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ConnectionState, DeadLetter } from '../../shared/api.ts';
import type { ListColumn } from '../components/list/index.ts';
import { count, moment, plainMoment } from '../format/index.ts';
import { firstSentence } from './readable.ts';

export const STAGES = {
  gateway: 'Reading a gateway',
  ledger: 'Reading the ledger',
  posting: 'Posting',
} as const;

interface Actions {
  readonly zone: string;
  readonly connections: readonly ConnectionState[];
  readonly busy: boolean;
  readonly onRetry: (letter: DeadLetter) => void;
  readonly onDismiss: (letter: DeadLetter) => void;
}

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  what: { margin: 0 },
  actions: { display: 'flex', justifyContent: 'flex-end', gap: '8px' },
});

const tries = ({ attempts }: DeadLetter): string =>
  attempts === 1 ? 'seen once' : `tried ${count(attempts)} times`;

export function exceptionColumns(given: Actions): ListColumn<DeadLetter>[] {
  const { zone, connections } = given;
  const from = (letter: DeadLetter): string =>
    connections.find(({ id }) => id === letter.connectionId)?.title ?? '';
  return [
    {
      name: 'what',
      title: 'What happened',
      width: 190,
      grow: true,
      wrap: true,
      text: (letter) => letter.reason,
      cell: (letter) => <What letter={letter} from={from(letter)} />,
    },
    {
      name: 'stage',
      title: 'While',
      width: 136,
      order: { by: 'stage', first: 'ascending' },
      text: (letter) => STAGES[letter.stage],
      cell: (letter) => (
        <Badge appearance="tint" color={letter.stage === 'posting' ? 'danger' : 'warning'}>
          {STAGES[letter.stage]}
        </Badge>
      ),
    },
    { name: 'from', title: 'Connection', width: 140, hidden: true, text: from },
    {
      name: 'seen',
      title: 'Last seen',
      width: 188,
      order: { by: 'seen', first: 'descending' },
      text: (letter) => moment(letter.lastSeenAt, zone),
      copy: (letter) => plainMoment(letter.lastSeenAt, zone),
    },
    {
      name: 'set_aside',
      title: 'First seen',
      width: 188,
      hidden: true,
      order: { by: 'set_aside', first: 'descending' },
      text: (letter) => moment(letter.at, zone),
      copy: (letter) => plainMoment(letter.at, zone),
    },
    {
      name: 'attempts',
      title: 'Times',
      align: 'end',
      width: 72,
      hidden: true,
      order: { by: 'attempts', first: 'descending' },
      text: (letter) => count(letter.attempts),
      copy: (letter) => ({ decimal: String(letter.attempts) }),
    },
    {
      name: 'code',
      title: 'Code',
      width: 220,
      hidden: true,
      order: { by: 'code', first: 'ascending' },
      text: (letter) => letter.code,
    },
    {
      name: 'actions',
      title: 'What to do',
      align: 'end',
      width: 150,
      control: true,
      text: () => '',
      cell: (letter, tabIndex) => <Remedies letter={letter} tabIndex={tabIndex} given={given} />,
    },
  ];
}

function What({ letter, from }: { letter: DeadLetter; from: string }) {
  const styles = useStyles();
  return (
    <>
      <Text weight="semibold" className={styles.what}>
        {firstSentence(letter.reason).what}
      </Text>
      <Text block size={200} className={styles.quiet}>
        {[from, tries(letter)].filter((part) => part !== '').join(', ')}
      </Text>
    </>
  );
}

function Remedies(props: { letter: DeadLetter; tabIndex: 0 | -1; given: Actions }) {
  const styles = useStyles();
  const { letter, tabIndex, given } = props;
  const { what } = firstSentence(letter.reason);
  return (
    <div className={styles.actions}>
      {letter.retryable && (
        <Button
          size="small"
          appearance="primary"
          tabIndex={tabIndex}
          disabledFocusable={given.busy}
          aria-label={`Retry: ${what}`}
          onClick={() => given.onRetry(letter)}
        >
          Retry
        </Button>
      )}
      <Button
        size="small"
        tabIndex={tabIndex}
        aria-label={`Dismiss: ${what}`}
        onClick={() => given.onDismiss(letter)}
      >
        Dismiss
      </Button>
    </div>
  );
}
