import { Button, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import { FlagRegular } from '@fluentui/react-icons';
import type { ReviewRow, ReviewTab } from '../../shared/api.ts';
import { count } from '../format/index.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '12px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    flexShrink: 0,
    flexWrap: 'wrap',
  },
  // All of them on one line of the smallest window.
  button: { minWidth: '0' },
  marked: { marginInlineStart: 'auto', color: tokens.colorNeutralForeground2 },
});

export interface Actions {
  approve(): void;
  change(): void;
  ignore(): void;
  undo(): void;
  flag(): void;
}

/** What can be done with the current row, or with all that are marked. */
export function ActionBar(props: { row: ReviewRow; tab: ReviewTab; marked: number; actions: Actions }) {
  const styles = useStyles();
  const { row, tab, marked, actions } = props;
  const decided = tab === 'approved' || tab === 'posted' || tab === 'ignored';
  const many = marked > 1;
  const approvable =
    row.allocations.length > 0 || (row.remainder.kind === 'on_account' && row.customerNo !== null);
  return (
    <div className={styles.root} role="toolbar" aria-label="Decide" data-tour="approve">
      {decided ? (
        <Tooltip content="U" relationship="description">
          <Button appearance="primary" onClick={actions.undo}>
            {tab === 'posted' ? 'Reverse in the ledger' : 'Undo'}
            {many ? ` ${count(marked)}` : ''}
          </Button>
        </Tooltip>
      ) : (
        <>
          <Tooltip content="Enter" relationship="description">
            <Button
              className={styles.button}
              appearance="primary"
              disabled={!many && !approvable}
              onClick={actions.approve}
            >
              {many ? `Approve ${count(marked)}` : 'Approve'}
            </Button>
          </Tooltip>
          <Tooltip content="E" relationship="description">
            <Button className={styles.button} disabled={many} onClick={actions.change}>
              Change…
            </Button>
          </Tooltip>
          <Tooltip content="X" relationship="description">
            <Button className={styles.button} onClick={actions.ignore}>
              {many ? `Ignore ${count(marked)}…` : 'Ignore…'}
            </Button>
          </Tooltip>
        </>
      )}
      <Tooltip content="Flag for a colleague (F)" relationship="label">
        <Button icon={<FlagRegular />} onClick={actions.flag} />
      </Tooltip>
      {marked > 0 && (
        <Text size={200} className={styles.marked}>
          {count(marked)} marked
        </Text>
      )}
    </div>
  );
}
