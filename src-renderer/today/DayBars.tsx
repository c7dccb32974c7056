import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { AccountingDate } from '../../shared/model.ts';
import type { Currency } from '../../shared/money.ts';
import { amount, day, shortAmount, shortDay } from '../format/index.ts';
import { barsOf, type DayStack, type Side, scaleOf } from './day-stacks.ts';
import { useWidth } from './use-width.ts';

const HEIGHT = 196;
const TOP = 10;
const BOTTOM = 24;
const LEFT = 64;
const RIGHT = 4;
/** A date beneath the line needs this much room. */
const LABEL_PX = 76;

const useStyles = makeStyles({
  root: { position: 'relative', height: `${HEIGHT}px` },
  svg: { display: 'block', width: '100%', height: '100%', overflow: 'visible' },
  text: {
    fontSize: tokens.fontSizeBase200,
    fill: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  grid: { stroke: tokens.colorNeutralStroke3 },
  line: { stroke: tokens.colorNeutralStroke1 },
  read: { fill: tokens.colorNeutralBackground3 },
  posted: { fill: tokens.colorBrandForeground1 },
  waiting: { stroke: tokens.colorPaletteDarkOrangeForeground1 },
  hatch: { stroke: tokens.colorPaletteDarkOrangeForeground1, strokeWidth: '2.5px' },
  explained: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralForeground3 },
  days: {
    position: 'absolute',
    top: 0,
    bottom: `${BOTTOM}px`,
    left: `${LEFT}px`,
    right: `${RIGHT}px`,
    display: 'flex',
  },
  day: {
    flex: '1 1 0',
    minWidth: 0,
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    cursor: 'pointer',
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      borderRadius: tokens.borderRadiusSmall,
    },
  },
});

/**
 * The days as bars. Each side has a look of its own (full, hatched, outlined), not only a colour. One day at a time is in the
 * tab order; the arrows go along the days, Enter opens one.
 */
export function DayBars(props: {
  stacks: readonly DayStack[];
  currency: Currency;
  /** Which day is looked at: null when none is. */
  onRead: (date: AccountingDate | null) => void;
  onOpen: (date: AccountingDate) => void;
}) {
  const styles = useStyles();
  const { stacks, currency, onRead, onOpen } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const hatch = `hatch-${useId().replace(/\W/g, '')}`;
  const [reading, setReading] = useState<number | null>(null);
  const [tabbed, setTabbed] = useState(stacks.length - 1);
  const scale = scaleOf(stacks);
  const plotWidth = Math.max(0, width - LEFT - RIGHT);
  const slot = plotWidth / Math.max(1, stacks.length);
  const bar = Math.max(2, Math.min(28, slot * 0.7));
  const y = (minor: number): number =>
    TOP + ((scale.high - minor) / (scale.high - scale.low)) * (HEIGHT - TOP - BOTTOM);
  const every = Math.max(1, Math.ceil(LABEL_PX / Math.max(1, slot)));
  const look: Record<Side, { className: string; fill?: string }> = {
    posted: { className: styles.posted },
    waiting: { className: styles.waiting, fill: `url(#${hatch})` },
    explained: { className: styles.explained },
  };
  const read = (at: number | null): void => {
    setReading(at);
    onRead(at === null ? null : (stacks[at]?.date ?? null));
  };
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const to = { ArrowLeft: tabbed - 1, ArrowRight: tabbed + 1, Home: 0, End: stacks.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(stacks.length - 1, Math.max(0, to));
    setTabbed(next);
    event.currentTarget.querySelectorAll('button').item(next).focus();
  };
  return (
    <div ref={box} className={styles.root}>
      <svg className={styles.svg} aria-hidden>
        <defs>
          <pattern
            id={hatch}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line x1="0" y1="0" x2="0" y2="5" className={styles.hatch} />
          </pattern>
        </defs>
        {reading !== null && (
          <rect
            className={styles.read}
            x={LEFT + reading * slot}
            y={TOP - 4}
            width={slot}
            height={HEIGHT - TOP - BOTTOM + 4}
          />
        )}
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line
              className={tick === 0 ? styles.line : styles.grid}
              x1={LEFT}
              x2={LEFT + plotWidth}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text className={styles.text} x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {shortAmount(tick, currency)}
            </text>
          </g>
        ))}
        {width > 0 &&
          stacks.map((stack, at) => (
            <g key={stack.date}>
              {barsOf(stack).map(({ side, low, high }) => (
                <rect
                  key={side}
                  {...look[side]}
                  x={LEFT + at * slot + (slot - bar) / 2}
                  y={y(high)}
                  width={bar}
                  height={Math.max(1, y(low) - y(high))}
                />
              ))}
              {(stacks.length - 1 - at) % every === 0 && (
                <text
                  className={styles.text}
                  x={LEFT + (at + 0.5) * slot}
                  y={HEIGHT - 6}
                  textAnchor={at === stacks.length - 1 && slot < 40 ? 'end' : 'middle'}
                  {...(at === stacks.length - 1 && slot < 40 ? { dx: slot / 2 } : {})}
                >
                  {shortDay(stack.date)}
                </text>
              )}
            </g>
          ))}
      </svg>
      <div
        className={styles.days}
        role="toolbar"
        aria-label="Days"
        onKeyDown={move}
        onPointerLeave={() => read(null)}
      >
        {stacks.map((stack, at) => (
          <button
            key={stack.date}
            type="button"
            className={styles.day}
            tabIndex={at === tabbed ? 0 : -1}
            aria-label={spoken(stack, currency)}
            onPointerEnter={() => read(at)}
            onFocus={() => {
              setTabbed(at);
              read(at);
            }}
            onBlur={() => read(null)}
            onClick={() => onOpen(stack.date)}
          />
        ))}
      </div>
    </div>
  );
}

function spoken(stack: DayStack, currency: Currency): string {
  const of = (minor: number): string => amount(minor, currency);
  return stack.total === 0 && barsOf(stack).length === 0
    ? `${day(stack.date)}: nothing`
    : `${day(stack.date)}: ${of(stack.total)} in, ${of(stack.posted)} posted, ${of(stack.waiting)} waiting, ${of(stack.explained)} explained`;
}
