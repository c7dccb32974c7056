/** The window's one way to the program: typed calls that throw CallError, and events. Imports shared/ alone. */
import type { AppEvent, Bridge, CallFailure, CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { httpBridge } from './http-bridge.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload. */
    readonly matchbook?: Bridge;
  }
}

const bridge: Bridge = window.matchbook ?? httpBridge();

export class CallError extends Error {
  override readonly name = 'CallError';
  readonly failure: CallFailure;

  constructor(failure: CallFailure) {
    super(failure.happened);
    this.failure = failure;
  }
}

/** Throws CallError with what happened, what was kept and what to do. */
export async function call<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const result = await bridge.call(name, input);
  if (result.ok) return result.value;
  throw new CallError(result.failure);
}

export function onEvent(listener: (event: AppEvent) => void): () => void {
  return bridge.onEvent(listener);
}

/** Whatever was thrown, in the contract's four parts. */
export function failureOf(error: unknown): CallFailure {
  if (error instanceof CallError) return error.failure;
  return {
    code: 'WINDOW_FAULT',
    happened: `The window made a mistake: ${error instanceof Error ? error.message : String(error)}`,
    kept: 'Nothing was changed by it.',
    todo: 'Reload the window (Ctrl+R) and try again.',
  };
}
