import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { FailureNotice } from '../components/FailureNotice.tsx';
import type { OrderDecisions } from './use-order-decisions.ts';

const useStyles = makeStyles({
  list: { margin: '4px 0 0', paddingInlineStart: '20px' },
  news: { outlineStyle: 'none' },
});

/** What became of the last decision, and, where the ledger takes orders as a file alone, why. */
export function OrderNotices(props: {
  decisions: OrderDecisions;
  onlyAsFile: readonly string[];
  ready: number;
}) {
  const { decisions, onlyAsFile } = props;
  const styles = useStyles();
  const { news, failure } = decisions;
  const told = useRef<HTMLDivElement>(null);
  // The row that had the focus has left the list with the decision.
  useEffect(() => {
    if (news !== null) told.current?.focus();
  }, [news]);
  return (
    <>
      {failure && <FailureNotice failure={failure} />}
      {onlyAsFile.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>The ledger takes orders as a file only</MessageBarTitle>
            <Reasons of={onlyAsFile} />
          </MessageBarBody>
          <MessageBarActions>
            <Button disabledFocusable={props.ready === 0} onClick={() => decisions.ask({ kind: 'export' })}>
              Export as a file
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <div ref={told} role="status" tabIndex={-1} className={styles.news} hidden={news === null}>
        {news && (
          <MessageBar intent={news.reasons.length === 0 ? 'success' : 'warning'} layout="multiline">
            <MessageBarBody>
              {news.sentence}
              {news.reasons.length > 0 && <Reasons of={news.reasons} />}
            </MessageBarBody>
          </MessageBar>
        )}
      </div>
    </>
  );
}

function Reasons(props: { of: readonly string[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {props.of.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}
