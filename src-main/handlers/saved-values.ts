/** A saved connection as a form, the form as settings again, and the difference in words. Pure. */
import type { FormField, FormValues } from '../../shared/api.ts';
import { assign, typed } from './connection-forms.ts';

type Settings = Readonly<Record<string, unknown>>;

/** The settings' values as the form's texts. A number of zero where the form begins empty is: not given. */
export function savedValues(fields: readonly FormField[], settings: Settings): FormValues {
  return Object.fromEntries(
    fields.map((field) => {
      const value = at(settings, field.name);
      const isLeftOut =
        value === null ||
        value === undefined ||
        (field.kind === 'number' && value === 0 && field.initial === '');
      return [field.name, isLeftOut ? '' : String(value)];
    }),
  );
}

/**
 * The saved settings with what the form says now. What is not in the form (a CSV connection's layouts) stays; a field that
 * was emptied goes back to its default.
 */
export function changedSettings(
  fields: readonly FormField[],
  settings: Settings,
  values: FormValues,
): Record<string, unknown> {
  const changed = structuredClone(settings) as Record<string, unknown>;
  for (const field of fields) {
    const value = (values[field.name] ?? '').trim();
    const path = field.name.split('.');
    if (value === '') remove(changed, path);
    else assign(changed, path, typed(field, value));
  }
  return changed;
}

export interface FieldChange {
  /** As the form calls it. */
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export function fieldChanges(
  fields: readonly FormField[],
  before: FormValues,
  after: FormValues,
): FieldChange[] {
  return fields.flatMap((field) => {
    const [was, is] = [before[field.name] ?? '', after[field.name] ?? ''];
    return was === is ? [] : [{ field: field.label, before: words(field, was), after: words(field, is) }];
  });
}

/** "Fees account 6050 → 6040". */
export const changeInWords = ({ field, before, after }: FieldChange): string =>
  `${field} ${before} → ${after}`;

function words(field: FormField, value: string): string {
  if (field.kind === 'switch') return value === 'true' ? 'on' : 'off';
  if (value === '') return '(empty)';
  return field.choices?.find((choice) => choice.value === value)?.label ?? value;
}

function at(settings: unknown, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>(
      (inner, part) => (inner as Record<string, unknown> | undefined | null)?.[part],
      settings,
    );
}

function remove(target: Record<string, unknown>, [head, ...rest]: readonly string[]): void {
  if (head === undefined) return;
  if (rest.length === 0) delete target[head];
  else if (typeof target[head] === 'object' && target[head] !== null)
    remove(target[head] as Record<string, unknown>, rest);
}
