/** What could go where: by what the fields are called, what they hold, and what the firm decided before. */
import type { MappableField, Mapping, MappingLine, SourceField } from '../../shared/mapping.ts';

export interface Suggestion {
  readonly line: MappingLine;
  /** A sentence. */
  readonly reason: string;
}

/** Words that mean the same at a gateway and in a ledger. */
const SAME: readonly (readonly string[])[] = [
  ['email', 'mail'],
  ['name', 'company', 'contact'],
  ['phone', 'tel', 'telephone'],
  ['check', 'checkno', 'id', 'reference', 'transaction'],
  ['ref', 'refno', 'reference', 'order'],
  ['po', 'ponum', 'purchase'],
  ['paytype', 'method', 'brand', 'type'],
  ['note', 'notes', 'comment', 'description', 'descrip', 'memo'],
  ['fee', 'charge'],
  ['risk', 'fraud', 'score'],
  ['city', 'town'],
  ['zip', 'postal', 'postcode'],
  ['state', 'province', 'region'],
  ['country'],
];

/**
 * At most one per target that has no line yet, best first. `before`: mappings that the firm saved, for this connection and others, newest
 * first; what it chose there for a field outweighs any likeness of names.
 */
export function suggestLines(
  targets: readonly MappableField[],
  fields: readonly SourceField[],
  current: Mapping,
  before: readonly Mapping[],
): Suggestion[] {
  const taken = new Set(current.lines.map(({ target }) => target));
  return targets
    .filter(({ name }) => !taken.has(name))
    .flatMap((target) => suggestionFor(target, fields, before) ?? []);
}

function suggestionFor(
  target: MappableField,
  fields: readonly SourceField[],
  before: readonly Mapping[],
): Suggestion | null {
  const names = new Set(fields.map(({ name }) => name));
  for (const mapping of before) {
    const line = mapping.lines.find(
      ({ target: name, source }) =>
        name === target.name && (source.kind === 'constant' || names.has(source.field)),
    );
    if (line) return { line, reason: 'You mapped it this way before.' };
  }
  const scored = fields
    .map((field) => ({ field, score: likeness(target, field) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (!best || (next && next.score === best.score)) return null;
  return { line: lineFor(target, best.field), reason: reasonFor(target, best.field) };
}

function likeness(target: MappableField, field: SourceField): number {
  if (target.kind === 'account' || !fitsKind(target, field)) return 0;
  const wanted = wordsOf(`${target.name.split('.').at(-1) ?? ''} ${target.title}`);
  const offered = wordsOf(`${field.name} ${field.title}`);
  // A site's own names run words together: gwfee, paymethod.
  const has = (word: string): boolean =>
    offered.has(word) ||
    [...offered].some((it) => it.length > 2 && word.length > it.length && word.includes(it));
  const same = [...wanted].filter(has).length;
  const alike = SAME.filter(
    (group) => group.some((it) => wanted.has(it)) && group.some((it) => offered.has(it)),
  );
  const closeness = same * 3 + alike.length * 2;
  if (closeness === 0) return 0;
  const fits = target.length === null || field.samples.every((text) => text.length <= (target.length ?? 0));
  return closeness + (fits ? 1 : 0) + field.filledPercent / 101;
}

function fitsKind(target: MappableField, field: SourceField): boolean {
  return target.kind === 'text' || target.kind === field.kind;
}

function wordsOf(text: string): Set<string> {
  const words = text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return new Set(words.filter((word) => word.length > 1 && !['raw', 'of', 'the', 'at', 'in'].includes(word)));
}

function lineFor(target: MappableField, field: SourceField): MappingLine {
  const { length } = target;
  const tooLong = length !== null && field.samples.some((text) => text.length > length);
  return {
    target: target.name,
    source: { kind: 'field', field: field.name },
    transforms: [
      ...(target.kind === 'date' ? [{ do: 'date' as const, written: 'instant' as const }] : []),
      ...(target.kind === 'text' && tooLong && length !== null
        ? [{ do: 'cut' as const, from: 1, length }]
        : []),
    ],
    when: [],
  };
}

function reasonFor(target: MappableField, field: SourceField): string {
  const sample = field.samples[0];
  const filled =
    field.filledPercent === 100 ? 'always filled' : `filled in ${field.filledPercent}% of transactions`;
  return `${field.title} is called alike, is ${filled}${sample === undefined ? '' : ` (as "${sample.slice(0, 40)}")`}, and ${target.kind === 'text' ? 'a text can hold it' : `is a ${target.kind}`}.`;
}
