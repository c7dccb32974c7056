/** Which report of which period is open: kept while other screens are looked at. */
import { create } from 'zustand';
import type { ReportName } from '../../shared/api.ts';
import type { Period, PeriodName } from './periods.ts';

interface ReportsStore {
  readonly name: ReportName;
  readonly period: PeriodName;
  /** As typed, for the period `own`. */
  readonly from: string;
  readonly to: string;
  /** The audit log's. */
  readonly search: string;
  /** Those too that paper leaves out. */
  readonly allColumns: boolean;
  choose(name: ReportName): void;
  choosePeriod(period: PeriodName, shown: { from: string; to: string }): void;
  type(part: { from?: string; to?: string }): void;
  searchFor(search: string): void;
  showAllColumns(on: boolean): void;
  /** From elsewhere: a report of these very days. */
  open(name: ReportName, days: Period): void;
}

export const useReports = create<ReportsStore>((set) => ({
  name: 'reconciliation',
  period: 'this-month',
  from: '',
  to: '',
  search: '',
  allColumns: false,
  choose: (name) => set({ name }),
  // Own dates begin with those that were shown.
  choosePeriod: (period, shown) => set({ period, ...shown }),
  type: (part) => set({ period: 'own', ...part }),
  searchFor: (search) => set({ search }),
  showAllColumns: (allColumns) => set({ allColumns }),
  open: (name, days) => set({ name, period: 'own', ...days, search: '' }),
}));
