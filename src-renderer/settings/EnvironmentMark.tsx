import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import type { Environment } from '../../shared/api.ts';
import { useApp } from '../stores/app-store.ts';
import { ENVIRONMENT } from './environment-words.ts';

const useStyles = makeStyles({
  button: {
    alignSelf: 'start',
    marginTop: '2px',
    padding: 0,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
});

/** Which of the companies is open, in a word and a colour; leads to where it can be changed. */
export function EnvironmentMark({ environment }: { environment: Environment }) {
  const styles = useStyles();
  const { title } = ENVIRONMENT[environment];
  return (
    <button
      type="button"
      className={styles.button}
      title="Change it in Settings, Environments"
      onClick={() => useApp.getState().showSettings('environments')}
    >
      <EnvironmentBadge environment={environment}>{title}</EnvironmentBadge>
    </button>
  );
}

const LOOK = {
  live: { appearance: 'tint', color: 'informative' },
  test: { appearance: 'filled', color: 'warning' },
  demo: { appearance: 'tint', color: 'brand' },
} as const;

export function EnvironmentBadge(props: { environment: Environment; children: string }) {
  return (
    <Badge {...LOOK[props.environment]} size="medium" shape="rounded">
      {props.children}
    </Badge>
  );
}
