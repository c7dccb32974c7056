import { Button, Link, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Open16Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { FormValues, SignInChoice } from '../../shared/api.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { CallError, call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useAction } from '../stores/use-action.ts';
import type { FieldProblems } from './ledger-draft.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'start' },
  line: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap', minHeight: '32px' },
  /** A live region must be there before it has something to say; empty, it takes no room. */
  status: { ':empty': { minHeight: 0, marginBottom: '-8px' } },
  done: { color: tokens.colorStatusSuccessForeground1, lineHeight: 1 },
  failure: { alignSelf: 'stretch' },
});

export interface SignedInAs {
  readonly account: string;
  readonly choices: readonly SignInChoice[];
}

/**
 * A button that opens the ledger's own sign-in page in the browser, and what became of it. Its value is the id of the
 * sign-in; names and passwords are typed on the ledger's page only.
 */
export function SignInField(props: {
  connector: string;
  connectionId?: ConnectionId;
  values: FormValues;
  value: string;
  title: string;
  onProblems: (problems: FieldProblems) => void;
  onSignedIn: (id: string, as: SignedInAs) => void;
}) {
  const styles = useStyles();
  const { connector, connectionId, value, title } = props;
  const [waiting, setWaiting] = useState<{ id: string; url: string; opened: boolean } | null>(null);
  const [as, setAs] = useState<SignedInAs | null>(null);
  const action = useAction();
  /** The sign-in that is watched; another, or none, once it is cancelled or the form is left. */
  const watched = useRef<string | null>(null);
  /** While somebody signs in anew, the sign-in before is not asked about. */
  const beginning = useRef(false);
  const latest = useRef(props);
  latest.current = props;

  const watch = async (id: string, onSettled: () => void): Promise<void> => {
    watched.current = id;
    try {
      for (;;) {
        const answer = await call('setup.signInState', { id });
        if (watched.current !== id) return;
        if (answer.state === 'waiting') continue;
        if (answer.state === 'failed') {
          if (answer.failure.code === 'SIGN_IN_CANCELLED') return;
          throw new CallError(answer.failure);
        }
        setAs(answer);
        latest.current.onSignedIn(id, answer);
        return;
      }
    } finally {
      onSettled();
    }
  };

  // Coming back to the form: what the earlier sign-in brought is asked for again, as often as it takes to be shown.
  const known = as !== null;
  const { run } = action;
  useEffect(() => {
    if (value === '' || known || beginning.current) return;
    let current = true;
    const ask = async (): Promise<void> => {
      const answer = await call('setup.signInState', { id: value });
      if (!current || answer.state === 'failed') return;
      if (answer.state === 'waiting') return ask();
      setAs(answer);
      latest.current.onSignedIn(value, answer);
    };
    ask().catch((error: unknown) => {
      if (current) void run(() => Promise.reject(error));
    });
    return () => {
      current = false;
    };
  }, [value, known, run]);
  useEffect(
    () => () => {
      watched.current = null;
    },
    [],
  );

  const begin = () =>
    action
      .run(async () => {
        beginning.current = true;
        setAs(null);
        const asked = { connector, values: latest.current.values, ...(connectionId ? { connectionId } : {}) };
        const { problems, signIn } = await call('setup.signIn', asked);
        props.onProblems(problems);
        if (signIn === null) return;
        if (!signIn.opened) window.open(signIn.url, '_blank', 'noopener,noreferrer');
        setWaiting(signIn);
        await watch(signIn.id, () => setWaiting(null));
      })
      .finally(() => {
        beginning.current = false;
      });

  const cancel = async () => {
    const id = waiting?.id;
    if (id !== undefined) await call('setup.signInCancel', { id });
  };

  return (
    <div className={styles.root}>
      <div className={mergeClasses(styles.line, styles.status)} role="status">
        {as !== null && (
          <>
            <CheckmarkCircle20Filled className={styles.done} aria-hidden />
            <Text>{as.account === '' ? 'Signed in.' : `Signed in as ${as.account}.`}</Text>
          </>
        )}
        {waiting !== null && (
          <>
            <Spinner size="tiny" aria-hidden />
            <Text>Sign in on the page that opened in your browser, then come back.</Text>
          </>
        )}
      </div>
      <div className={styles.line}>
        {waiting === null ? (
          <Button
            onClick={() => void begin()}
            disabledFocusable={action.busy}
            icon={<Open16Regular />}
            iconPosition="after"
          >
            {as === null ? `Sign in to ${title}` : 'Sign in again'}
          </Button>
        ) : (
          <>
            <Button onClick={() => void cancel()}>Cancel the sign-in</Button>
            {!waiting.opened && (
              <Link href={waiting.url} target="_blank" rel="noopener noreferrer">
                No page opened? Open it here
              </Link>
            )}
          </>
        )}
      </div>
      {action.failure && (
        <div className={styles.failure}>
          <FailureNotice failure={action.failure} />
        </div>
      )}
    </div>
  );
}
