import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Select,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { OrderPolicy } from '../../shared/api.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useAction } from '../stores/use-action.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '16px' },
  short: { width: '160px' },
});

/** How the sales orders are numbered, and where the goods come from. Orders that wait are proposed anew with it. */
export function PolicyDialog(props: {
  policy: OrderPolicy;
  /** Of the ledger; none where it keeps one place. */
  locations: readonly string[];
  onSave: (policy: OrderPolicy) => Promise<unknown>;
  onClose: () => void;
}) {
  const styles = useStyles();
  const action = useAction();
  const [prefix, setPrefix] = useState(props.policy.prefix);
  const [location, setLocation] = useState(props.policy.location);
  const next = OrderPolicy.safeParse({ ...props.policy, prefix, location });
  const places = [...new Set([...props.locations, location].filter((place) => place !== ''))];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!next.success) return;
    if (await action.run(() => props.onSave(next.data))) props.onClose();
  };
  return (
    <Dialog open onOpenChange={(_event, change) => !change.open && props.onClose()}>
      <DialogSurface>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <DialogBody>
            <DialogTitle>Numbers and location</DialogTitle>
            <DialogContent className={styles.content}>
              <Field
                label="Sales order numbers begin with"
                hint={`Order #1001 becomes ${prefix.trim()}1001.`}
                {...(next.success
                  ? {}
                  : { validationMessage: 'Up to four letters, digits or hyphens; it may be empty.' })}
              >
                <Input
                  className={styles.short}
                  value={prefix}
                  onChange={(_event, { value }) => setPrefix(value.toUpperCase())}
                />
              </Field>
              {places.length > 0 && (
                <Field label="The goods come from" hint="A location of the ledger’s inventory.">
                  <Select
                    className={styles.short}
                    value={location}
                    onChange={(_event, { value }) => setLocation(value)}
                  >
                    <option value="">No location</option>
                    {places.map((place) => (
                      <option key={place}>{place}</option>
                    ))}
                  </Select>
                </Field>
              )}
              {action.failure && <FailureNotice failure={action.failure} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={props.onClose}>Cancel</Button>
              <Button type="submit" appearance="primary" disabledFocusable={action.busy || !next.success}>
                Save
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
