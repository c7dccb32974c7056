/**
 * Gateway customers beside ledger customers: which are the same, with evidence; where they differ; how a value has to be
 * written to fit. Pure; imports shared/ alone. Called by handlers/.
 */
export { countryHabits } from './country.ts';
export { comparable, type Difference, differences } from './differences.ts';
export { type Fitted, fitValues } from './fit.ts';
export { type CustomerPair, type Known, pairCustomers } from './pair.ts';
export { proposeNumber } from './propose-number.ts';
