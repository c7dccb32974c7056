import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { AuditDetail, AuditFact, AuditLine } from '../../shared/api.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { moment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { ChangesTable } from './ChangesTable.tsx';
import { showSubject } from './columns.tsx';
import { Markers } from './Markers.tsx';
import { TakeBack } from './TakeBack.tsx';
import { valueWords } from './values.ts';

const useStyles = makeStyles({
  // The row around it is the list's, which does not break its lines.
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '12px',
    maxWidth: '900px',
    whiteSpace: 'normal',
  },
  part: { width: '100%' },
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
  reason: {
    margin: 0,
    paddingInlineStart: '12px',
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke1,
    overflowWrap: 'anywhere',
  },
  evidence: { margin: 0, paddingInlineStart: '18px' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(140px, max-content) minmax(0, 1fr)',
    gap: '4px 16px',
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground3 },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' },
  more: { marginInlineStart: '-8px' },
  raw: {
    margin: '8px 0 0',
    padding: '12px 16px',
    maxHeight: '320px',
    overflow: 'auto',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
});

/** One entry, opened: who, when and why, what was before and after, what it wrote, and the way to take it back. */
export function EntryDetail({ line }: { line: AuditLine }) {
  const version = useApp((state) => state.versions.history + state.versions.review + state.versions.payouts);
  const asked = useCall('history.detail', { sequence: line.sequence }, version);
  if (asked.failure) return <FailureNotice failure={asked.failure} onRetry={asked.again} />;
  if (asked.value === null) return <Waiting label="Opening the entry" rows={3} />;
  return <Entry detail={asked.value} />;
}

function Entry({ detail }: { detail: AuditDetail }) {
  const styles = useStyles();
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const { line, reason, evidence, changes, facts, markers } = detail;
  return (
    <div className={styles.root}>
      <Text size={200} className={styles.quiet}>
        {line.by}, {moment(line.at, zone)}
      </Text>
      {reason !== null && (
        <div className={styles.part}>
          <h3 className={styles.heading}>Reason</h3>
          <p className={styles.reason}>{reason}</p>
        </div>
      )}
      {changes.length > 0 && <ChangesTable changes={changes} zone={zone} />}
      {changes.length + facts.length + markers.length === 0 && (
        <Text className={styles.quiet}>The sentence says all of it; no field was changed.</Text>
      )}
      {evidence.length > 0 && (
        <div className={styles.part}>
          <h3 className={styles.heading}>Why it was proposed</h3>
          <ul className={styles.evidence}>
            {evidence.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      {markers.length > 0 && <Markers markers={markers} />}
      {facts.length > 0 && <Facts facts={facts} zone={zone} />}
      {line.transactionId !== null && (
        <div className={styles.actions}>
          <TakeBack detail={detail} />
          <Link onClick={() => showSubject(line)}>
            {line.action.includes('journal') ? 'Show the payouts' : 'Show the payment'}
          </Link>
        </div>
      )}
      <Everything raw={detail.raw} />
    </div>
  );
}

function Facts({ facts, zone }: { facts: readonly AuditFact[]; zone: string }) {
  const styles = useStyles();
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>Written down with it</h3>
      <dl className={styles.facts}>
        {facts.map(({ name, value }) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{valueWords(value, zone)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Word for word, for the one who wants to compare it with the store. */
function Everything({ raw }: { raw: string }) {
  const styles = useStyles();
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <div className={styles.part}>
      <Button
        size="small"
        appearance="subtle"
        className={styles.more}
        aria-expanded={shown}
        {...(shown ? { 'aria-controls': id } : {})}
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Show less' : 'Show everything'}
      </Button>
      {shown && (
        <pre
          id={id}
          className={styles.raw}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
          tabIndex={0}
        >
          {raw}
        </pre>
      )}
    </div>
  );
}
