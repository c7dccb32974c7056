import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { CallFailure } from '../../shared/api.ts';
import { CodeLink } from '../help/CodeLink.tsx';

/** What happened, what was kept, what to do; the code is what the user guide explains. */
export function FailureNotice(props: { failure: CallFailure; onRetry?: (() => void) | undefined }) {
  const { failure, onRetry } = props;
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{failure.happened}</MessageBarTitle>
        <br />
        {failure.kept} {failure.todo} (<CodeLink code={failure.code} />)
      </MessageBarBody>
      {onRetry && (
        <MessageBarActions>
          <Button onClick={onRetry}>Try again</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
