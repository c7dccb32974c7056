import { Button, Spinner, Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { ConnectorForm } from '../../shared/api.ts';
import type { LedgerAccount } from '../../shared/model.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { emptyFields, FormFields } from './FormFields.tsx';
import type { FieldProblems, LedgerDraft } from './ledger-draft.ts';
import { StepPage } from './StepPage.tsx';

/** Where money is posted to; with it the ledger is saved. */
export function AccountsStep(props: {
  form: ConnectorForm | undefined;
  draft: LedgerDraft;
  accounts: readonly LedgerAccount[];
  onBack: (draft: LedgerDraft) => void;
  onSaved: () => void;
}) {
  const [values, setValues] = useState(props.draft.values);
  const [problems, setProblems] = useState<FieldProblems>([]);
  const action = useAction();
  const fields = props.form?.fields.filter(({ kind }) => kind === 'account') ?? [];
  const draft = { ...props.draft, values };

  const save = () =>
    action.run(async () => {
      const empty = emptyFields(fields, values);
      setProblems(empty);
      if (empty.length > 0) return;
      const { connector, title, environment } = draft;
      const answer = await call('setup.testLedger', { connector, values });
      setProblems(answer.problems);
      if (answer.problems.length > 0) return;
      useApp.getState().setStatus(await call('setup.saveLedger', { connector, title, values, environment }));
      props.onSaved();
    });

  return (
    <StepPage
      title="Accounts to post to"
      lead="Picked from your own chart of accounts. What you leave empty can be filled in later; until then, what needs it is not posted."
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={() => props.onBack(draft)}>Back</Button>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={action.busy}
            {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
          >
            Save the ledger
          </Button>
        </>
      }
    >
      {fields.length === 0 ? (
        <Text>This ledger needs no accounts.</Text>
      ) : (
        <FormFields
          fields={fields}
          values={values}
          problems={problems}
          accounts={props.accounts}
          onChange={(name, value) => {
            setValues({ ...values, [name]: value });
            setProblems(problems.filter(({ field }) => field !== name));
          }}
        />
      )}
      {action.failure && <FailureNotice failure={action.failure} />}
    </StepPage>
  );
}
