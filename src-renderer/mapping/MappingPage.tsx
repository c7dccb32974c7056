import { Field, Select, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { MappingEditor } from './MappingEditor.tsx';

type GatewayId = NonNullable<ReturnType<typeof useApp.getState>['status']>['connections'][number]['id'];

/** A page of the settings: which of a gateway's fields go into which of the ledger's. */
export function MappingPage() {
  const status = useApp((state) => state.status);
  const gateways = status?.connections.filter(({ kind }) => kind === 'gateway') ?? [];
  const [chosen, setChosen] = useState<GatewayId | null>(null);
  const current = gateways.find(({ id }) => id === chosen) ?? gateways[0];
  if (!current) return <Text>Connect a gateway first: its fields are mapped here.</Text>;
  return (
    <>
      <Text>
        Fields of the ledger that your firm fills in its own way: a note, a pay type, a column of your own.
        Customer, invoice, amount, date and marker are always Matchbook’s.
      </Text>
      {gateways.length > 1 && (
        <Field label="Gateway" orientation="horizontal">
          <Select
            value={current.id}
            onChange={(_event, { value }) => setChosen(gateways.find(({ id }) => id === value)?.id ?? null)}
          >
            {gateways.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <OfGateway key={current.id} id={current.id} />
    </>
  );
}

function OfGateway({ id }: { id: GatewayId }) {
  const sheet = useCall('mapping.sheet', { connectionId: id });
  return (
    <>
      {sheet.failure && <FailureNotice failure={sheet.failure} onRetry={sheet.again} />}
      {sheet.value === null && !sheet.failure && <Waiting label="Reading the ledger’s fields" />}
      {sheet.value && !sheet.value.supported && (
        <Text>
          This ledger takes no mapped fields. With import files, the columns are chosen in the ledger’s own
          settings.
        </Text>
      )}
      {sheet.value?.supported && <MappingEditor loaded={sheet.value} />}
    </>
  );
}
