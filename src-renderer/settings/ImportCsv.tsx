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
import { useEffect, useRef, useState } from 'react';
import type { CallFailure, ConnectionState, CsvImported, CsvLayout, CsvPreview } from '../../shared/api.ts';
import { call, failureOf } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { count } from '../format/index.ts';
import { useAction } from '../stores/use-action.ts';
import { CsvColumns } from './CsvColumns.tsx';
import { CsvOutcome, Examples, RejectedRows } from './CsvOutcome.tsx';
import { CsvQuestions } from './CsvQuestions.tsx';
import { type ChosenFile, readChosen } from './csv-file.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '880px' },
  content: { display: 'flex', flexDirection: 'column', gap: '24px' },
});

type Question = CsvPreview['questions'][number];

/** A button, and the dialog that looks at one CSV file, asks what its columns mean, and brings its rows in. */
export function ImportCsv({ connection }: { connection: ConnectionState }) {
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  return (
    <>
      <Button
        appearance="subtle"
        aria-label={`Import a CSV file into ${connection.title}`}
        onClick={() => picker.current?.click()}
      >
        Import a CSV file
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".csv,.tsv,.txt"
        hidden
        aria-label="CSV file"
        onChange={(event) => {
          setFile(event.target.files?.[0] ?? null);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      {file && <CsvDialog connection={connection} file={file} onClose={() => setFile(null)} />}
    </>
  );
}

function CsvDialog({
  connection,
  file,
  onClose,
}: {
  connection: ConnectionState;
  file: File;
  onClose: () => void;
}) {
  const styles = useStyles();
  const action = useAction();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [preview, setPreview] = useState<CsvPreview | null>(null);
  /** As edited; null until something was answered. */
  const [layout, setLayout] = useState<CsvLayout | null>(null);
  const [open, setOpen] = useState<readonly Question[]>([]);
  const [checked, setChecked] = useState(false);
  const [imported, setImported] = useState<CsvImported | null>(null);
  const connectionId = connection.id;

  useEffect(() => {
    readChosen(file).then(setChosen, (error: unknown) => setFailure(failureOf(error)));
  }, [file]);

  // Each answer looks at the file again; of two answers in a row the last one counts.
  useEffect(() => {
    if (!chosen) return;
    let current = true;
    setChecked(false);
    call('csv.preview', { connectionId, ...chosen, layout }).then(
      (answer) => {
        if (!current) return;
        setPreview(answer);
        setChecked(true);
        setFailure(null);
        if (layout === null) setOpen(answer.questions);
      },
      (error: unknown) => current && setFailure(failureOf(error)),
    );
    return () => {
      current = false;
    };
  }, [connectionId, chosen, layout]);

  const shown = preview && layout ? { ...preview, layout } : preview;
  const change = (edited: CsvLayout, answered: Question['about']) => {
    setLayout(edited);
    setOpen(open.filter(({ about }) => about !== answered));
  };

  const bringIn = () => {
    if (!chosen || !shown) return;
    void action.run(async () => {
      await call('csv.saveLayout', { connectionId, layout: shown.layout });
      setImported(await call('csv.import', { connectionId, ...chosen }));
    });
  };

  const ready = shown !== null && checked && open.length === 0 && shown.records > 0;
  return (
    <Dialog open onOpenChange={(_event, change) => !change.open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>Import {file.name}</DialogTitle>
          <DialogContent className={styles.content}>
            {failure && <FailureNotice failure={failure} />}
            {action.failure && <FailureNotice failure={action.failure} />}
            {!shown && !failure && <Spinner label="Reading the file" />}
            {imported ? (
              <CsvOutcome imported={imported} />
            ) : (
              shown && (
                <>
                  <Text>
                    {count(shown.rows)} rows in {count(shown.columns.length)} columns.{' '}
                    {shown.known
                      ? 'Your answers are kept for every export with these columns.'
                      : 'Check what each column means; it is asked once for exports with these columns.'}
                  </Text>
                  <CsvQuestions preview={shown} open={open} onChange={change} />
                  <Examples examples={shown.examples} timeZone={shown.layout.timeZone} />
                  <CsvColumns preview={shown} open={open} onChange={change} />
                  <RejectedRows count={shown.rejected} rows={shown.rejectedRows} />
                </>
              )
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{imported ? 'Close' : 'Cancel'}</Button>
            {!imported && (
              <Button
                appearance="primary"
                disabledFocusable={!ready || action.busy}
                {...(action.busy && shown ? { icon: <Spinner size="tiny" /> } : {})}
                onClick={bringIn}
              >
                {shown ? `Import ${count(shown.records)} rows` : 'Import'}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
