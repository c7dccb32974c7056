import { Dialog, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { GatewayForm } from '../setup/GatewayForm.tsx';
import { useCall } from '../stores/use-call.ts';

/** The wizard's gateway form, in a dialog. */
export function AddGateway({ onClose }: { onClose: () => void }) {
  const forms = useCall('setup.connectors', {});
  // A dialog that opens with nothing in it that takes the focus stays hidden to screen readers.
  if (forms.value === null && forms.failure === null) return null;
  return (
    <Dialog open onOpenChange={(_event, change) => !change.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Add a gateway</DialogTitle>
          <DialogContent>
            {forms.failure && <FailureNotice failure={forms.failure} onRetry={forms.again} />}
            {forms.value && <GatewayForm forms={forms.value.gateways} onSaved={onClose} onCancel={onClose} />}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
