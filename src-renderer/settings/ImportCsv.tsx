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
import { DocumentTable20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { CallFailure, ConnectionState, CsvImported, CsvLayout, CsvPreview } from '../../shared/api.ts';
import { call, failureOf } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { focusWhenShown } from '../components/focus.ts';
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
type About = Question['about'];

interface Request {
  readonly layout: CsvLayout | null;
  readonly ask: readonly About[];
}

/** Another column may be written another way. A field that is chosen twice over stays as answered. */
function askedAnew(changed: About): readonly About[] {
  if (changed === 'date') return ['dateOrder'];
  return changed === 'amount' ? ['decimalMark'] : [];
}

/**
 * A button, and the dialog that looks at one CSV file, asks what its columns mean, and brings its rows in. Without a connection
 * that takes such files, one is made when the rows are brought in.
 */
export function ImportCsv({
  connection,
  hidden = false,
}: {
  connection: ConnectionState | null;
  /** The dialog stays, though the connection that it made has a button of its own now. */
  hidden?: boolean;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  return (
    <>
      {!hidden && (
        <Button
          {...(connection
            ? { appearance: 'subtle' as const, 'aria-label': `Import a CSV file into ${connection.title}` }
            : { icon: <DocumentTable20Regular /> })}
          onClick={() => picker.current?.click()}
        >
          Import a CSV file
        </Button>
      )}
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
  connection: ConnectionState | null;
  file: File;
  onClose: () => void;
}) {
  const styles = useStyles();
  const action = useAction();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [preview, setPreview] = useState<CsvPreview | null>(null);
  /** What the file is to be looked at with; no layout until something was answered. */
  const [request, setRequest] = useState<Request>({ layout: null, ask: [] });
  const [open, setOpen] = useState<readonly Question[]>([]);
  const [checked, setChecked] = useState(false);
  const [imported, setImported] = useState<CsvImported | null>(null);
  const connectionId = connection?.id ?? null;

  useEffect(() => {
    readChosen(file).then(setChosen, (error: unknown) => setFailure(failureOf(error)));
  }, [file]);

  // Each answer looks at the file again; of two answers in a row the last one counts.
  useEffect(() => {
    if (!chosen) return;
    let current = true;
    setChecked(false);
    call('csv.preview', { connectionId, ...chosen, ...request, ask: [...request.ask] }).then(
      (answer) => {
        if (!current) return;
        setPreview(answer);
        setChecked(true);
        setFailure(null);
        setOpen((before) => [
          ...before.filter(({ about }) => !request.ask.includes(about)),
          ...answer.questions,
        ]);
      },
      (error: unknown) => current && setFailure(failureOf(error)),
    );
    return () => {
      current = false;
    };
  }, [connectionId, chosen, request]);

  const change = (layout: CsvLayout, answered: About) => {
    // What was asked of a look that has not come back yet is asked again with this one.
    const pending = checked ? [] : request.ask;
    setRequest({ layout, ask: [...pending, ...askedAnew(answered)].filter((about) => about !== answered) });
    setPreview(preview && { ...preview, layout });
    setOpen(open.filter(({ about }) => about !== answered));
  };

  const bringIn = () => {
    if (!chosen || !preview) return;
    void action.run(async () => {
      const id = connectionId ?? (await call('csv.connect', {})).connectionId;
      await call('csv.saveLayout', { connectionId: id, layout: preview.layout });
      setImported(await call('csv.import', { connectionId: id, ...chosen }));
    });
  };

  const ready = preview !== null && checked && open.length === 0 && preview.records > 0;
  return (
    <Dialog open onOpenChange={(_event, change) => !change.open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>Import {file.name}</DialogTitle>
          <DialogContent className={styles.content}>
            {failure && <FailureNotice failure={failure} />}
            {action.failure && <FailureNotice failure={action.failure} />}
            {!preview && !failure && <Spinner label="Reading the file" />}
            {imported ? (
              <CsvOutcome imported={imported} />
            ) : (
              preview && (
                <>
                  <Text>
                    {count(preview.rows)} rows in {count(preview.columns.length)} columns.{' '}
                    {preview.known
                      ? 'Your answers are kept for every export with these columns.'
                      : 'Check what each column means; it is asked once for exports with these columns.'}
                  </Text>
                  <CsvQuestions preview={preview} open={open} onChange={change} />
                  <Examples examples={preview.examples} timeZone={preview.layout.timeZone} />
                  <CsvColumns preview={preview} open={open} onChange={change} />
                  <RejectedRows count={preview.rejected} rows={preview.rejectedRows} />
                </>
              )
            )}
          </DialogContent>
          <DialogActions>
            {imported ? (
              <Button key="close" ref={focusWhenShown} onClick={onClose}>
                Close
              </Button>
            ) : (
              <Button onClick={onClose}>Cancel</Button>
            )}
            {!imported && (
              <Button
                appearance="primary"
                disabledFocusable={!ready || action.busy}
                {...(action.busy && preview ? { icon: <Spinner size="tiny" /> } : {})}
                onClick={bringIn}
              >
                {preview ? `Import ${count(preview.records)} rows` : 'Import'}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
