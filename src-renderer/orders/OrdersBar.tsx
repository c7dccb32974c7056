import { Button, makeStyles, Switch, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { Settings20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { type CallOutput, type OrderPolicy, OrderTab } from '../../shared/api.ts';
import { count, moment } from '../format/index.ts';
import { PolicyDialog } from './PolicyDialog.tsx';
import { TAB_WORDS } from './words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: '8px 24px', flexWrap: 'wrap' },
  policy: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px 8px',
    flexWrap: 'wrap',
    marginInlineStart: 'auto',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Which orders, when they were read, and how they are from now on. */
export function OrdersBar(props: {
  answer: CallOutput<'orders.list'>;
  tab: OrderTab;
  zone: string;
  busy: boolean;
  onTab: (tab: OrderTab) => void;
  onPolicy: (policy: OrderPolicy) => Promise<unknown>;
  onRead: (read: boolean) => void;
}) {
  const styles = useStyles();
  const { answer, zone } = props;
  const [arranging, setArranging] = useState(false);
  return (
    <div className={styles.root}>
      <TabList
        size="small"
        aria-label="Which orders"
        selectedValue={props.tab}
        onTabSelect={(_event, { value }) => {
          const picked = OrderTab.safeParse(value);
          if (picked.success) props.onTab(picked.data);
        }}
      >
        {OrderTab.options.map((name) => (
          <Tab key={name} value={name}>
            {TAB_WORDS[name]} {count(answer.counts[name] ?? 0)}
          </Tab>
        ))}
      </TabList>
      {answer.readAt !== null && (
        <Text size={200} className={styles.quiet}>
          Read {moment(answer.readAt, zone)}
        </Text>
      )}
      <div className={styles.policy}>
        <Switch
          label="Read with each sync"
          checked={answer.policy.read}
          disabled={props.busy}
          onChange={(_event, { checked }) => props.onRead(checked)}
        />
        <Button
          size="small"
          appearance="subtle"
          icon={<Settings20Regular />}
          onClick={() => setArranging(true)}
        >
          Numbers and location
        </Button>
      </div>
      {arranging && (
        <PolicyDialog
          policy={answer.policy}
          locations={answer.locations}
          onSave={props.onPolicy}
          onClose={() => setArranging(false)}
        />
      )}
    </div>
  );
}
