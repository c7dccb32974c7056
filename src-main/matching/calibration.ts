/**
 * From the model's posterior to the frequency with which such proposals were right on the training seeds of
 * test/bench/matching: steps of log-odds, joined by straight lines. The evidence is not independent as the model
 * assumes, so its own figures are too sure of themselves.
 */
import type { Shape } from './rules.ts';

/** Shapes whose items nobody named and whose payer nobody knows never become surer than this. */
const MOST_BY_AMOUNT_ONLY = 0.6;
const MOST = 0.9999;

export function calibrated(posterior: number, shape: Shape): number {
  const most = shape === 'amount_only' ? MOST_BY_AMOUNT_ONLY : MOST;
  return Math.min(most, Math.max(0, posterior));
}
