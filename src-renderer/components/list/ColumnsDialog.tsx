import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  SpinButton,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDown16Regular, ArrowUp16Regular } from '@fluentui/react-icons';
import { LEAST_WIDTH, MOST_WIDTH } from './arrangement.ts';
import type { ListArrangement } from './use-arrangement.ts';

const useStyles = makeStyles({
  rows: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 112px auto auto',
    columnGap: '4px',
    alignItems: 'center',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: { display: 'contents' },
  hint: { color: tokens.colorNeutralForeground3 },
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

/** Which columns are shown, in which order, how wide. What is changed is so at once, and stays. */
export function ColumnsDialog<Row>(props: {
  label: string;
  arrangement: ListArrangement<Row>;
  /** How wide a column is now, in pixels; null where the columns have no widths. */
  widthOf: ((name: string) => number | null) | null;
  onClose: () => void;
}) {
  const styles = useStyles();
  const { arrangement, widthOf } = props;
  const shown = arrangement.shown.length;
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && props.onClose()}>
      <DialogSurface style={{ maxWidth: '480px' }}>
        <DialogBody>
          <DialogTitle>{`Columns of ${props.label}`}</DialogTitle>
          <DialogContent className={styles.content}>
            <ul className={styles.rows}>
              {arrangement.all.map((column, at) => (
                <li key={column.name} className={styles.row}>
                  <Checkbox
                    label={column.title}
                    checked={column.shown}
                    disabled={column.shown && shown === 1}
                    onChange={(_event, { checked }) => arrangement.show(column.name, checked === true)}
                  />
                  {widthOf === null ? (
                    <span />
                  ) : (
                    <SpinButton
                      aria-label={`Width of ${column.title}, in pixels`}
                      min={LEAST_WIDTH}
                      max={MOST_WIDTH}
                      step={8}
                      disabled={!column.shown}
                      value={column.ownWidth ?? Math.round(widthOf(column.name) ?? column.width)}
                      onChange={(_event, { value, displayValue }) => {
                        const width = value ?? Number(displayValue);
                        if (Number.isFinite(width)) arrangement.resize(column.name, width);
                      }}
                    />
                  )}
                  <Button
                    appearance="subtle"
                    size="small"
                    icon={<ArrowUp16Regular />}
                    aria-label={`Move ${column.title} up`}
                    disabledFocusable={at === 0}
                    onClick={() => arrangement.move(column.name, -1)}
                  />
                  <Button
                    appearance="subtle"
                    size="small"
                    icon={<ArrowDown16Regular />}
                    aria-label={`Move ${column.title} down`}
                    disabledFocusable={at === arrangement.all.length - 1}
                    onClick={() => arrangement.move(column.name, 1)}
                  />
                </li>
              ))}
            </ul>
            {widthOf !== null && (
              <Text size={200} className={styles.hint}>
                With a column’s title in focus, Alt and the arrows change its width; with Shift too, its
                place.
              </Text>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={arrangement.reset}>As at first</Button>
            <Button appearance="primary" onClick={props.onClose}>
              Done
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
