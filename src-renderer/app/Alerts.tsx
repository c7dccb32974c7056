import {
  Link,
  Toast,
  ToastBody,
  Toaster,
  ToastFooter,
  ToastTitle,
  useId,
  useToastController,
} from '@fluentui/react-components';
import { useEffect } from 'react';
import { onAlert, useApp } from '../stores/app-store.ts';

/** What needs a person, as toasts; each can be followed to what it speaks of. */
export function Alerts() {
  const toaster = useId('alerts');
  const { dispatchToast } = useToastController(toaster);
  useEffect(
    () =>
      onAlert((alert) => {
        const { transactionId } = alert;
        dispatchToast(
          <Toast>
            <ToastTitle>{alert.title}</ToastTitle>
            <ToastBody>{alert.message}</ToastBody>
            {transactionId !== null && (
              <ToastFooter>
                <Link onClick={() => useApp.getState().show('review', transactionId)}>Show it</Link>
              </ToastFooter>
            )}
          </Toast>,
          { intent: alert.severity, timeout: alert.severity === 'error' ? 12_000 : 6_000 },
        );
      }),
    [dispatchToast],
  );
  return <Toaster toasterId={toaster} position="bottom-end" />;
}
