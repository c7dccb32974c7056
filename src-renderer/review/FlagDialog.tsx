import {
  Button,
  Combobox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Option,
  Textarea,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ColleagueFlag } from '../../shared/api.ts';
import { count } from '../format/index.ts';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({ content: { display: 'flex', flexDirection: 'column', gap: '12px' } });
const MOST_NAME = 100;

/** Who should look at it, and what they are asked. It waits, out of every bulk approval, until it is decided or cleared. */
export function FlagDialog(props: {
  number: number;
  /** The flag that stands, when there is one transaction and it has one. */
  flag: ColleagueFlag | null;
  onCancel: () => void;
  onFlag: (forWhom: string, note: string) => void;
  onClear: () => void;
}) {
  const styles = useStyles();
  const names = useCall('review.colleagues', {}).value ?? [];
  const [forWhom, setForWhom] = useState(props.flag?.forWhom ?? '');
  const [note, setNote] = useState(props.flag?.note ?? '');
  const ready = forWhom.trim() !== '' && note.trim() !== '';
  const fitting = names.filter((name) => name.toLowerCase().includes(forWhom.trim().toLowerCase()));
  return (
    <Dialog open onOpenChange={(_event, change) => change.open || props.onCancel()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) props.onFlag(forWhom.trim(), note.trim());
          }}
        >
          <DialogBody>
            <DialogTitle>
              {props.number === 1 ? 'Flag for a colleague' : `Flag ${count(props.number)} for a colleague`}
            </DialogTitle>
            <DialogContent className={styles.content}>
              <Field label="Who should look at it?" required>
                <Combobox
                  freeform
                  autoFocus
                  maxLength={MOST_NAME}
                  value={forWhom}
                  selectedOptions={[]}
                  onChange={(event) => setForWhom(event.target.value)}
                  onOptionSelect={(_event, { optionText }) => setForWhom(optionText ?? '')}
                >
                  {fitting.map((name) => (
                    <Option key={name} value={name}>
                      {name}
                    </Option>
                  ))}
                </Combobox>
              </Field>
              <Field
                label="What is the question?"
                required
                hint="It is left out of every bulk approval until it is decided, or the flag is cleared."
              >
                <Textarea value={note} maxLength={1000} onChange={(_event, { value }) => setNote(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              {props.flag && <Button onClick={props.onClear}>Clear the flag</Button>}
              <Button onClick={props.onCancel}>Cancel</Button>
              <Button appearance="primary" type="submit" disabled={!ready}>
                Flag
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
