import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { MappingVersionRow } from '../../shared/api.ts';
import { Asking } from '../components/Asking.tsx';
import { Panel } from '../components/Panel.tsx';
import { useTableStyles } from '../components/table-styles.ts';
import { moment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';

const useStyles = makeStyles({ scroll: { overflowX: 'auto' } });

/** Every version that was saved, by whom and when; an older one can be put back. */
export function VersionsPanel(props: {
  versions: readonly MappingVersionRow[];
  onRollBack: (version: number) => Promise<boolean>;
}) {
  const styles = useStyles();
  const table = useTableStyles();
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const [asked, setAsked] = useState<number | null>(null);
  const [newest] = props.versions;
  return (
    <Panel title="Versions">
      <div className={styles.scroll}>
        <table className={table.table}>
          <caption hidden>Versions, newest first</caption>
          <thead>
            <tr>
              <th scope="col" data-align="end">
                No.
              </th>
              <th scope="col">Saved</th>
              <th scope="col">By</th>
              <th scope="col">Note</th>
              <th scope="col">
                <span hidden>Put back</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {props.versions.map(({ version, savedAt, savedBy, note, lines }) => (
              <tr key={version}>
                <td data-align="end">{version}</td>
                <td className={table.nowrap}>{moment(savedAt, zone)}</td>
                <td>{savedBy}</td>
                <td>{note === '' ? `${lines} ${lines === 1 ? 'line' : 'lines'}` : note}</td>
                <td data-align="end">
                  {version === newest?.version ? (
                    'In force'
                  ) : (
                    <Button
                      size="small"
                      aria-label={`Put version ${version} back`}
                      onClick={() => setAsked(version)}
                    >
                      Put back
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asked !== null && (
        <Asking
          title={`Put version ${asked} back?`}
          confirm="Put back"
          onConfirm={() => props.onRollBack(asked)}
          onClose={() => setAsked(null)}
        >
          It is saved as the newest version and counts from the next approval on. What is in the ledger
          already stays as it is.
        </Asking>
      )}
    </Panel>
  );
}
