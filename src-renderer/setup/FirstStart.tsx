import { useApp } from '../stores/app-store.ts';
import { useSetup } from './setup-store.ts';
import { Welcome } from './Welcome.tsx';
import { Wizard } from './Wizard.tsx';

/** The first thing that anyone sees; resumes at the gateways when the ledger was connected before. */
export function FirstStart() {
  const connecting = useSetup((state) => state.connecting);
  const hasLedger = useApp(
    (state) => state.status?.connections.some(({ kind }) => kind === 'ledger') ?? false,
  );
  return connecting || hasLedger ? <Wizard /> : <Welcome />;
}
