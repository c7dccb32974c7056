/** A mapping applied to one record: the value of each target, or the sentence that says why there is none. */
import type { MappableField, Mapping, MappingCondition, MappingLine } from '../../shared/mapping.ts';
import type { SourceRecord } from './fields.ts';
import { applyTransform, MappingStop, type TransformContext } from './transforms.ts';

export interface MappingProblem {
  readonly target: string;
  /** Place of the line in the mapping. */
  readonly line: number;
  /** A sentence. */
  readonly message: string;
}

export interface EvaluatedMapping {
  /** By target: a text, a plain decimal, or YYYY-MM-DD. A target that came out empty is left out: it keeps its own default. */
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly MappingProblem[];
}

export function evaluateMapping(
  mapping: Mapping,
  targets: ReadonlyMap<string, MappableField>,
  context: TransformContext,
): EvaluatedMapping {
  const values: Record<string, string> = {};
  const problems: MappingProblem[] = [];
  const settled = new Set<string>();
  mapping.lines.forEach((line, at) => {
    if (settled.has(line.target) || !line.when.every((one) => holds(one, context.record))) return;
    settled.add(line.target);
    const target = targets.get(line.target);
    try {
      if (!target) throw new MappingStop('the ledger has no such field any more');
      const text = outcomeOf(line, context);
      if (text !== '') values[line.target] = fitted(text, target);
    } catch (error) {
      if (!(error instanceof MappingStop)) throw error;
      const name = target?.title ?? line.target;
      problems.push({
        target: line.target,
        line: at,
        message: `${name} cannot be filled: ${error.message}.`,
      });
    }
  });
  return { values, problems };
}

function outcomeOf(line: MappingLine, context: TransformContext): string {
  const start =
    line.source.kind === 'constant' ? line.source.text : (context.record.texts.get(line.source.field) ?? '');
  return line.transforms.reduce((text, transform) => applyTransform(text, transform, context), start);
}

function holds({ field, is, text }: MappingCondition, { texts }: SourceRecord): boolean {
  const value = (texts.get(field) ?? '').toLowerCase();
  const wanted = text.toLowerCase();
  switch (is) {
    case 'equal':
      return value === wanted;
    case 'not_equal':
      return value !== wanted;
    case 'contains':
      return value.includes(wanted);
    case 'begins':
      return value.startsWith(wanted);
    case 'empty':
      return value === '';
    case 'present':
      return value !== '';
  }
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Nothing is cut in silence: half a reference finds nothing, and half a number is another number. */
function fitted(text: string, target: MappableField): string {
  switch (target.kind) {
    case 'date':
      if (!DAY.test(text)) throw new MappingStop(`"${text}" is no day; add the step Date`);
      return text;
    case 'number': {
      const match = /^-?\d{1,15}(?:\.(\d{1,12}))?$/.exec(text);
      if (!match) throw new MappingStop(`"${text}" is no number`);
      const decimals = (match[1] ?? '').replace(/0+$/, '').length;
      if (decimals > (target.decimals ?? 0)) {
        throw new MappingStop(`"${text}" has more decimals than the ${target.decimals ?? 0} that it keeps`);
      }
      return text;
    }
    default:
      if (target.length !== null && text.length > target.length) {
        throw new MappingStop(
          `"${text.slice(0, 60)}${text.length > 60 ? '…' : ''}" has ${text.length} characters, and it holds ${target.length}; add the step Cut`,
        );
      }
      return text;
  }
}
