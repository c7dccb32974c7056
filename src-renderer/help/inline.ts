/** What stands within a line of the guide: code, bold, italic, links, pictures. Everything else is text, markup included. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'image'; readonly src: string; readonly alt: string };

/** The first that fits wins: what stands in code is never looked into. */
const MARKS =
  /`([^`]+)`|!\[([^\]]*)\]\(([^()\s]+)\)|\[([^\]]+)\]\(([^()\s]+)\)|\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])(.+?)(?<=[^\s*])\*/su;

export function parseInline(source: string): Inline[] {
  const found: Inline[] = [];
  let rest = source;
  for (;;) {
    const match = MARKS.exec(rest);
    if (match === null) break;
    if (match.index > 0) found.push({ kind: 'text', text: rest.slice(0, match.index) });
    found.push(marked(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') found.push({ kind: 'text', text: rest });
  return found;
}

function marked([, code, alt, src = '', label, href = '', strong, em]: RegExpExecArray): Inline {
  if (code !== undefined) return { kind: 'code', text: code };
  if (alt !== undefined) return { kind: 'image', alt, src };
  if (label !== undefined) return { kind: 'link', href, children: parseInline(label) };
  return strong !== undefined
    ? { kind: 'strong', children: parseInline(strong) }
    : { kind: 'em', children: parseInline(em ?? '') };
}

/** As it is read out: without the marks. */
export function plainText(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
        case 'code':
          return part.text;
        case 'image':
          return part.alt;
        default:
          return plainText(part.children);
      }
    })
    .join('');
}
