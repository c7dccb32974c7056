import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
} from '@fluentui/react-components';
import {
  ArrowDownload20Regular,
  ColumnTriple20Regular,
  Copy20Regular,
  MoreHorizontal20Regular,
  Print20Regular,
} from '@fluentui/react-icons';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { ReviewRow } from '../../shared/api.ts';
import { ColumnsDialog, PrintSheet, useArrangement, useCopy, usePrint } from '../components/list/index.ts';
import { count } from '../format/index.ts';
import { COPIED_COLUMNS } from './copied-columns.ts';
import { chipsOf } from './narrowing.ts';
import { ReviewTitles } from './ReviewTitles.tsx';
import { loadedRows, useReview } from './review-store.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
});

const FIRST_SORT = { by: 'date', descending: true };
const keyOf = (row: ReviewRow): string => row.transactionId;

/** Of the list as it is: the marked rows, or the one that is looked at. */
function chosenRows(): readonly ReviewRow[] {
  const state = useReview.getState();
  const { marked, current } = state;
  return loadedRows(state).filter(({ transactionId }) =>
    marked.size > 0 ? marked.has(transactionId) : transactionId === current,
  );
}

/** Reads on until the end, or until another list is looked at. */
async function readAll(): Promise<void> {
  const { tab, search, narrowing, sort, descending } = useReview.getState();
  for (;;) {
    const now = useReview.getState();
    const same =
      now.tab === tab &&
      now.search === search &&
      now.narrowing === narrowing &&
      now.sort === sort &&
      now.descending === descending;
    if (!same || now.grouping !== null || now.nextCursor === null || now.failure !== null) return;
    if (now.asking) await new Promise((resolve) => setTimeout(resolve, 50));
    else await now.more();
  }
}

/** Around the list: its titles, and its rows as cells, on the clipboard and on paper. */
export function ReviewCells(props: { label: string; total: number; children: ReactNode }) {
  const styles = useStyles();
  const state = useReview();
  const arrangement = useArrangement('review', COPIED_COLUMNS, FIRST_SORT);
  const [said, setSaid] = useState({ words: '' });
  const [arranging, setArranging] = useState(false);
  const { printing, print } = usePrint();
  const say = useCallback((words: string) => setSaid({ words }), []);
  const everything = useRef(false);
  const rowsToCopy = useCallback(
    () => (everything.current ? loadedRows(useReview.getState()) : chosenRows()),
    [],
  );
  const { onCopy, copy } = useCopy(arrangement.shown, rowsToCopy, say);
  const copyAll = (): void => {
    everything.current = true;
    copy(true);
    everything.current = false;
  };
  const rows = printing ? loadedRows(state) : [];
  return (
    <div className={styles.root} onCopy={onCopy}>
      <ReviewTitles
        said={said}
        menu={
          <Menu positioning="below-start">
            <MenuTrigger disableButtonEnhancement>
              <Button
                size="small"
                appearance="subtle"
                icon={<MoreHorizontal20Regular />}
                aria-label={`${props.label}: copy, print, columns`}
              />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuItem
                  icon={<Copy20Regular />}
                  secondaryContent="Ctrl+C"
                  disabled={state.marked.size === 0 && state.current === null}
                  onClick={() => copy(false)}
                >
                  {state.marked.size > 1 ? `Copy ${count(state.marked.size)} rows` : 'Copy'}
                </MenuItem>
                <MenuItem icon={<Copy20Regular />} onClick={copyAll}>
                  Copy all rows read, with titles
                </MenuItem>
                {state.grouping === null && state.nextCursor !== null && (
                  <MenuItem icon={<ArrowDownload20Regular />} onClick={() => void readAll()}>
                    Read all rows
                  </MenuItem>
                )}
                <MenuDivider />
                <MenuItem icon={<Print20Regular />} secondaryContent="Ctrl+P" onClick={print}>
                  Print
                </MenuItem>
                <MenuItem icon={<ColumnTriple20Regular />} onClick={() => setArranging(true)}>
                  Columns to copy and print
                </MenuItem>
              </MenuList>
            </MenuPopover>
          </Menu>
        }
      />
      {props.children}
      {arranging && (
        <ColumnsDialog
          label="what is copied and printed"
          arrangement={arrangement}
          widthOf={null}
          onClose={() => setArranging(false)}
        />
      )}
      {printing && (
        <PrintSheet
          label={`Review: ${props.label}`}
          rows={rows}
          rowKey={keyOf}
          columns={arrangement.shown}
          filters={[
            ...(state.search === '' ? [] : [`“${state.search}”`]),
            ...(state.narrowing.flagged ? ['Flagged'] : []),
            ...chipsOf(state.narrowing).map(({ name, words }) => `${name}: ${words}`),
          ]}
          total={props.total}
          hasMore={rows.length < props.total}
        />
      )}
    </div>
  );
}
