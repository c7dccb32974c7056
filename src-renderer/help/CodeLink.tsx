import { Link } from '@fluentui/react-components';
import { ERRORS_PAGE } from './guide.ts';
import { useHelp } from './help-store.ts';

/** The code of a message, leading to what the guide says about it. */
export function CodeLink({ code }: { code: string }) {
  const open = useHelp((state) => state.open);
  return (
    <Link
      as="button"
      inline
      title="What this message means"
      onClick={() => open({ page: ERRORS_PAGE, anchor: code })}
    >
      {code}
    </Link>
  );
}
