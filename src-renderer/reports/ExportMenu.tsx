import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import type { ReportFormat } from '../../shared/api.ts';

const FORMATS: readonly { readonly format: ReportFormat; readonly title: string; readonly use: string }[] = [
  { format: 'csv', title: 'CSV', use: 'Opens in anything' },
  { format: 'xlsx', title: 'XLSX', use: 'For Excel: sorting, pivots' },
  { format: 'pdf', title: 'PDF', use: 'For the file' },
];

export function ExportMenu(props: {
  disabled: boolean;
  busy: boolean;
  onExport: (format: ReportFormat) => void;
}) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="primary"
          icon={<ArrowDownload20Regular />}
          disabledFocusable={props.disabled || props.busy}
        >
          {props.busy ? 'Exporting' : 'Export'}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {FORMATS.map(({ format, title, use }) => (
            <MenuItem key={format} secondaryContent={use} onClick={() => props.onExport(format)}>
              {title}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
