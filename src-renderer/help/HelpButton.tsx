import { Button, Tooltip } from '@fluentui/react-components';
import { QuestionCircle20Regular } from '@fluentui/react-icons';
import { useHelp } from './help-store.ts';

/** Opens the guide at the page of this screen, and closes it. */
export function HelpButton() {
  const toggle = useHelp((state) => state.toggle);
  const open = useHelp((state) => state.place !== null);
  return (
    <Tooltip content="Help (F1)" relationship="label">
      <Button appearance="subtle" icon={<QuestionCircle20Regular />} aria-pressed={open} onClick={toggle} />
    </Tooltip>
  );
}
