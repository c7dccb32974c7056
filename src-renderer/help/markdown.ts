/**
 * The part of Markdown that the user guide is written in, as a tree: headings, paragraphs, lists of one level, tables, fenced
 * code. It is never HTML: what looks like a tag stays text.
 */
import { type Inline, parseInline, plainText } from './inline.ts';

export type Block =
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly id: string;
      readonly children: readonly Inline[];
    }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'code'; readonly text: string };

const HEADING = /^(#{1,4})\s+(.+?)\s*$/;
const ITEM = /^(?:[-*]|(\d+)\.)\s+(.*)$/;
const FENCE = /^```/;
const RULE = /^\|?\s*:?-{3,}/;

export function parseMarkdown(source: string): Block[] {
  const lines = source.split(/\r?\n/);
  const blocks: Block[] = [];
  let at = 0;
  const lineAt = (index: number): string => lines[index] ?? '';
  while (at < lines.length) {
    const line = lineAt(at);
    const heading = HEADING.exec(line);
    if (line.trim() === '') {
      at += 1;
    } else if (heading !== null) {
      const children = parseInline(heading[2] ?? '');
      blocks.push({
        kind: 'heading',
        level: (heading[1] ?? '#').length,
        id: slug(plainText(children)),
        children,
      });
      at += 1;
    } else if (FENCE.test(line)) {
      const end = lines.findIndex((one, index) => index > at && FENCE.test(one));
      const last = end === -1 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') });
      at = last + 1;
    } else if (line.startsWith('|') && RULE.test(lineAt(at + 1))) {
      const last = endOf(lines, at, (one) => one.startsWith('|'));
      const [head = [], , ...rows] = lines.slice(at, last).map(cellsOf);
      blocks.push({ kind: 'table', head, rows });
      at = last;
    } else if (ITEM.test(line)) {
      const last = endOf(lines, at, (one) => ITEM.test(one) || /^\s+\S/.test(one));
      blocks.push(listOf(lines.slice(at, last)));
      at = last;
    } else {
      const last = endOf(lines, at + 1, (one) => one.trim() !== '' && !begins(one));
      blocks.push({ kind: 'paragraph', children: parseInline(lines.slice(at, last).join(' ')) });
      at = last;
    }
  }
  return blocks;
}

const begins = (line: string): boolean =>
  HEADING.test(line) || FENCE.test(line) || ITEM.test(line) || line.startsWith('|');

function endOf(lines: readonly string[], from: number, goesOn: (line: string) => boolean): number {
  let at = from;
  while (at < lines.length && goesOn(lines[at] ?? '')) at += 1;
  return at;
}

/** An item goes on in the lines below it that are indented. */
function listOf(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item !== null) items.push(item[2] ?? '');
    else items[items.length - 1] = `${items.at(-1) ?? ''} ${line.trim()}`;
  }
  return {
    kind: 'list',
    ordered: /^\d/.test(lines[0] ?? ''),
    items: items.map((item) => parseInline(item)),
  };
}

/** A pipe that belongs to a cell is written \|. */
function cellsOf(line: string): Inline[][] {
  return line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => parseInline(cell.trim().replaceAll('\\|', '|')));
}

/** As GitHub makes them, so that a link works in both places. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}
