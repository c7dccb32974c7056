import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { codeOfRow, type GuidePage, type GuidePlace } from './guide.ts';
import type { Inline } from './inline.ts';
import type { Block } from './markdown.ts';
import { Parts } from './Parts.tsx';

const useStyles = makeStyles({
  root: {
    overflowWrap: 'break-word',
    lineHeight: tokens.lineHeightBase300,
    '& h1, & h2, & h3': { margin: '20px 0 8px', outlineStyle: 'none', scrollMarginTop: '8px' },
    '& h1': { marginTop: 0 },
    '& p, & ul, & ol, & pre': { margin: '0 0 12px' },
    '& ul, & ol': { paddingInlineStart: '20px' },
    '& li': { marginBottom: '6px' },
    '& code': {
      fontFamily: tokens.fontFamilyMonospace,
      fontSize: tokens.fontSizeBase200,
      padding: '1px 4px',
      borderRadius: tokens.borderRadiusSmall,
      backgroundColor: tokens.colorNeutralBackground3,
      overflowWrap: 'anywhere',
    },
    '& pre': { padding: '12px', overflowX: 'auto', backgroundColor: tokens.colorNeutralBackground3 },
  },
  table: {
    width: '100%',
    margin: '0 0 16px',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    '& th, & td': {
      padding: '6px 8px 6px 0',
      textAlign: 'start',
      verticalAlign: 'top',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
    '& th': { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  },
  /** One message's explanation, in the room that the pane has: its parts below each other. */
  message: {
    padding: '8px 12px',
    margin: '0 -12px',
    outlineStyle: 'none',
    scrollMarginTop: '8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '& dt': { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
    '& dd': { margin: '0 0 4px' },
    '& dl': { margin: '6px 0 0' },
  },
  found: { backgroundColor: tokens.colorBrandBackground2, borderRadius: tokens.borderRadiusMedium },
});

const SIZES = { 1: 600, 2: 400, 3: 300, 4: 300 } as const;

/** A page of the guide. Links within the guide go on in the pane; nothing leads out of the program. */
export function MarkdownView(props: {
  page: GuidePage;
  anchor: string | null;
  onGo: (place: GuidePlace) => void;
}) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      {props.page.blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page's blocks never change their places.
        <BlockView key={at} block={block} {...props} />
      ))}
    </div>
  );
}

interface Context {
  readonly page: GuidePage;
  readonly anchor: string | null;
  readonly onGo: (place: GuidePlace) => void;
}

function BlockView({ block, ...context }: Context & { block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(block.level, 4) as 1 | 2 | 3 | 4;
      // The window's own heading is the first one: the pane's are below it.
      return (
        <Text
          as={level === 1 ? 'h2' : 'h3'}
          block
          size={SIZES[level]}
          weight="semibold"
          id={anchorId(level === 1 ? null : block.id)}
          tabIndex={-1}
        >
          <Parts parts={block.children} {...context} />
        </Text>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Parts parts={block.children} {...context} />
        </p>
      );
    case 'list': {
      const items = block.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <li key={at}>
          <Parts parts={item} {...context} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return <TableView block={block} {...context} />;
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
  }
}

function TableView({ block, ...context }: Context & { block: Extract<Block, { kind: 'table' }> }) {
  const styles = useStyles();
  const codes = block.rows.map(codeOfRow);
  if (codes.length > 0 && codes.every((code) => code !== null)) {
    return block.rows.map((row, at) => (
      <article
        key={codes[at]}
        id={anchorId(codes[at] ?? null)}
        tabIndex={-1}
        aria-label={codes[at] ?? ''}
        className={mergeClasses(styles.message, context.anchor === codes[at] && styles.found)}
      >
        <code>{codes[at]}</code>
        <dl>
          {row.slice(1).map((cell, part) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <div key={part}>
              <dt>
                <Parts parts={block.head[part + 1] ?? []} {...context} />
              </dt>
              <dd>
                <Parts parts={cell} {...context} />
              </dd>
            </div>
          ))}
        </dl>
      </article>
    ));
  }
  const cells = (row: readonly (readonly Inline[])[], Cell: 'th' | 'td'): ReactNode =>
    row.map((cell, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <Cell key={at}>
        <Parts parts={cell} {...context} />
      </Cell>
    ));
  return (
    <table className={styles.table}>
      <thead>
        <tr>{cells(block.head, 'th')}</tr>
      </thead>
      <tbody>
        {block.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <tr key={at}>{cells(row, 'td')}</tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where the pane scrolls to. */
export function anchorId(anchor: string | null): string {
  return anchor === null ? 'help-top' : `help-${anchor}`;
}
