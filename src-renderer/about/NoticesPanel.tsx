import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Field,
  makeStyles,
  SearchBox,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ThirdPartyNotice } from '../../shared/api.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({
  closed: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '24px' },
  open: { display: 'flex', flexDirection: 'column', gap: '12px' },
  button: { flexShrink: 0 },
  search: { maxWidth: '320px' },
  list: { maxHeight: '420px', overflowY: 'auto' },
  licence: { color: tokens.colorNeutralForeground3, marginInlineStart: '8px' },
  text: { margin: 0, whiteSpace: 'pre-wrap', fontFamily: tokens.fontFamilyMonospace, fontSize: '12px' },
});

/** The licences of the packages of others, asked for only when somebody wants to read them. */
export function NoticesPanel() {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  return (
    <Panel title="Third-party notices" padded>
      {open ? (
        <Notices />
      ) : (
        <div className={styles.closed}>
          <Text>Matchbook is built with the work of others, under their licences.</Text>
          <Button className={styles.button} onClick={() => setOpen(true)}>
            Show the licences
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Notices() {
  const styles = useStyles();
  const notices = useCall('about.notices', {});
  const [words, setWords] = useState('');
  const found = (notices.value ?? []).filter(({ name }) => name.includes(words.trim().toLowerCase()));
  return (
    <div className={styles.open}>
      {notices.failure && <FailureNotice failure={notices.failure} onRetry={notices.again} />}
      {notices.value === null && !notices.failure && <Waiting label="Reading the licences" />}
      {notices.value && (
        <>
          <Field label={`${found.length} of ${notices.value.length} packages`} className={styles.search}>
            <SearchBox
              value={words}
              onChange={(_event, { value }) => setWords(value)}
              placeholder="Find a package"
            />
          </Field>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard. */}
          <section className={styles.list} aria-label="Licences" tabIndex={0}>
            <Accordion collapsible>
              {found.map((notice) => (
                <Notice key={`${notice.name} ${notice.version}`} notice={notice} />
              ))}
            </Accordion>
          </section>
        </>
      )}
    </div>
  );
}

function Notice({ notice }: { notice: ThirdPartyNotice }) {
  const styles = useStyles();
  const { name, version, licence, text } = notice;
  return (
    <AccordionItem value={`${name} ${version}`}>
      <AccordionHeader size="small">
        {name} {version}
        <Text size={200} className={styles.licence}>
          {licence}
        </Text>
      </AccordionHeader>
      <AccordionPanel>
        <pre className={styles.text}>
          {text === '' ? `Under ${licence}, without a text of its own.` : text}
        </pre>
      </AccordionPanel>
    </AccordionItem>
  );
}
