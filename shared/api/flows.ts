/** Call of the Flows screen: each gateway's way to the ledger, step by step. */
import * as z from 'zod';
import { ConnectionId, GatewayName, Instant } from '../model.ts';
import { call } from './call.ts';

/** poll → match → approve → post → tie_out: the stages of docs/architecture.md, in the order money takes them. */
export const FlowStepName = z.enum(['poll', 'match', 'approve', 'post', 'tie_out']);
export type FlowStepName = z.infer<typeof FlowStepName>;

/** problem: nothing moves until someone looks. needs_you: waits for a decision. idle: nothing came this way yet. */
export const FlowState = z.enum(['ok', 'working', 'needs_you', 'problem', 'paused', 'idle']);
export type FlowState = z.infer<typeof FlowState>;

export const FlowFigure = z.object({
  label: z.string(),
  count: z.number().int(),
  /** What pulls the eye: something that waits, or is wrong. */
  tone: z.enum(['plain', 'attention', 'problem']),
});
export type FlowFigure = z.infer<typeof FlowFigure>;

export const FlowStep = z.object({
  name: FlowStepName,
  state: FlowState,
  /** At most three, the one that matters most first. */
  figures: z.array(FlowFigure),
  /** How the step goes about it now, in a few words: its schedule, its policy. */
  manner: z.string(),
  /** The last error that is not yet mended. */
  problem: z.string().nullable(),
});
export type FlowStep = z.infer<typeof FlowStep>;

export const Flow = z.object({
  connectionId: ConnectionId,
  gateway: GatewayName,
  title: z.string(),
  environment: z.enum(['test', 'live']),
  lastRunAt: Instant.nullable(),
  nextRunAt: Instant.nullable(),
  /** Always the five steps, in their order. */
  steps: z.array(FlowStep),
});
export type Flow = z.infer<typeof Flow>;

export const flowCalls = {
  'flows.list': call(z.object({}), z.object({ ledger: z.string().nullable(), flows: z.array(Flow) })),
};
