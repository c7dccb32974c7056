/** Whether a mapping may be saved: against the ledger's own fields, before any money is near it. */
import type { MappableField, Mapping, MappingLine } from '../../shared/mapping.ts';
import type { LedgerAccount } from '../../shared/model.ts';

export interface LineProblem {
  readonly line: number;
  readonly message: string;
}

export function checkMapping(
  mapping: Mapping,
  targets: ReadonlyMap<string, MappableField>,
  accounts: readonly LedgerAccount[],
): LineProblem[] {
  const problems: LineProblem[] = [];
  const always = new Map<string, number>();
  mapping.lines.forEach((line, at) => {
    const say = (message: string): void => void problems.push({ line: at, message });
    const target = targets.get(line.target);
    if (!target) say(`The ledger has no field ${line.target} that can be mapped.`);
    else for (const message of unfit(line, target, accounts)) say(message);
    const earlier = always.get(line.target);
    if (earlier !== undefined) {
      say(
        `Line ${earlier + 1} fills the same field whatever the transaction, so this one is never reached. Put it first.`,
      );
    } else if (line.when.length === 0) always.set(line.target, at);
  });
  return problems;
}

function unfit(line: MappingLine, target: MappableField, accounts: readonly LedgerAccount[]): string[] {
  const messages: string[] = [];
  if (target.kind === 'account') {
    const known = new Set(accounts.map(({ number }) => number.trim()));
    for (const number of fixedOutcomes(line)) {
      if (known.size > 0 && !known.has(number.trim())) {
        messages.push(`${number} is not in the chart of accounts.`);
      }
    }
  }
  if (target.kind === 'text' && target.length !== null) {
    const { length } = target;
    for (const text of fixedOutcomes(line)) {
      if (text.length > length)
        messages.push(`"${text}" has ${text.length} characters; ${target.title} holds ${length}.`);
    }
  }
  if (
    target.kind === 'date' &&
    line.source.kind === 'field' &&
    !line.transforms.some((it) => it.do === 'date')
  ) {
    messages.push(`${target.title} is a date: add the step Date.`);
  }
  return messages;
}

/** Texts that can come out whatever comes in: nothing after them changes them any more. */
function fixedOutcomes({ source, transforms }: MappingLine): string[] {
  const last = transforms.at(-1);
  if (source.kind === 'constant' && transforms.length === 0) return [source.text];
  if (last?.do === 'lookup') return last.rows.map(({ to }) => to).filter((to) => to !== '');
  return last?.do === 'default' ? [last.text] : [];
}
