import { Button, makeStyles, Spinner, Switch, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular, PeopleRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import { type CallInput, type CallOutput, type CustomerRow, CustomerShow } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { List, SearchBox, useArrangement } from '../components/list/index.ts';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { count, moment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { usePages } from '../stores/use-pages.ts';
import { useSettled } from '../stores/use-settled.ts';
import { CustomerPair } from './CustomerPair.tsx';
import { customerColumns } from './columns.tsx';
import { SHOW_WORDS } from './words.ts';

type Answer = CallOutput<'customers.list'>;
type Sort = NonNullable<CallInput<'customers.list'>['sort']>;

const COLUMNS = customerColumns();
const keyOf = ({ key }: CustomerRow): string =>
  `${key.connectionId} ${key.externalId} ${key.externalId === null ? key.customerNo : ''}`;

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', gap: '8px 24px', flexWrap: 'wrap' },
  policy: { display: 'flex', gap: '4px 16px', flexWrap: 'wrap', marginInlineStart: 'auto' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Gateway customers and ledger customers side by side. Nothing is written while the switches are off, as they are at first. */
export default function CustomersScreen() {
  const styles = useStyles();
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const progress = useApp((state) => state.progress);
  const [show, setShow] = useState<CustomerShow | null>(null);
  const [typed, setTyped] = useState('');
  const [round, setRound] = useState(0);
  const [first, setFirst] = useState<Answer | null>(null);
  const search = useSettled(typed, 200);
  const action = useAction();
  const arrangement = useArrangement('customers', COLUMNS, { by: 'state', descending: false });
  const { by: sort, descending } = arrangement.sort;
  const question = JSON.stringify({ show, search, sort, descending });
  const pages = usePages(
    async (page) => {
      const answer = await call('customers.list', { ...page, show, search, sort: sort as Sort, descending });
      setFirst(answer);
      return answer;
    },
    question,
    round,
  );
  const again = useCallback(() => setRound((before) => before + 1), []);
  const policy = useMemo(() => first?.policy ?? { toLedger: false, toGateway: false }, [first?.policy]);
  const detail = useCallback(
    (row: CustomerRow) => <CustomerPair pairKey={row.key} policy={policy} onChanged={again} />,
    [policy, again],
  );
  const read = () =>
    void action.run(async () => {
      await call('customers.read', {});
      again();
    });
  const savePolicy = (next: typeof policy) =>
    void action.run(async () => {
      await call('customers.savePolicy', next);
      again();
    });
  const { rows } = pages;
  const total = first ? Object.values(first.counts).reduce((sum, one) => sum + one, 0) : 0;
  return (
    <>
      <ScreenHead title="Customers">
        <SearchBox label="Search the customers" value={typed} onChange={setTyped} />
        <Button
          icon={action.busy ? <Spinner size="tiny" /> : <ArrowSync20Regular />}
          disabledFocusable={action.busy || first?.supported === false}
          onClick={read}
        >
          {action.busy ? (progress?.label ?? 'Reading') : 'Read both sides'}
        </Button>
      </ScreenHead>
      <ScreenBody label="Customers" wide fill>
        {action.failure && <FailureNotice failure={action.failure} />}
        {pages.failure && <FailureNotice failure={pages.failure} onRetry={pages.again} />}
        {rows === null && !pages.failure && <Waiting label="Comparing the customers" />}
        {first?.supported === false && (
          <EmptyState
            icon={<PeopleRegular />}
            title="No gateway here keeps customers"
            text="Stripe does. What the others know of a payer stands with each payment."
          />
        )}
        {first?.supported && first.readAt === null && (
          <EmptyState
            icon={<PeopleRegular />}
            title="Not read yet"
            text="Both sides are read and compared; nothing is written by that."
          >
            <Button appearance="primary" disabledFocusable={action.busy} onClick={read}>
              Read both sides
            </Button>
          </EmptyState>
        )}
        {first?.supported && first.readAt !== null && (
          <div className={styles.bar}>
            <TabList
              size="small"
              aria-label="Which customers"
              selectedValue={show ?? 'all'}
              onTabSelect={(_event, { value }) =>
                setShow(CustomerShow.options.find((name) => name === value) ?? null)
              }
            >
              <Tab value="all">All {count(total)}</Tab>
              {CustomerShow.options.map((name) => (
                <Tab key={name} value={name}>
                  {SHOW_WORDS[name]} {count(first.counts[name] ?? 0)}
                </Tab>
              ))}
            </TabList>
            <Text size={200} className={styles.quiet}>
              Read {moment(first.readAt, zone)}
            </Text>
            <div className={styles.policy}>
              <Switch
                label="May be written to the ledger"
                checked={policy.toLedger}
                disabled={action.busy}
                onChange={(_event, { checked }) => savePolicy({ ...policy, toLedger: checked })}
              />
              <Switch
                label="May be written to the gateway"
                checked={policy.toGateway}
                disabled={action.busy}
                onChange={(_event, { checked }) => savePolicy({ ...policy, toGateway: checked })}
              />
            </div>
          </div>
        )}
        {rows?.length === 0 && first?.readAt !== null && first?.supported && (
          <EmptyState
            icon={<PeopleRegular />}
            title="No customer fits"
            text="Choose another state, or search otherwise."
          />
        )}
        {rows !== null && rows.length > 0 && arrangement.ready && (
          <List
            label="Customers"
            rows={rows}
            rowKey={keyOf}
            arrangement={arrangement}
            nouns={['customer', 'customers']}
            total={pages.total}
            hasMore={pages.hasMore}
            onMore={pages.more}
            onAll={pages.all}
            question={question}
            filters={[
              ...(show === null ? [] : [SHOW_WORDS[show]]),
              ...(search === '' ? [] : [`“${search}”`]),
            ]}
            detail={detail}
          />
        )}
      </ScreenBody>
    </>
  );
}
