import {
  Badge,
  type BadgeProps,
  Button,
  Link,
  makeStyles,
  mergeClasses,
  Text,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowDownload20Regular,
  ArrowExport20Regular,
  CheckmarkCircle20Regular,
  LinkMultiple20Regular,
  Scales20Regular,
  Settings16Regular,
} from '@fluentui/react-icons';
import type { ComponentType } from 'react';
import type { FlowState, FlowStep, FlowStepName } from '../../shared/api.ts';
import { count } from '../format/index.ts';
import { STATE_WORDS, STEP_WORDS } from './step-words.ts';

const ICONS: Readonly<Record<FlowStepName, ComponentType>> = {
  poll: ArrowDownload20Regular,
  match: LinkMultiple20Regular,
  approve: CheckmarkCircle20Regular,
  post: ArrowExport20Regular,
  tie_out: Scales20Regular,
};

const COLOURS: Readonly<Record<FlowState, NonNullable<BadgeProps['color']>>> = {
  ok: 'success',
  working: 'brand',
  needs_you: 'warning',
  problem: 'danger',
  paused: 'warning',
  idle: 'informative',
};

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    height: '100%',
    boxSizing: 'border-box',
    padding: '12px',
    minWidth: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  // The edge says at a glance where the way is blocked; the badge says it in words.
  problem: { borderTop: `3px solid ${tokens.colorStatusDangerBorderActive}`, paddingTop: '10px' },
  needs_you: { borderTop: `3px solid ${tokens.colorStatusWarningBorderActive}`, paddingTop: '10px' },
  head: { display: 'flex', alignItems: 'center', gap: '6px', minHeight: '24px' },
  icon: { color: tokens.colorBrandForeground1, lineHeight: 0 },
  gear: { marginInlineStart: 'auto', minWidth: '24px', maxWidth: '24px', height: '24px', padding: 0 },
  figures: { margin: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  figure: {
    display: 'flex',
    flexDirection: 'row-reverse',
    justifyContent: 'flex-end',
    alignItems: 'baseline',
    gap: '6px',
  },
  number: { margin: 0, fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  first: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  label: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground3 },
  error: {
    color: tokens.colorStatusDangerForeground1,
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
  foot: { marginTop: 'auto', display: 'flex', flexDirection: 'column', gap: '4px' },
});

/** One step: its state in a word, what it counts, what is wrong, and the way to its work and to its settings. */
export function StepCard(props: {
  step: FlowStep;
  gateway: string;
  onOpen: () => void;
  onSettings: () => void;
}) {
  const styles = useStyles();
  const { step, gateway } = props;
  const words = STEP_WORDS[step.name];
  const Icon = ICONS[step.name];
  const edge = step.state === 'problem' ? styles.problem : step.state === 'needs_you' && styles.needs_you;
  return (
    <div className={mergeClasses(styles.root, edge)}>
      <div className={styles.head}>
        <span className={styles.icon} aria-hidden>
          <Icon />
        </span>
        <Text as="h3" weight="semibold" style={{ margin: 0 }}>
          {words.title}
        </Text>
        <Tooltip content={`${words.settings.title} in Settings`} relationship="description">
          <Button
            appearance="subtle"
            size="small"
            className={styles.gear}
            icon={<Settings16Regular />}
            aria-label={`Settings of ${words.title.toLowerCase()}, ${gateway}`}
            onClick={props.onSettings}
          />
        </Tooltip>
      </div>
      <div>
        <Badge appearance="tint" color={COLOURS[step.state]}>
          {STATE_WORDS[step.state]}
        </Badge>
      </div>
      <dl className={styles.figures}>
        {step.figures.map((figure, at) => (
          <div className={styles.figure} key={figure.label}>
            <dt className={styles.label}>{figure.label}</dt>
            <dd className={mergeClasses(styles.number, at === 0 && styles.first)}>{count(figure.count)}</dd>
          </div>
        ))}
      </dl>
      {step.problem !== null && (
        <Text size={200} className={styles.error} title={step.problem}>
          {step.problem}
        </Text>
      )}
      <div className={styles.foot}>
        <Text size={200} className={styles.quiet}>
          {step.manner}
        </Text>
        <Link onClick={props.onOpen} aria-label={`${words.open}, ${gateway}`}>
          {words.open}
        </Link>
      </div>
    </div>
  );
}
