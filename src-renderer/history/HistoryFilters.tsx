import type { AccountingDate } from '../../shared/model.ts';
import { DaysFilter, FilterButton, FilterChoice } from '../components/list/index.ts';
import { day } from '../format/index.ts';
import { useCall } from '../stores/use-call.ts';
import { kindWords } from './columns.tsx';

export interface HistoryFilter {
  readonly by: string | null;
  readonly kind: string | null;
  readonly from: AccountingDate | null;
  readonly to: AccountingDate | null;
}

export const EVERYTHING: HistoryFilter = { by: null, kind: null, from: null, to: null };

export function HistoryFilters(props: {
  value: HistoryFilter;
  version: number;
  onChange: (filter: HistoryFilter) => void;
}) {
  const { value, onChange } = props;
  const choices = useCall('history.choices', {}, props.version).value;
  return (
    <FilterButton
      set={Object.values(value).filter((set) => set !== null).length}
      onClear={() => onChange(EVERYTHING)}
    >
      <FilterChoice
        label="Who"
        value={value.by}
        options={(choices?.people ?? []).map((person) => ({ value: person, title: person }))}
        onChange={(by) => onChange({ ...value, by })}
      />
      <FilterChoice
        label="What about"
        value={value.kind}
        options={(choices?.kinds ?? []).map((kind) => ({ value: kind, title: kindWords(kind) }))}
        onChange={(kind) => onChange({ ...value, kind })}
      />
      <DaysFilter value={value} onChange={(days) => onChange({ ...value, ...days })} />
    </FilterButton>
  );
}

/** For the printed list. */
export function filterWords({ by, kind, from, to }: HistoryFilter, search: string): string[] {
  return [
    ...(search === '' ? [] : [`“${search}”`]),
    ...(by === null ? [] : [`by ${by}`]),
    ...(kind === null ? [] : [kindWords(kind)]),
    ...(from === null ? [] : [`from ${day(from)}`]),
    ...(to === null ? [] : [`to ${day(to)}`]),
  ];
}
