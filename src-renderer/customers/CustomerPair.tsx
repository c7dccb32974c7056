import { Button, Field, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CustomerDetail, CustomerKey, CustomerPolicy } from '../../shared/api.ts';
import type { CustomerField, CustomerValues } from '../../shared/customers.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { CustomerPicker } from '../matching/CustomerPicker.tsx';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';
import { type Direction, directionsOf } from './directions.ts';
import { FieldTable } from './FieldTable.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '1100px' },
  evidence: { margin: 0, paddingInlineStart: '20px', color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', alignItems: 'flex-end', gap: '12px', flexWrap: 'wrap' },
  picker: { width: '320px' },
  number: { width: '140px' },
  quiet: { color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1 },
});

/** One customer of both sides: why they are thought the same, field by field, and what is to be written where. */
export function CustomerPair(props: { pairKey: CustomerKey; policy: CustomerPolicy; onChanged: () => void }) {
  const detail = useCall('customers.detail', props.pairKey);
  if (detail.failure) return <FailureNotice failure={detail.failure} onRetry={detail.again} />;
  if (detail.value === null) return <Waiting label="Comparing" />;
  return (
    <Compared
      key={JSON.stringify([detail.value, props.policy])}
      loaded={detail.value}
      {...props}
      onAgain={detail.again}
    />
  );
}

function Compared(props: {
  loaded: CustomerDetail;
  policy: CustomerPolicy;
  onChanged: () => void;
  onAgain: () => void;
}) {
  const styles = useStyles();
  const action = useAction();
  const { policy } = props;
  const [detail, setDetail] = useState(props.loaded);
  const { row } = detail;
  const { externalId, customerNo } = row.key;
  const mayLedger = policy.toLedger && detail.ledgerWritable;
  const mayGateway = policy.toGateway && detail.gatewayWritable;
  const [directions, setDirections] = useState<ReadonlyMap<CustomerField, Direction>>(() =>
    directionsOf(detail, { toLedger: mayLedger, toGateway: mayGateway }),
  );
  const [linking, setLinking] = useState('');
  const [number, setNumber] = useState(detail.proposedNumber ?? '');
  const [said, setSaid] = useState('');
  const chosen = (way: Direction) => [...directions].filter(([, is]) => is === way).map(([field]) => field);
  const toLedger = chosen('to_ledger');
  const toGateway = chosen('to_gateway');
  const creates = customerNo === null || externalId === null;

  const take = (next: CustomerDetail, sentence: string) => {
    setDetail(next);
    setDirections(directionsOf(next, { toLedger: mayLedger, toGateway: mayGateway }));
    setSaid(sentence);
    props.onChanged();
  };
  const link = (to: string | null) =>
    void action.run(async () => {
      if (externalId === null) return;
      const next = await call('customers.link', {
        connectionId: row.key.connectionId,
        externalId,
        customerNo: to,
      });
      take(next, to === null ? 'Kept: nobody of the ledger.' : `Linked to ${to}.`);
    });
  const apply = () =>
    void action.run(async () => {
      const outcome = await call('customers.apply', {
        key: row.key,
        toLedger,
        toGateway,
        newNumber: customerNo === null ? number : null,
        shown: { gateway: sideOf(detail, 'gateway'), ledger: sideOf(detail, 'ledger') },
      });
      take(outcome.detail, outcome.sentence);
    });
  return (
    <div className={styles.root}>
      {detail.evidence.length > 0 && (
        <ul className={styles.evidence}>
          {detail.evidence.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {externalId !== null && (
        <div className={styles.row}>
          {row.certainty === 'likely' && customerNo !== null && (
            <Button appearance="primary" disabledFocusable={action.busy} onClick={() => link(customerNo)}>
              Yes, it is {customerNo}
            </Button>
          )}
          <Field label={customerNo === null ? 'It is' : 'It is another'} className={styles.picker}>
            <CustomerPicker value={linking} onChange={setLinking} />
          </Field>
          <Button
            disabledFocusable={action.busy || linking.trim() === ''}
            onClick={() => link(linking.trim())}
          >
            Link
          </Button>
          <Button appearance="subtle" disabledFocusable={action.busy} onClick={() => link(null)}>
            Nobody of the ledger
          </Button>
        </div>
      )}
      <FieldTable
        detail={detail}
        directions={directions}
        mayLedger={mayLedger}
        mayGateway={mayGateway}
        onDirection={(field, direction) => setDirections(new Map(directions).set(field, direction))}
      />
      {[
        ...(toLedger.length > 0 ? detail.notesToLedger : []),
        ...(toGateway.length > 0 ? detail.notesToGateway : []),
      ].map((note) => (
        <Text key={note} size={200} className={styles.quiet}>
          {note}
        </Text>
      ))}
      {action.failure && <FailureNotice failure={action.failure} />}
      <div className={styles.row}>
        {customerNo === null && toLedger.length > 0 && (
          <Field label="Customer number" className={styles.number}>
            <Input
              value={number}
              maxLength={detail.numberLength}
              onChange={(_event, { value }) => setNumber(value.toUpperCase())}
            />
          </Field>
        )}
        {(mayLedger || mayGateway) && (
          <Button
            appearance="primary"
            disabledFocusable={action.busy || toLedger.length + toGateway.length === 0}
            {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
            onClick={apply}
          >
            {!creates
              ? 'Write'
              : customerNo === null
                ? 'Create in the ledger'
                : `Create at ${row.gatewayTitle}`}
          </Button>
        )}
        {!mayLedger && !mayGateway && (
          <Text className={styles.quiet}>
            Writing customers is off. Turn it on above the list, if you want it.
          </Text>
        )}
        <Text role="status" className={styles.done}>
          {said}
        </Text>
      </div>
    </div>
  );
}

function sideOf({ fields }: CustomerDetail, side: 'gateway' | 'ledger'): CustomerValues {
  return Object.fromEntries(
    fields.flatMap((field) => (field[side] === null ? [] : [[field.field, field[side]]])),
  );
}
