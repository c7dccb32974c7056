import { CounterBadge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  AlertBadge20Regular,
  BuildingBank20Regular,
  Cart20Regular,
  CheckmarkStarburst20Regular,
  DocumentTable20Regular,
  Flow20Regular,
  History20Regular,
  Home20Regular,
  People20Regular,
  Settings20Regular,
} from '@fluentui/react-icons';
import type { ComponentType } from 'react';
import { EnvironmentMark } from '../settings/EnvironmentMark.tsx';
import { type Screen, useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';

const SCREENS: readonly {
  readonly name: Screen;
  readonly title: string;
  readonly Icon: ComponentType<{ className?: string }>;
}[] = [
  { name: 'today', title: 'Today', Icon: Home20Regular },
  { name: 'review', title: 'Review', Icon: CheckmarkStarburst20Regular },
  { name: 'orders', title: 'Orders', Icon: Cart20Regular },
  { name: 'payouts', title: 'Payouts', Icon: BuildingBank20Regular },
  { name: 'exceptions', title: 'Exceptions', Icon: AlertBadge20Regular },
  { name: 'history', title: 'History', Icon: History20Regular },
  { name: 'reports', title: 'Reports', Icon: DocumentTable20Regular },
  { name: 'customers', title: 'Customers', Icon: People20Regular },
  { name: 'flows', title: 'Flows', Icon: Flow20Regular },
  { name: 'settings', title: 'Settings', Icon: Settings20Regular },
];

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    width: '184px',
    flexShrink: 0,
    padding: '12px 8px',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  company: { padding: '4px 12px 12px', display: 'flex', flexDirection: 'column' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    height: '36px',
    padding: '0 12px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    cursor: 'pointer',
    textAlign: 'start',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorBrandForeground1,
  },
  count: { marginInlineStart: 'auto' },
});

export function Navigation() {
  const styles = useStyles();
  const screen = useApp((state) => state.screen);
  const show = useApp((state) => state.show);
  const status = useApp((state) => state.status);
  const version = useApp((state) => `${state.versions.review}.${state.versions.dead_letters}`);
  const counts = useCall('review.counts', {}, version).value ?? [];
  const letters = useCall('deadLetters.list', { limit: 1 }, version).value?.total ?? 0;
  const waiting = counts
    .filter(({ tab }) => tab === 'ready' || tab === 'check' || tab === 'exception')
    .reduce((sum, { count }) => sum + count, 0);
  const badge: Partial<Record<Screen, number>> = { review: waiting, exceptions: letters };
  return (
    <nav className={styles.root} aria-label="Screens">
      <div className={styles.company}>
        <Text weight="semibold" truncate wrap={false} title={status?.company ?? ''}>
          {status?.company}
        </Text>
        {status?.environment && <EnvironmentMark environment={status.environment} />}
      </div>
      {SCREENS.map(({ name, title, Icon }) => (
        <button
          key={name}
          type="button"
          data-tour={`nav-${name}`}
          className={mergeClasses(styles.item, screen === name && styles.current)}
          aria-current={screen === name ? 'page' : undefined}
          onClick={() => show(name)}
        >
          <Icon />
          {title}
          {(badge[name] ?? 0) > 0 && (
            <CounterBadge
              className={styles.count}
              count={badge[name] ?? 0}
              overflowCount={999}
              color={name === 'exceptions' ? 'danger' : 'brand'}
              size="small"
            />
          )}
        </button>
      ))}
    </nav>
  );
}
