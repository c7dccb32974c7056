/**
 * The Reporting and Admin API's envelope: a command's elements, signed. The signature is the hex MD5 of the elements,
 * exactly as they are sent, followed by <password>…</password>; the password itself never leaves this computer.
 */
import { createHash } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod';
import { credentialsRefused, requestRefused, unreadable } from '../failures.ts';
import type { GatewayDeps } from '../port.ts';
import { createWeb, type WebAnswer, whatItIs } from '../web.ts';
import type { OpayoSettings } from './settings.ts';

export const OPAYO = 'Opayo';

export interface OpayoLogin {
  readonly vendor: string;
  readonly user: string;
  readonly password: string;
}

/** Names and values in the order in which they are sent and signed. */
export type OpayoElements = readonly (readonly [name: string, value: string])[];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const elementsOf = (elements: OpayoElements): string =>
  elements.map(([name, value]) => `<${name}>${escaped(value)}</${name}>`).join('');

/** The whole document that goes into the form field XML. */
export function signedRequest(login: OpayoLogin, command: string, parameters: OpayoElements): string {
  const inner = elementsOf([
    ['command', command],
    ['vendor', login.vendor],
    ['user', login.user],
    ...parameters,
  ]);
  const signature = createHash('md5')
    .update(`${inner}<password>${login.password}</password>`, 'utf8')
    .digest('hex');
  return `<vspaccess>${inner}<signature>${signature}</signature></vspaccess>`;
}

const LISTS = new Set(['transaction', 'batch', 'transactiongroup']);
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  isArray: (name) => LISTS.has(name),
});

const Envelope = z.looseObject({ errorcode: z.string(), error: z.string().optional() });
const SIGN_IN =
  /signature|vendor .*(invalid|not found|unknown)|user.*(invalid|locked|not found)|password|permission|access denied/i;

export interface OpayoApi {
  readonly environment: 'test' | 'live';
  /** The answer's elements, errorcode 0000. Throws ConnectionError with Opayo's own words for every other code. */
  command<Shape extends z.ZodType>(
    name: string,
    parameters: OpayoElements,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<z.infer<Shape>>;
}

export function createOpayoApi(login: OpayoLogin, settings: OpayoSettings, deps: GatewayDeps): OpayoApi {
  const { baseUrl, timeoutMs, ratePerSecond } = settings;
  const web = createWeb({ gateway: OPAYO, baseUrl, timeoutMs, ratePerSecond }, deps);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/xml' };
  return {
    environment: /^https:\/\/live\./.test(baseUrl) ? 'live' : 'test',
    command(name, parameters, shape, signal) {
      const body = new URLSearchParams({ XML: signedRequest(login, name, parameters) }).toString();
      const request = { method: 'POST', path: '/access/access.htm', headers, body } as const;
      return web.ask(request, signal, (answer) => readAnswer(answer, shape));
    },
  };
}

function readAnswer<Shape extends z.ZodType>(answer: WebAnswer, shape: Shape): z.infer<Shape> {
  // The parser repairs what is cut off; the validator does not.
  if (XMLValidator.validate(answer.text) !== true) throw unreadable(OPAYO, whatItIs(answer.text));
  const document: unknown = parser.parse(answer.text);
  const inner = z.looseObject({ vspaccess: Envelope }).safeParse(document);
  if (!inner.success) throw unreadable(OPAYO, whatItIs(answer.text), inner.error);
  const { errorcode, error = `error ${errorcode}` } = inner.data.vspaccess;
  if (errorcode !== '0000') {
    throw SIGN_IN.test(error)
      ? credentialsRefused(OPAYO, 'vendor name, user name or password')
      : requestRefused(OPAYO, `${error} (${errorcode})`);
  }
  const checked = shape.safeParse(inner.data.vspaccess);
  if (!checked.success) throw unreadable(OPAYO, 'a document of another form', checked.error);
  return checked.data;
}
