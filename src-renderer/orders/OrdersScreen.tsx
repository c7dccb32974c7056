import { Button, Spinner } from '@fluentui/react-components';
import { ArrowSync20Regular, CheckmarkCircle20Regular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import type { CallInput, CallOutput, OrderPolicy, OrderRow, OrderTab } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { List, SearchBox, useArrangement } from '../components/list/index.ts';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { count } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { usePages } from '../stores/use-pages.ts';
import { useSettled } from '../stores/use-settled.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { orderColumns } from './columns.tsx';
import { OrderDetail } from './OrderDetail.tsx';
import { OrderDialogs } from './OrderDialogs.tsx';
import { OrderNotices } from './OrderNotices.tsx';
import { OrdersBar } from './OrdersBar.tsx';
import { OrdersEmpty } from './OrdersEmpty.tsx';
import { useOrderDecisions } from './use-order-decisions.ts';
import { TAB_WORDS } from './words.ts';

type Sort = NonNullable<CallInput<'orders.list'>['sort']>;

const keyOf = ({ key }: OrderRow): string => `${key.connectionId} ${key.externalId}`;

/** Paid web orders on their way to sales orders of the ledger. Nothing is created but by a decision here. */
export default function OrdersScreen() {
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const progress = useApp((state) => state.progress);
  // A payment that comes in completes an order.
  const version = useApp((state) => `${state.versions.orders}.${state.versions.review}`);
  const [tab, setTab] = useState<OrderTab>('ready');
  const [typed, setTyped] = useState('');
  const [round, setRound] = useState(0);
  const [first, setFirst] = useState<CallOutput<'orders.list'> | null>(null);
  const [chosen, setChosen] = useState<readonly OrderRow[]>([]);
  const search = useSettled(typed, 200);
  const action = useAction();
  const columns = useMemo(() => orderColumns(zone), [zone]);
  const arrangement = useArrangement('orders', columns, { by: 'placed', descending: true });
  const { by: sort, descending } = arrangement.sort;
  const question = JSON.stringify({ tab, search, sort, descending });
  const pages = usePages(
    async (page) => {
      const answer = await call('orders.list', { ...page, tab, search, sort: sort as Sort, descending });
      setFirst(answer);
      return answer;
    },
    question,
    `${round}.${version}`,
  );
  const again = useCallback(() => setRound((before) => before + 1), []);
  const onlyAsFile = first?.onlyAsFile ?? [];
  const decisions = useOrderDecisions(onlyAsFile.length > 0, again);
  const detail = (row: OrderRow) => <OrderDetail row={row} decisions={decisions} onChanged={again} />;
  const read = () =>
    void action.run(async () => {
      await call('orders.read', {});
      again();
    });
  const savePolicy = async (policy: OrderPolicy) => {
    await call('orders.savePolicy', policy);
    again();
  };
  const { rows } = pages;
  const ready = first?.counts.ready ?? 0;
  const wasRead = first?.supported === true && first.readAt !== null;
  return (
    <>
      <ScreenHead title="Orders">
        <SearchBox label="Search the orders" value={typed} onChange={setTyped} />
        <Button
          icon={action.busy ? <Spinner size="tiny" /> : <ArrowSync20Regular />}
          disabledFocusable={action.busy || first?.supported === false}
          onClick={read}
        >
          {action.busy ? (progress?.label ?? 'Reading') : 'Read orders'}
        </Button>
        {wasRead && onlyAsFile.length === 0 && (
          <Button
            appearance="primary"
            icon={<CheckmarkCircle20Regular />}
            disabledFocusable={ready === 0 || decisions.busy}
            onClick={() => decisions.ask({ kind: 'approve_ready' })}
          >
            Approve all {count(ready)} ready
          </Button>
        )}
      </ScreenHead>
      <ScreenBody label="Orders" wide fill>
        {action.failure && <FailureNotice failure={action.failure} />}
        {pages.failure && <FailureNotice failure={pages.failure} onRetry={pages.again} />}
        <OrderNotices decisions={decisions} onlyAsFile={wasRead ? onlyAsFile : []} ready={ready} />
        {rows === null && !pages.failure && <Waiting label="Looking through the orders" />}
        {first !== null && wasRead && (
          <OrdersBar
            answer={first}
            tab={tab}
            zone={zone}
            busy={action.busy}
            onTab={setTab}
            onPolicy={savePolicy}
            onRead={(on) => void action.run(() => savePolicy({ ...first.policy, read: on }))}
          />
        )}
        <ChosenBar rows={rows?.length ? chosen : []} decisions={decisions} />
        {first !== null && (!wasRead || rows?.length === 0) && (
          <OrdersEmpty answer={first} tab={tab} searching={search !== ''} busy={action.busy} onRead={read} />
        )}
        {wasRead && rows !== null && rows.length > 0 && arrangement.ready && (
          <List
            label="Orders"
            rows={rows}
            rowKey={keyOf}
            arrangement={arrangement}
            nouns={['order', 'orders']}
            total={pages.total}
            hasMore={pages.hasMore}
            onMore={pages.more}
            onAll={pages.all}
            question={question}
            filters={[TAB_WORDS[tab], ...(search === '' ? [] : [`“${search}”`])]}
            detail={detail}
            onChosen={setChosen}
          />
        )}
      </ScreenBody>
      <OrderDialogs decisions={decisions} search={search} ready={ready} />
    </>
  );
}
