/** Two settings of whatever shape, compared field by field: what differs, each with a name a person knows. */
import { type AuditChange, type AuditValue, Schedule } from '../../shared/api.ts';
import { MappingLine } from '../../shared/mapping.ts';
import { mappingLineWords } from '../../shared/mapping-words.ts';
import { Instant } from '../../shared/model.ts';
import { Currency } from '../../shared/money.ts';
import { scheduleInBrief } from '../../shared/schedule-words.ts';
import { type Naming, nameOf } from './names.ts';

/** Of an amount that has no currency of its own. */
export interface Reading extends Naming {
  readonly currency: Currency;
}

/** A path is the names on the way to a value, outermost first. */
type Path = readonly string[];
/** What tells the members of a list apart, the most telling first. */
const KEYS = ['id', 'target', 'number', 'marker', 'file', 'name', 'field', 'customerNo'] as const;
const WORDS = /^[a-z]+(_[a-z]+)+$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

export const textValue = (text: string): AuditValue => ({ kind: 'text', text });

export function differences(before: unknown, after: unknown, reading: Reading): AuditChange[] {
  const [was, is] = [leavesOf(before, reading), leavesOf(after, reading)];
  const paths = new Map<string, Path>();
  for (const path of [...was.keys(), ...is.keys()]) paths.set(JSON.stringify(path), path);
  const find = (leaves: Map<Path, AuditValue>): Map<string, AuditValue> =>
    new Map([...leaves].map(([path, value]) => [JSON.stringify(path), value]));
  const [old, now] = [find(was), find(is)];
  return [...paths].flatMap(([key, path]) => {
    const [from, to] = [old.get(key) ?? null, now.get(key) ?? null];
    return JSON.stringify(from) === JSON.stringify(to)
      ? []
      : [{ field: nameOf(path, reading), before: from, after: to }];
  });
}

/** Every value that is there, with the way to it. Nothing and an empty text are not there. */
export function leavesOf(value: unknown, reading: Reading): Map<Path, AuditValue> {
  const leaves = new Map<Path, AuditValue>();
  walk(value, [], reading.currency, leaves);
  return leaves;
}

function walk(value: unknown, path: Path, currency: Currency, leaves: Map<Path, AuditValue>): void {
  const whole = wholeOf(value);
  if (whole !== null) {
    leaves.set(path, textValue(whole));
    return;
  }
  if (Array.isArray(value)) {
    walkList(value, path, currency, leaves);
    return;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = value as Readonly<Record<string, unknown>>;
    const own = Currency.safeParse(fields.currency);
    for (const [name, inner] of Object.entries(fields)) {
      walk(inner, [...path, name], own.success ? own.data : currency, leaves);
    }
    return;
  }
  const leaf = leafOf(value, path.at(-1) ?? '', currency);
  if (leaf !== null) leaves.set(path, leaf);
}

/** What is one thing to a person although it has several fields. */
function wholeOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const schedule = Schedule.safeParse(value);
  if (schedule.success) return scheduleInBrief(schedule.data);
  const line = MappingLine.safeParse(value);
  return line.success ? mappingLineWords(line.data, []) : null;
}

function walkList(
  list: readonly unknown[],
  path: Path,
  currency: Currency,
  leaves: Map<Path, AuditValue>,
): void {
  if (list.length === 0) return;
  if (list.every((member) => typeof member !== 'object' || member === null)) {
    leaves.set(path, textValue(list.map((member) => words(String(member))).join(', ')));
    return;
  }
  const seen = new Map<string, number>();
  list.forEach((member, at) => {
    const key = keyOf(member) ?? String(at + 1);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    walk(member, [...path, times === 1 ? key : `${key} (${times})`], currency, leaves);
  });
}

function keyOf(member: unknown): string | null {
  if (typeof member !== 'object' || member === null) return null;
  const fields = member as Readonly<Record<string, unknown>>;
  for (const name of KEYS) {
    const key = fields[name];
    if (typeof key === 'string' || typeof key === 'number') return String(key);
  }
  return null;
}

function leafOf(value: unknown, name: string, currency: Currency): AuditValue | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return textValue(value ? 'yes' : 'no');
  if (typeof value === 'number' && name.endsWith('Minor')) {
    return { kind: 'money', amountMinor: value, currency };
  }
  if (typeof value === 'number' && name.endsWith('BasisPoints')) return textValue(`${value / 100} %`);
  if (typeof value === 'string' && MOMENT.test(value)) {
    const at = Instant.safeParse(value);
    if (at.success) return { kind: 'moment', at: at.data };
  }
  return textValue(words(String(value)));
}

/** on_account becomes "on account"; anything that is no such word stays as it is. */
const words = (text: string): string => (WORDS.test(text) ? text.replaceAll('_', ' ') : text);
