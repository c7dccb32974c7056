import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { count } from '../format/index.ts';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', justifyContent: 'center', gap: '16px', paddingTop: '8px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** The end of a paged list: how much is shown, and the rest of it. */
export function ShowMore(props: { shown: number; hasMore: boolean; asking: boolean; onMore: () => void }) {
  const styles = useStyles();
  if (!props.hasMore) return null;
  return (
    <div className={styles.root}>
      <Text size={200} className={styles.quiet}>
        The newest {count(props.shown)} are shown
      </Text>
      <Button onClick={props.onMore} disabledFocusable={props.asking}>
        Show more
      </Button>
    </div>
  );
}
