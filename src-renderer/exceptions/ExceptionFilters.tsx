import type { DeadLetter } from '../../shared/api.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { FilterButton, FilterChoice } from '../components/list/index.ts';
import { useApp } from '../stores/app-store.ts';
import { STAGES } from './columns.tsx';

export interface ExceptionFilter {
  readonly stage: DeadLetter['stage'] | null;
  readonly connectionId: ConnectionId | null;
}

export const EVERYTHING: ExceptionFilter = { stage: null, connectionId: null };

const STAGE_CHOICES = (Object.keys(STAGES) as DeadLetter['stage'][]).map((value) => ({
  value,
  title: STAGES[value],
}));

export function ExceptionFilters(props: {
  value: ExceptionFilter;
  onChange: (filter: ExceptionFilter) => void;
}) {
  const { value, onChange } = props;
  const connections = useApp((state) => state.status?.connections) ?? [];
  return (
    <FilterButton
      set={Object.values(value).filter((set) => set !== null).length}
      onClear={() => onChange(EVERYTHING)}
    >
      <FilterChoice
        label="While"
        value={value.stage}
        options={STAGE_CHOICES}
        onChange={(stage) => onChange({ ...value, stage })}
      />
      <FilterChoice
        label="Connection"
        value={value.connectionId}
        options={connections.map(({ id, title }) => ({ value: id, title }))}
        onChange={(connectionId) => onChange({ ...value, connectionId })}
      />
    </FilterButton>
  );
}
