import type { PayoutRow } from '../../shared/api.ts';
import type { AccountingDate, GatewayName } from '../../shared/model.ts';
import { DaysFilter, FilterButton, FilterChoice } from '../components/list/index.ts';
import { day, gatewayTitle } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';

export interface PayoutFilter {
  readonly gateway: GatewayName | null;
  readonly tieOut: PayoutRow['tieOut'] | null;
  readonly journal: PayoutRow['journal'] | null;
  readonly from: AccountingDate | null;
  readonly to: AccountingDate | null;
}

export const EVERYTHING: PayoutFilter = { gateway: null, tieOut: null, journal: null, from: null, to: null };

const TIE_OUTS = [
  { value: 'tied_out', title: 'Ties out' },
  { value: 'difference', title: 'Off' },
  { value: 'incomplete', title: 'Incomplete' },
] as const;
const JOURNALS = [
  { value: 'none', title: 'Not posted' },
  { value: 'approved', title: 'Being posted' },
  { value: 'posted', title: 'Posted' },
  { value: 'returned', title: 'Came back' },
  { value: 'dead_letter', title: 'Failed' },
] as const;

export function PayoutFilters(props: { value: PayoutFilter; onChange: (filter: PayoutFilter) => void }) {
  const { value, onChange } = props;
  const connections = useApp((state) => state.status?.connections) ?? [];
  const gateways = [
    ...new Set(connections.filter(({ kind }) => kind === 'gateway').map(({ connector }) => connector)),
  ] as GatewayName[];
  return (
    <FilterButton
      set={Object.values(value).filter((set) => set !== null).length}
      onClear={() => onChange(EVERYTHING)}
    >
      <FilterChoice
        label="Gateway"
        value={value.gateway}
        options={gateways.map((gateway) => ({ value: gateway, title: gatewayTitle(gateway) }))}
        onChange={(gateway) => onChange({ ...value, gateway })}
      />
      <FilterChoice
        label="Tie-out"
        value={value.tieOut}
        options={TIE_OUTS}
        onChange={(tieOut) => onChange({ ...value, tieOut })}
      />
      <FilterChoice
        label="Journal"
        value={value.journal}
        options={JOURNALS}
        onChange={(journal) => onChange({ ...value, journal })}
      />
      <DaysFilter value={value} onChange={(days) => onChange({ ...value, ...days })} />
    </FilterButton>
  );
}

/** For the printed list. */
export function filterWords({ gateway, tieOut, journal, from, to }: PayoutFilter, search: string): string[] {
  const titleOf = (options: readonly { value: string; title: string }[], value: string | null) =>
    options.filter((option) => option.value === value).map(({ title }) => title);
  return [
    ...(search === '' ? [] : [`“${search}”`]),
    ...(gateway === null ? [] : [gatewayTitle(gateway)]),
    ...titleOf(TIE_OUTS, tieOut),
    ...titleOf(JOURNALS, journal).map((title) => `journal: ${title.toLowerCase()}`),
    ...(from === null ? [] : [`from ${day(from)}`]),
    ...(to === null ? [] : [`to ${day(to)}`]),
  ];
}
