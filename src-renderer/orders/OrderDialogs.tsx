import { makeStyles, Text } from '@fluentui/react-components';
import { Asking } from '../components/Asking.tsx';
import { count } from '../format/index.ts';
import { ApproveReady } from './ApproveReady.tsx';
import type { OrderDecisions } from './use-order-decisions.ts';
import { numberOf, orders } from './words.ts';

const useStyles = makeStyles({ list: { margin: '8px 0 0', paddingInlineStart: '20px' } });

const MOST_NAMED = 6;

/** What is asked before orders are created in bulk, voided, ignored or given out as a file. */
export function OrderDialogs(props: { decisions: OrderDecisions; search: string; ready: number }) {
  const { decisions } = props;
  const { question } = decisions;
  const close = () => decisions.ask(null);
  if (question === null) return null;
  switch (question.kind) {
    case 'approve_ready':
      return <ApproveReady search={props.search} onApprove={decisions.approveAll} onClose={close} />;
    case 'export':
      return (
        <Asking
          title={`Export ${orders(props.ready)} as a file`}
          confirm="Export as a file"
          onConfirm={decisions.exportReady}
          onClose={close}
        >
          All that is ready goes into one file for the ledger’s own import, and counts as done from then on.
          Import the file once.
        </Asking>
      );
    case 'void': {
      const keys = question.rows.map(({ key }) => key);
      return (
        <Asking
          title={`Void ${orders(keys.length)} in the ledger`}
          confirm="Void in the ledger"
          onConfirm={() => decisions.voidAll(keys)}
          onClose={close}
        >
          Cancelled or refunded in the shop since. The sales order stays in the ledger, marked as void. What
          was paid and paid back is matched in Review.
          <Named
            names={question.rows.map((row) => [numberOf(row), row.order.name].filter(Boolean).join(', '))}
          />
        </Asking>
      );
    }
    case 'ignore': {
      const keys = question.rows.map(({ key }) => key);
      return (
        <Asking
          title={`Ignore ${orders(keys.length)}`}
          confirm="Ignore"
          reason="Why it is not brought in"
          onConfirm={(reason) => decisions.ignoreAll(keys, reason)}
          onClose={close}
        >
          {keys.length === 1 ? 'It is' : 'They are'} not brought into the ledger. The payment stays in Review.
          <Named names={question.rows.map(({ order }) => order.name)} />
        </Asking>
      );
    }
  }
}

function Named({ names }: { names: readonly string[] }) {
  const styles = useStyles();
  const more = names.length - MOST_NAMED;
  return (
    <ul className={styles.list}>
      {names.slice(0, MOST_NAMED).map((name) => (
        <li key={name}>{name}</li>
      ))}
      {more > 0 && (
        <li>
          <Text>and {count(more)} more</Text>
        </li>
      )}
    </ul>
  );
}
