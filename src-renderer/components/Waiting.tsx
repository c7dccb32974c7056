import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px', padding: '16px 0' },
});

const ROWS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** The shape of what is coming, while it is being read. */
export function Waiting(props: { label: string; rows?: number }) {
  const styles = useStyles();
  return (
    <Skeleton aria-label={props.label} className={styles.root}>
      {ROWS.slice(0, props.rows ?? ROWS.length).map((row) => (
        <SkeletonItem key={row} size={32} />
      ))}
    </Skeleton>
  );
}
