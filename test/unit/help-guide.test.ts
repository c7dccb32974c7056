import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SettingsPage } from '../../shared/api.ts';
import {
  codeOfRow,
  entriesOf,
  findEntries,
  type GuidePlace,
  guideOf,
  placeOf,
} from '../../src-renderer/help/guide.ts';
import { type Inline, parseInline, plainText } from '../../src-renderer/help/inline.ts';
import { type Block, parseMarkdown, slug } from '../../src-renderer/help/markdown.ts';
import { placeOfScreen } from '../../src-renderer/help/screen-pages.ts';

const FOLDER = join(import.meta.dirname, '../../docs/user-guide');
const guide = guideOf(
  Object.fromEntries(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith('.md'))
      .map((file) => [`../../docs/user-guide/${file}`, readFileSync(join(FOLDER, file), 'utf8')]),
  ),
);
const entries = entriesOf(guide);
const exists = ({ page, anchor }: GuidePlace): boolean =>
  anchor === null ? guide.has(page) : entries.some((entry) => entry.page === page && entry.anchor === anchor);

describe('the marks within a line', () => {
  it('are code, bold, italic, links and pictures', () => {
    expect(parseInline('Press *Test*, **once**: `a*b*` and [here](x.md#y) ![a view](v.png).')).toEqual([
      { kind: 'text', text: 'Press ' },
      { kind: 'em', children: [{ kind: 'text', text: 'Test' }] },
      { kind: 'text', text: ', ' },
      { kind: 'strong', children: [{ kind: 'text', text: 'once' }] },
      { kind: 'text', text: ': ' },
      { kind: 'code', text: 'a*b*' },
      { kind: 'text', text: ' and ' },
      { kind: 'link', href: 'x.md#y', children: [{ kind: 'text', text: 'here' }] },
      { kind: 'text', text: ' ' },
      { kind: 'image', src: 'v.png', alt: 'a view' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('leave everything else as it stands, tags too', () => {
    const text = 'a < b, 3 * 4 * 5, <script>alert(1)</script> [x] (y)';
    expect(parseInline(text)).toEqual([{ kind: 'text', text }]);
  });

  it('never lose a letter of a text without marks, and always come to an end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '*', '`', '[', ']', '(', ')', '!', '|', '\n') }),
        (text) => {
          const plain = plainText(parseInline(text));
          expect(plain.replace(/[^a]/g, '').length).toBeLessThanOrEqual(text.length);
          expect(parseMarkdown(text).length).toBeLessThanOrEqual(text.length);
        },
      ),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9 .,:;<>&"']*$/), (text) => {
        expect(plainText(parseInline(text))).toBe(text);
      }),
    );
  });
});

describe('a page of the guide', () => {
  const kinds = (source: string): string[] => parseMarkdown(source).map(({ kind }) => kind);

  it('is made of headings, paragraphs, lists, tables and code', () => {
    const source =
      '# A b\n\nOne\ntwo\n- x\n  y\n- z\n\n1. n\n\n| a | b |\n| --- | --- |\n| `X` | c \\| d |\n\n```\nraw *x*\n```';
    expect(kinds(source)).toEqual(['heading', 'paragraph', 'list', 'list', 'table', 'code']);
    const [, paragraph, list, , table, code] = parseMarkdown(source);
    expect(paragraph).toMatchObject({ children: [{ text: 'One two' }] });
    expect(list).toMatchObject({ ordered: false, items: [[{ text: 'x y' }], [{ text: 'z' }]] });
    expect(table).toMatchObject({ rows: [[[{ kind: 'code', text: 'X' }], [{ text: 'c | d' }]]] });
    expect(code).toEqual({ kind: 'code', text: 'raw *x*' });
  });

  it('has headings that links can name as on GitHub', () => {
    expect(slug('Backup, restore, diagnostics')).toBe('backup-restore-diagnostics');
    expect(slug('What Matchbook has learned')).toBe('what-matchbook-has-learned');
  });
});

describe('the guide as it is', () => {
  it('has a page, and where it is named a section, for every screen', () => {
    const screens = ['today', 'review', 'payouts', 'history', 'exceptions', 'reports', 'flows'] as const;
    const places = [
      placeOfScreen('review', 'connections', false),
      ...screens.map((screen) => placeOfScreen(screen, 'connections', true)),
      ...SettingsPage.options.map((page) => placeOfScreen('settings', page, true)),
    ];
    expect(places.filter((place) => !exists(place))).toEqual([]);
    expect(placeOfScreen('review', 'connections', false).page).toBe('connect');
  });

  it('has no link within it that leads nowhere, and names every page on the first one', () => {
    const links = [...guide.values()].flatMap((page) =>
      linksOf(page.blocks).map((href) => ({ from: page.name, href, place: placeOf(href, page.name, guide) })),
    );
    expect(links.length).toBeGreaterThan(20);
    expect(
      links.filter(({ href, place }) => /\.md|^#/.test(href) && (place === null || !exists(place))),
    ).toEqual([]);
    const named = links.filter(({ from }) => from === 'README').map(({ place }) => place?.page);
    expect([...guide.keys()].filter((name) => name !== 'README' && !named.includes(name))).toEqual([]);
  });

  it('leads nowhere outside of itself', () => {
    expect(placeOf('../sql/grants.sql', 'connect', guide)).toBeNull();
    expect(placeOf('https://example.com/review.md', 'connect', guide)).toBeNull();
    expect(placeOf('../../review.md', 'connect', guide)).toBeNull();
    expect(placeOf('javascript:alert(1)', 'connect', guide)).toBeNull();
    expect(placeOf('#restore', 'backup', guide)).toEqual({ page: 'backup', anchor: 'restore' });
  });

  it('is found by its headings and by the codes of messages', () => {
    expect(findEntries(entries, '')).toEqual([]);
    expect(findEntries(entries, 'ledger_time')[0]).toMatchObject({
      page: 'errors',
      anchor: 'LEDGER_TIMEOUT',
    });
    expect(findEntries(entries, 'REVIEW')[0]).toMatchObject({ page: 'review', anchor: null });
    expect(findEntries(entries, 'policy approval')[0]).toMatchObject({ anchor: 'approval-policy' });
    expect(findEntries(entries, 'no such words anywhere')).toEqual([]);
  });

  it('explains codes in lines of their own', () => {
    expect(codeOfRow([[{ kind: 'code', text: 'NO_COMPANY' } as Inline]])).toBe('NO_COMPANY');
    expect(codeOfRow([[{ kind: 'code', text: '?' } as Inline]])).toBeNull();
    expect(codeOfRow([])).toBeNull();
  });
});

function linksOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'code':
        return [];
      case 'list':
        return block.items.flatMap(hrefs);
      case 'table':
        return block.rows.flat().flatMap(hrefs);
      default:
        return hrefs(block.children);
    }
  });
}

function hrefs(parts: readonly Inline[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'link') return [part.href, ...hrefs(part.children)];
    return part.kind === 'strong' || part.kind === 'em' ? hrefs(part.children) : [];
  });
}
