/** The user guide: its pages, where its links lead, and what is found in it. Pure; the pages' texts come in. */
import { plainText } from './inline.ts';
import { type Block, parseMarkdown } from './markdown.ts';

export interface GuidePage {
  /** Its file without `.md`; the first page is README. */
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface GuidePlace {
  readonly page: string;
  /** A heading's id, or the code of a message; null for the top. */
  readonly anchor: string | null;
}

export interface GuideEntry extends GuidePlace {
  readonly title: string;
  /** On which page; null for the page's own title. */
  readonly within: string | null;
}

export type Guide = ReadonlyMap<string, GuidePage>;

export const FIRST_PAGE = 'README';
export const ERRORS_PAGE = 'errors';

/** `files`: texts by their paths. */
export function guideOf(files: Readonly<Record<string, string>>): Guide {
  const pages = Object.entries(files).map(([path, text]): [string, GuidePage] => {
    const name = nameOf(path);
    const blocks = parseMarkdown(text);
    const first = blocks.find((block) => block.kind === 'heading');
    return [name, { name, title: first ? plainText(first.children) : name, blocks }];
  });
  return new Map(pages);
}

const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.md$/, '');

/** Where a link of the guide leads within it: null for what is not part of it. */
export function placeOf(href: string, from: string, guide: Guide): GuidePlace | null {
  const match = /^(?:\.\/)?([\w-]+\.md)?(?:#([^#]*))?$/.exec(href);
  if (match === null) return null;
  const page = match[1] === undefined ? from : nameOf(match[1]);
  return guide.has(page) ? { page, anchor: match[2] ?? null } : null;
}

/** The code that a line of a table explains: one in its first cell, alone. */
export function codeOfRow(row: readonly (readonly { kind: string }[])[]): string | null {
  const [first, ...more] = row[0] ?? [];
  if (first === undefined || more.length > 0 || first.kind !== 'code') return null;
  const { text } = first as { kind: 'code'; text: string };
  return /^[A-Z][A-Z0-9_]+$/.test(text) ? text : null;
}

/** Everything that can be looked for: each page's headings, and the codes of messages. */
export function entriesOf(guide: Guide): GuideEntry[] {
  return [...guide.values()].flatMap((page) =>
    page.blocks.flatMap((block): GuideEntry[] => {
      const within = page.title;
      if (block.kind === 'heading') {
        const top = block.level === 1;
        const title = plainText(block.children);
        return [{ page: page.name, anchor: top ? null : block.id, title, within: top ? null : within }];
      }
      if (block.kind !== 'table' || page.name !== ERRORS_PAGE) return [];
      return block.rows.flatMap((row) => {
        const code = codeOfRow(row);
        return code === null ? [] : [{ page: page.name, anchor: code, title: code, within }];
      });
    }),
  );
}

/** Entries that hold all the words, pages first, then those that begin with them. */
export function findEntries(entries: readonly GuideEntry[], words: string): GuideEntry[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const rank = (entry: GuideEntry): number =>
    (entry.within === null ? 0 : 2) + (entry.title.toLowerCase().startsWith(wanted[0] ?? '') ? 0 : 1);
  return entries
    .filter(({ title }) => wanted.every((word) => title.toLowerCase().includes(word)))
    .toSorted((a, b) => rank(a) - rank(b));
}
