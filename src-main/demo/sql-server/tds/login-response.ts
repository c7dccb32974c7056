/** The answer to a LOGIN7, in the order SQL Server gives it: changes of the environment, LOGINACK, packet size, DONE. */
import type { SqlMessage } from '../session.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Login7 } from './login7.ts';
import { DONE, ENVIRONMENT, TOKEN } from './protocol.ts';
import * as tokens from './tokens.ts';

const LANGUAGE = 'us_english';

export interface LoginAnswer {
  readonly context: tokens.TokenContext;
  readonly database: string;
  readonly product: {
    readonly text: string;
    readonly major: number;
    readonly minor: number;
    readonly build: number;
  };
  readonly packetSize: number;
  readonly previousPacketSize: number;
  readonly acknowledgesFeatures: boolean;
}

export function notice(number: number, state: number, message: string): SqlMessage {
  return { number, class: 0, state, message, procedure: '', line: 1 };
}

export function loginAccepted(answer: LoginAnswer): Buffer {
  const writer = new ByteWriter(1024);
  const scratch = new ByteWriter(512);
  const { context } = answer;
  const none = Buffer.alloc(0);
  tokens.writeTextChange(writer, scratch, ENVIRONMENT.database, answer.database, 'master');
  const changed = `Changed database context to '${answer.database}'.`;
  tokens.writeMessage(writer, scratch, context, notice(5701, 2, changed));
  tokens.writeByteChange(writer, scratch, ENVIRONMENT.collation, context.collation, none);
  tokens.writeTextChange(writer, scratch, ENVIRONMENT.language, LANGUAGE, '');
  const language = `Changed language setting to ${LANGUAGE}.`;
  tokens.writeMessage(writer, scratch, context, notice(5703, 1, language));
  tokens.writeLoginAck(writer, scratch, context.version, answer.product);
  const sizes = [String(answer.packetSize), String(answer.previousPacketSize)] as const;
  tokens.writeTextChange(writer, scratch, ENVIRONMENT.packetSize, ...sizes);
  if (answer.acknowledgesFeatures) tokens.writeFeatureAck(writer);
  tokens.writeDone(writer, context, TOKEN.done, 0, 0, 0);
  return writer.take();
}

export function loginRefused(context: tokens.TokenContext, message: SqlMessage): Buffer {
  const writer = new ByteWriter(512);
  tokens.writeMessage(writer, new ByteWriter(512), context, message);
  tokens.writeDone(writer, context, TOKEN.done, DONE.error, 0, 0);
  return writer.take();
}

function loginError(number: number, message: string): SqlMessage {
  return { number, class: 14, state: 1, message, procedure: '', line: 1 };
}

/** What SQL Server says to a wrong user or password. */
export function loginFailed(user: string): SqlMessage {
  return loginError(18_456, `Login failed for user '${user}'.`);
}

/** Kinds of login that never reach the engine; null when this is none of them. */
export function refusedOutright(request: Login7): SqlMessage | null {
  if (request.integrated) {
    return loginError(
      18_452,
      'Login failed. The login is from an untrusted domain and cannot be used with Windows authentication.',
    );
  }
  return request.changesPassword ? loginError(18_465, 'The demo server does not change passwords.') : null;
}
