import { Button, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons';
import { useState } from 'react';
import type { MappingSheet } from '../../shared/api.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { DryRunPanel } from './DryRunPanel.tsx';
import { FreeFields } from './FreeFields.tsx';
import { LineRow } from './LineRow.tsx';
import { MappingFiles } from './MappingFiles.tsx';
import { useMapping } from './use-mapping.ts';
import { VersionsPanel } from './VersionsPanel.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '24px' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  none: { display: 'block', padding: '16px 24px', color: tokens.colorNeutralForeground3 },
  bar: {
    position: 'sticky',
    bottom: '-32px',
    zIndex: 1,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    flexWrap: 'wrap',
    gap: '12px',
    padding: '16px 0',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  note: { marginInlineEnd: 'auto', minWidth: '200px', flexGrow: 1, maxWidth: '360px' },
  saved: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '8px',
    color: tokens.colorStatusSuccessForeground1,
  },
});

/** The mapping of one gateway: line by line, tried on what came in before it is saved. */
export function MappingEditor({ loaded }: { loaded: MappingSheet }) {
  const styles = useStyles();
  const draft = useMapping(loaded);
  const [open, setOpen] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const { sheet, action, changed, rows } = draft;
  const taken = new Set(draft.lines.map(({ line }) => line.target));

  const tryOut = async () => {
    await draft.tryOut();
    requestAnimationFrame(() =>
      document.querySelector('[data-dry-run]')?.scrollIntoView({ block: 'nearest', behavior: 'smooth' }),
    );
  };
  return (
    <div className={styles.root}>
      <Panel title="Mapped" hint={sheet.version === 0 ? 'Nothing is saved yet' : `Version ${sheet.version}`}>
        {draft.lines.length === 0 ? (
          <Text className={styles.none}>
            Nothing is mapped. Receipts are posted with what Matchbook fills by itself.
          </Text>
        ) : (
          <ul className={styles.list}>
            {draft.lines.map((one, at) => (
              <LineRow
                key={one.key}
                draft={draft}
                sheet={sheet}
                one={one}
                at={at}
                open={open === one.key}
                onOpen={(wanted) => setOpen(wanted ? one.key : null)}
              />
            ))}
          </ul>
        )}
      </Panel>
      <FreeFields sheet={sheet} taken={taken} onAdd={(line) => setOpen(draft.add(line))} />
      {rows !== null &&
        (rows.length > 0 ? (
          <DryRunPanel rows={rows} sheet={sheet} />
        ) : (
          <EmptyState
            icon={null}
            title="Nothing came in yet"
            text="After the first sync a mapping can be tried on real transactions."
          />
        ))}
      {sheet.versions.length > 0 && <VersionsPanel versions={sheet.versions} onRollBack={draft.rollBack} />}
      <MappingFiles sheet={sheet} onRead={draft.replaceAll} />
      {action.failure && <FailureNotice failure={action.failure} />}
      <div className={styles.bar}>
        {changed ? (
          <Input
            className={styles.note}
            aria-label="Note for this version"
            placeholder="What changed, for the list of versions"
            value={note}
            maxLength={200}
            onChange={(_event, { value }) => setNote(value)}
          />
        ) : (
          <span className={styles.note} />
        )}
        <span role="status">
          {draft.saved && !changed && (
            <span className={styles.saved}>
              <CheckmarkCircle16Filled aria-hidden />
              Saved; it counts from the next approval on
            </span>
          )}
          {draft.problems.length > 0 && <Text>Something is not right yet; the line says what.</Text>}
        </span>
        {changed && <Button onClick={draft.discard}>Discard</Button>}
        <Button
          appearance={changed && rows === null ? 'primary' : 'secondary'}
          disabledFocusable={action.busy}
          {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => void tryOut()}
        >
          Dry run
        </Button>
        <Button
          appearance={changed && rows !== null ? 'primary' : 'secondary'}
          disabledFocusable={action.busy || !changed || rows === null || draft.problems.length > 0}
          onClick={() => void draft.save(note).then((done) => done && setNote(''))}
        >
          Save
        </Button>
      </div>
    </div>
  );
}
