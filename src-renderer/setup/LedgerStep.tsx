import { Button, Field, Input, Radio, RadioGroup, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { ConnectorForm } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useAction } from '../stores/use-action.ts';
import { ConnectorChoice } from './ConnectorChoice.tsx';
import { completeValues, emptyFields, FormFields } from './FormFields.tsx';
import type { FieldProblems, LedgerDraft, LedgerTrial } from './ledger-draft.ts';
import { StepPage } from './StepPage.tsx';

export function LedgerStep(props: {
  forms: readonly ConnectorForm[];
  draft: LedgerDraft | null;
  /** Which company the books are of, unless the user says otherwise. */
  environment: LedgerDraft['environment'];
  onTested: (draft: LedgerDraft, trial: LedgerTrial) => void;
}) {
  const [draft, setDraft] = useState<LedgerDraft>(
    props.draft ?? {
      connector: props.forms[0]?.name ?? '',
      title: '',
      environment: props.environment,
      values: {},
    },
  );
  const [problems, setProblems] = useState<FieldProblems>([]);
  const action = useAction();
  const form = props.forms.find(({ name }) => name === draft.connector);
  if (!form) return <EmptyState icon={null} title="This copy of Matchbook has no ledger to connect to." />;
  const shown = form.fields.filter(({ kind }) => kind !== 'account');

  const test = () =>
    action.run(async () => {
      const empty = emptyFields(shown, draft.values);
      setProblems(empty);
      if (empty.length > 0) return;
      const values = completeValues(form.fields, draft.values);
      const answer = await call('setup.testLedger', { connector: form.name, values });
      setProblems(answer.problems);
      if (answer.preflight === null) return;
      const title = draft.title.trim() || answer.preflight.server.database;
      props.onTested({ ...draft, title, values }, { preflight: answer.preflight, accounts: answer.accounts });
    });

  return (
    <StepPage
      title="Connect the ledger"
      lead="Matchbook reads the ledger first and tells you what it found. Nothing is written in this step."
      onSubmit={() => void test()}
      actions={
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={action.busy}
          {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
        >
          {action.busy ? 'Testing the connection' : 'Test the connection'}
        </Button>
      }
    >
      <ConnectorChoice
        label="Ledger"
        forms={props.forms}
        chosen={form.name}
        onChoose={(connector) => setDraft({ ...draft, connector, values: {} })}
      />
      <FormFields
        fields={shown}
        values={draft.values}
        key={form.name}
        problems={problems}
        signIn={{ connector: form.name, title: form.title, onProblems: setProblems }}
        onChange={(name, value) => {
          // One choice may fill in several fields: each change builds on the one before.
          setDraft((now) => ({ ...now, values: { ...now.values, [name]: value } }));
          setProblems((now) => now.filter(({ field }) => field !== name));
        }}
      />
      <Field
        label="Name of the company"
        hint="As you want to see it here; empty: the name that the ledger gives it."
      >
        <Input
          value={draft.title}
          maxLength={120}
          onChange={(_event, { value }) => setDraft({ ...draft, title: value })}
        />
      </Field>
      <Field label="These books are" hint="Test and live records are never mixed.">
        <RadioGroup
          value={draft.environment}
          onChange={(_event, { value }) =>
            setDraft({ ...draft, environment: value === 'test' ? 'test' : 'live' })
          }
        >
          <Radio value="live" label="The live company" />
          <Radio value="test" label="A test copy of it, with the gateways’ test keys" />
        </RadioGroup>
      </Field>
      {action.failure && <FailureNotice failure={action.failure} />}
    </StepPage>
  );
}
