import { Image, Link, makeStyles, tokens } from '@fluentui/react-components';
import { type GuidePage, type GuidePlace, placeOf } from './guide.ts';
import { guide } from './guide-pages.ts';
import { pictures } from './guide-pictures.ts';
import type { Inline } from './inline.ts';

const useStyles = makeStyles({
  picture: { maxWidth: '100%', border: `1px solid ${tokens.colorNeutralStroke2}` },
});

interface Context {
  readonly page: GuidePage;
  readonly onGo: (place: GuidePlace) => void;
}

/** What stands within a line. A link that leads out of the guide is its words alone. */
export function Parts({ parts, page, onGo }: Context & { parts: readonly Inline[] }) {
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page's words never change their places.
    <Part key={at} part={part} page={page} onGo={onGo} />
  ));
}

function Part({ part, ...context }: Context & { part: Inline }) {
  const styles = useStyles();
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code>{part.text}</code>;
    case 'strong':
      return (
        <strong>
          <Parts parts={part.children} {...context} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Parts parts={part.children} {...context} />
        </em>
      );
    case 'image': {
      const src = pictures.get(part.src.replace(/^.*\//, ''));
      return src === undefined ? (
        <em>{part.alt}</em>
      ) : (
        <Image className={styles.picture} src={src} alt={part.alt} />
      );
    }
    case 'link': {
      const place = placeOf(part.href, context.page.name, guide);
      const words = <Parts parts={part.children} {...context} />;
      return place === null ? (
        words
      ) : (
        <Link as="button" inline onClick={() => context.onGo(place)}>
          {words}
        </Link>
      );
    }
  }
}
