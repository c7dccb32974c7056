import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  Clock16Regular,
  DismissCircle16Filled,
  SubtractCircle16Regular,
} from '@fluentui/react-icons';
import type { SyncRun } from '../../shared/api.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { useTableStyles } from '../components/table-styles.ts';
import { Waiting } from '../components/Waiting.tsx';
import { count } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { near } from './near.ts';

const SHOWN = 8;

const OUTCOME = {
  running: { word: 'Running', Icon: Clock16Regular },
  ok: { word: 'Read', Icon: CheckmarkCircle16Filled },
  failed: { word: 'Failed', Icon: DismissCircle16Filled },
  cancelled: { word: 'Stopped', Icon: SubtractCircle16Regular },
} as const;

const useStyles = makeStyles({
  outcome: { display: 'inline-flex', alignItems: 'center', gap: '8px', verticalAlign: 'top' },
  running: { color: tokens.colorBrandForeground1 },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  cancelled: { color: tokens.colorNeutralForeground3 },
  padded: { padding: '8px 24px' },
  none: { padding: '16px 24px' },
});

/** The newest reads of the connections: what came, what was new, what could not be taken. */
export function LastRuns({ timeZone }: { timeZone: string }) {
  const styles = useStyles();
  const table = useTableStyles();
  const version = useApp((state) => state.versions.status);
  const runs = useCall('sync.runs', { limit: SHOWN }, version);
  if (runs.value === null) {
    return (
      <Panel title="Last runs">
        <div className={styles.padded}>
          {runs.failure ? (
            <FailureNotice failure={runs.failure} onRetry={runs.again} />
          ) : (
            <Waiting label="Reading the last runs" rows={3} />
          )}
        </div>
      </Panel>
    );
  }
  return (
    <Panel title="Last runs">
      {runs.value.rows.length === 0 ? (
        <Text block className={styles.none}>
          No sync has run yet.
        </Text>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Started</th>
              <th scope="col">Connection</th>
              <th scope="col">Outcome</th>
              <th scope="col" data-align="end">
                Records read
              </th>
              <th scope="col" data-align="end">
                New or changed
              </th>
              <th scope="col" data-align="end">
                Set aside
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.value.rows.map((run) => (
              <RunRow key={run.id} run={run} timeZone={timeZone} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function RunRow({ run, timeZone }: { run: SyncRun; timeZone: string }) {
  const styles = useStyles();
  const table = useTableStyles();
  const { word, Icon } = OUTCOME[run.outcome];
  return (
    <tr>
      <td className={table.nowrap}>{near(run.startedAt, timeZone)}</td>
      <td>{run.title}</td>
      <td>
        <span className={styles.outcome}>
          <Icon className={mergeClasses(styles[run.outcome])} aria-hidden />
          {word}
        </span>
        {run.problem !== null && (
          <Text block size={200} className={table.quiet}>
            {run.problem}
          </Text>
        )}
      </td>
      <td data-align="end">{count(run.received)}</td>
      <td data-align="end">{count(run.changed)}</td>
      <td data-align="end">{count(run.rejected)}</td>
    </tr>
  );
}
