import { useEffect, useState } from 'react';
import type { CallFailure, CallInput, Report, ReportName } from '../../shared/api.ts';
import { call, failureOf } from '../api/index.ts';
import { useApp } from '../stores/app-store.ts';
import { periodProblem, typedDay } from './periods.ts';

export interface AskedReport {
  /** What was asked for; null while the days are not right. */
  readonly wanted: CallInput<'reports.run'> | null;
  /** Of the report that is chosen: another one's lines are never shown under its name. */
  readonly report: Report | null;
  readonly failure: CallFailure | null;
  readonly asking: boolean;
  /** Decisions or postings have come since it was made. */
  readonly stale: boolean;
  again(): void;
}

interface Made {
  readonly key: string;
  readonly report: Report | null;
  readonly failure: CallFailure | null;
  readonly version: string;
}

/**
 * A report is made when it is chosen, and again when somebody asks: one that is being read or copied from does not change
 * under the eyes, it says that it is no longer the newest.
 */
export function useReport(asked: {
  name: ReportName;
  from: string;
  to: string;
  search: string;
}): AskedReport {
  const version = useApp(({ versions }) => `${versions.review}.${versions.payouts}.${versions.history}`);
  const [round, setRound] = useState(0);
  const [made, setMade] = useState<Made | null>(null);
  const [asking, setAsking] = useState(true);
  const from = typedDay(asked.from);
  const to = typedDay(asked.to);
  const wanted =
    from === null || to === null || periodProblem(from, to) !== null
      ? null
      : { name: asked.name, from, to, search: asked.search };
  const key = JSON.stringify(wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: round asks again; a new version only makes the report stale.
  useEffect(() => {
    const request = JSON.parse(key) as typeof wanted;
    if (request === null) {
      setAsking(false);
      return;
    }
    let current = true;
    setAsking(true);
    const done = (report: Report | null, failure: CallFailure | null): void => {
      if (!current) return;
      setMade({ key, report, failure, version });
      setAsking(false);
    };
    call('reports.run', request).then(
      (report) => done(report, null),
      (error: unknown) => done(null, failureOf(error)),
    );
    return () => {
      current = false;
    };
  }, [key, round]);
  const own = made?.report?.name === asked.name ? made.report : null;
  return {
    wanted,
    report: wanted === null ? null : own,
    failure: made !== null && made.key === key && !asking ? made.failure : null,
    asking,
    stale: own !== null && made?.version !== version && !asking,
    again: () => setRound((before) => before + 1),
  };
}
