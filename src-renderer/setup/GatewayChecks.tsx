import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, DismissCircle20Filled } from '@fluentui/react-icons';
import type { GatewayTest } from '../../shared/api.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  list: { display: 'flex', flexDirection: 'column', gap: '8px', listStyle: 'none', margin: 0, padding: 0 },
  check: { display: 'flex', gap: '8px', alignItems: 'flex-start' },
  good: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  bad: { color: tokens.colorStatusDangerForeground1, flexShrink: 0 },
});

/** Each thing that was tried at the gateway, and how it went. */
export function GatewayChecks({ test }: { test: GatewayTest }) {
  const styles = useStyles();
  const place = [
    test.account,
    test.environment && (test.environment === 'test' ? 'test environment' : 'live environment'),
  ].filter(Boolean);
  return (
    <div className={styles.root} role="status">
      <Text weight="semibold">
        {test.ok ? 'The connection works' : 'The connection does not work yet'}
        {place.length > 0 && ` (${place.join(', ')})`}
      </Text>
      <ul className={styles.list}>
        {test.checks.map(({ name, ok, detail }) => (
          <li key={name} className={styles.check}>
            {ok ? (
              <CheckmarkCircle20Filled className={styles.good} aria-label="Passed" />
            ) : (
              <DismissCircle20Filled className={styles.bad} aria-label="Failed" />
            )}
            <Text>
              <Text weight="semibold">{name}.</Text> {detail}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
