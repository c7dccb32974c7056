import type { AppEvent, Handlers } from '../../shared/api.ts';
import { createCsvHandlers } from './fixture-csv.ts';
import { createCustomerHandlers } from './fixture-customers.ts';
import { createFlowHandlers } from './fixture-flows.ts';
import { createMappingHandlers } from './fixture-mapping.ts';
import { createMatchingHandlers } from './fixture-matching.ts';
import { createOrderHandlers } from './fixture-orders.ts';
import { createReportHandlers } from './fixture-reports.ts';
import { createReviewHandlers } from './fixture-review.ts';
import { createSetupHandlers } from './fixture-setup.ts';
import { createFixtureState, type FixtureOptions } from './fixture-state.ts';
import { createTourHandlers } from './fixture-tour.ts';
import { createUpdateHandlers } from './fixture-updates.ts';
import { createWatchHandlers } from './fixture-watch.ts';

export interface FixtureApp {
  readonly handlers: Handlers;
  readonly events: { subscribe(listener: (event: AppEvent) => void): () => void };
  emit(event: AppEvent): void;
}

/** The contract over an invented company in memory: for the window's own tests, whatever the program behind it does. */
export function createFixtureApp(options: FixtureOptions): FixtureApp {
  const state = createFixtureState(options);
  return {
    handlers: {
      ...createSetupHandlers(state),
      ...createReviewHandlers(state),
      ...createWatchHandlers(state),
      ...createUpdateHandlers(state),
      ...createMatchingHandlers(state),
      ...createCsvHandlers(),
      ...createReportHandlers(state),
      ...createFlowHandlers(state),
      ...createCustomerHandlers(state),
      ...createTourHandlers(options.tour ?? false),
      ...createMappingHandlers(state),
      ...createOrderHandlers(state),
    },
    events: { subscribe: state.subscribe },
    emit: state.emit,
  };
}
