/** The fault hook: told of every statement before it runs, it may make it fail. */
import type { SqlMessage } from '../../session.ts';
import { fromMessage, SqlError } from '../errors.ts';
import type { Session } from './session.ts';

const isMessage = (value: unknown): value is SqlMessage =>
  typeof value === 'object' && value !== null && 'number' in value && 'class' in value && 'message' in value;

export const announce = async (session: Session, kind: string, text: string): Promise<void> => {
  const { onStatement } = session.server.options;
  if (onStatement === undefined) return;
  const { id, login, applicationName } = session.facts;
  try {
    const fault = await onStatement({ session: { id, login, applicationName }, kind, text });
    if (fault !== undefined) throw fromMessage(fault);
  } catch (error) {
    if (error instanceof SqlError) throw error;
    if (isMessage(error)) throw fromMessage(error);
    throw error;
  }
};
