import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';

const KEYS: readonly (readonly [string, string])[] = [
  ['J or ↓', 'Next'],
  ['K or ↑', 'Previous'],
  ['Enter', 'Approve (all that are marked, or this one)'],
  ['E', 'Change: another invoice, a split, on account, a write-off'],
  ['X', 'Ignore, with a reason'],
  ['F', 'Flag for a colleague, with a note'],
  ['U', 'Undo a decision'],
  ['Space', 'Mark'],
  ['Esc', 'Unmark all'],
  ['A', 'Approve all that is ready'],
  ['← →', 'Fold a group away, open it; Enter on its head approves the group'],
  ['[ ]', 'Fold all groups away, open all'],
  ['G', 'Group the list'],
  ['/', 'Search'],
  ['1 … 6', 'Ready, Check, Exceptions, Approved, Posted, Ignored'],
  ['Ctrl+C', 'Copy what is marked, or this one, as cells for a spreadsheet'],
  ['Ctrl+P', 'Print the list'],
  ['?', 'These keys'],
];

const useStyles = makeStyles({
  table: { borderSpacing: '16px 6px', marginInlineStart: '-16px' },
  key: {
    fontFamily: tokens.fontFamilyMonospace,
    whiteSpace: 'nowrap',
    textAlign: 'start',
    fontWeight: 'normal',
  },
});

export function ShortcutsDialog(props: { onClose: () => void }) {
  const styles = useStyles();
  return (
    <Dialog open onOpenChange={(_event, change) => change.open || props.onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Keys</DialogTitle>
          <DialogContent>
            <table className={styles.table}>
              <tbody>
                {KEYS.map(([key, does]) => (
                  <tr key={key}>
                    <th scope="row" className={styles.key}>
                      {key}
                    </th>
                    <td>{does}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" autoFocus onClick={props.onClose}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
