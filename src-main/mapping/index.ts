/**
 * Field mappings: from a gateway's record to the fields of a ledger's entry that a firm fills its own way. Pure; imports
 * shared/ alone. Called by workspace/ (values for a posting) and by handlers/ (the editor).
 */

export { checkMapping, type LineProblem } from './check.ts';
export { type EvaluatedMapping, evaluateMapping, type MappingProblem } from './evaluate.ts';
export { type EntryFields, fieldsOf, type SourceRecord, sourceFields } from './fields.ts';
export { type Suggestion, suggestLines } from './suggest.ts';
