import { Button, makeStyles, Text } from '@fluentui/react-components';
import { ArrowDownload20Regular, ArrowUpload20Regular } from '@fluentui/react-icons';
import { useRef } from 'react';
import type { MappingSheet } from '../../shared/api.ts';
import type { Mapping } from '../../shared/mapping.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { saveFile } from '../components/save-file.ts';
import { useAction } from '../stores/use-action.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: '12px', flexWrap: 'wrap' },
  text: { flexGrow: 1 },
});

/** To carry a mapping to another company, or to keep a copy. */
export function MappingFiles(props: { sheet: MappingSheet; onRead: (mapping: Mapping) => void }) {
  const styles = useStyles();
  const action = useAction();
  const chooser = useRef<HTMLInputElement>(null);
  const { sheet } = props;
  const read = (file: File | undefined) =>
    file &&
    void action.run(async () => {
      props.onRead(await call('mapping.read', { text: await file.text() }));
    });
  return (
    <Panel title="Export and import" padded>
      <div className={styles.row}>
        <Text className={styles.text}>
          The saved version as a file. An imported one is shown here first, and counts once you save it.
        </Text>
        <Button
          icon={<ArrowDownload20Regular />}
          disabledFocusable={action.busy || sheet.version === 0}
          onClick={() =>
            void action.run(async () => {
              saveFile(await call('mapping.export', { connectionId: sheet.connectionId }));
            })
          }
        >
          Export
        </Button>
        <Button icon={<ArrowUpload20Regular />} onClick={() => chooser.current?.click()}>
          Import
        </Button>
        <input
          ref={chooser}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label="File with a field mapping"
          onChange={(event) => {
            read(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {action.failure && <FailureNotice failure={action.failure} />}
    </Panel>
  );
}
