import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import type { Preflight } from '../../shared/preflight.ts';

const useStyles = makeStyles({ root: { display: 'flex', flexDirection: 'column', gap: '8px' } });

const SEVERITIES = ['blocks_reading', 'blocks_posting', 'warning', 'info'] as const;
const INTENT = {
  blocks_reading: 'error',
  blocks_posting: 'error',
  warning: 'warning',
  info: 'info',
} as const;
const TITLE = {
  blocks_reading: 'Reading is not possible.',
  blocks_posting: 'Posting is not possible.',
  warning: 'Please note.',
  info: 'For your information.',
} as const;

/** What the preflight found, worst first. */
export function PreflightFindings({ preflight }: { preflight: Preflight }) {
  const styles = useStyles();
  const findings = SEVERITIES.flatMap((severity) =>
    preflight.findings.filter((finding) => finding.severity === severity),
  );
  if (findings.length === 0) return null;
  return (
    <div className={styles.root}>
      {findings.map(({ severity, code, message }) => (
        <MessageBar key={`${code} ${message}`} intent={INTENT[severity]} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{TITLE[severity]}</MessageBarTitle>
            {message}
          </MessageBarBody>
        </MessageBar>
      ))}
    </div>
  );
}
