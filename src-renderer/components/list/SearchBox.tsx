import { Input, makeStyles } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons';

const useStyles = makeStyles({
  root: { width: '260px', '@media (max-width: 1200px)': { width: '200px' } },
});

/** What a list's rows must contain. */
export function SearchBox(props: { label: string; value: string; onChange: (text: string) => void }) {
  const styles = useStyles();
  return (
    <Input
      className={styles.root}
      type="search"
      aria-label={props.label}
      placeholder="Search"
      contentBefore={<Search20Regular />}
      value={props.value}
      maxLength={200}
      onChange={(_event, { value }) => props.onChange(value)}
    />
  );
}
