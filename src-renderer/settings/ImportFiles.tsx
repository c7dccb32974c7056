import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ImportFilesWritten } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useTableStyles } from '../components/table-styles.ts';
import { count } from '../format/index.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({ content: { display: 'flex', flexDirection: 'column', gap: '16px' } });

type Answer = { readonly written: ImportFilesWritten | null };

/** Only where the ledger is not written to: puts what was posted so far into files for the ledger's own import. */
export function ImportFiles() {
  const asked = useCall('ledger.importsFiles', {});
  const action = useAction();
  const [answer, setAnswer] = useState<Answer | null>(null);
  if (asked.value?.files !== true) return null;
  const write = () =>
    void action.run(async () => setAnswer({ written: await call('ledger.writeImportFiles', {}) }));
  const close = () => {
    setAnswer(null);
    action.clear();
  };
  return (
    <>
      <Button
        disabledFocusable={action.busy}
        {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
        onClick={write}
      >
        Write import files
      </Button>
      {(answer !== null || action.failure) && (
        <Dialog open onOpenChange={(_event, change) => !change.open && close()}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>Import files</DialogTitle>
              <DialogContent>
                {action.failure ? (
                  <FailureNotice failure={action.failure} />
                ) : (
                  <Written {...(answer as Answer)} />
                )}
              </DialogContent>
              <DialogActions>
                <Button appearance="primary" onClick={close}>
                  Close
                </Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </>
  );
}

function Written({ written }: Answer) {
  const styles = useStyles();
  const table = useTableStyles();
  if (written === null) {
    return <Text>Nothing waits: everything that was posted is in a file already.</Text>;
  }
  return (
    <div className={styles.content}>
      <Text>
        Files number {count(written.number)} are in the import folder, with {count(written.entries)}{' '}
        {written.entries === 1 ? 'entry' : 'entries'}. Import them in Sage Pro and compare the control totals.
      </Text>
      <table className={table.table} aria-label="Files written">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" data-align="end">
              Rows
            </th>
            <th scope="col" data-align="end">
              Control total
            </th>
          </tr>
        </thead>
        <tbody>
          {written.files.map((one) => (
            <tr key={one.file}>
              <th scope="row">{one.file}</th>
              <td data-align="end">{count(one.rows)}</td>
              <td data-align="end">
                {Object.entries(one.controlTotals)
                  .map(([currency, total]) => `${currency} ${total}`)
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
