import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import {
  ArrowDownload20Regular,
  ColumnTriple20Regular,
  Copy20Regular,
  MoreHorizontal20Regular,
  Print20Regular,
  SelectAllOn20Regular,
} from '@fluentui/react-icons';
import { useListStyles } from './list-styles.ts';

/** What can be done with the list as a whole. */
export function ListMenu(props: {
  label: string;
  chosen: number;
  hasMore: boolean;
  onCopy: (titles: boolean) => void;
  onChooseAll: () => void;
  onReadAll: (() => void) | undefined;
  onPrint: () => void;
  onColumns: () => void;
}) {
  const styles = useListStyles();
  const nothing = props.chosen === 0;
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={styles.menu}
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
            disabled={nothing}
            onClick={() => props.onCopy(false)}
          >
            Copy
          </MenuItem>
          <MenuItem icon={<Copy20Regular />} disabled={nothing} onClick={() => props.onCopy(true)}>
            Copy with column titles
          </MenuItem>
          <MenuItem icon={<SelectAllOn20Regular />} secondaryContent="Ctrl+A" onClick={props.onChooseAll}>
            Select all
          </MenuItem>
          {props.hasMore && props.onReadAll && (
            <MenuItem icon={<ArrowDownload20Regular />} onClick={props.onReadAll}>
              Read all rows
            </MenuItem>
          )}
          <MenuDivider />
          <MenuItem icon={<Print20Regular />} secondaryContent="Ctrl+P" onClick={props.onPrint}>
            Print
          </MenuItem>
          <MenuItem icon={<ColumnTriple20Regular />} onClick={props.onColumns}>
            Columns
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
