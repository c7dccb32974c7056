/**
 * The signed XML of the Reporting and Admin API: a form field XML holds <vspaccess>, and in it the command's elements
 * and a <signature>, the MD5 of those elements, exactly as they were sent, followed by <password>.
 * Error codes other than 0000 are not confirmed: a client does well to show the text.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpReply } from '../http/index.ts';
import { type Elements, ukTime } from './records.ts';

export interface Command {
  readonly name: string;
  readonly vendor: string;
  readonly user: string;
  parameter(name: string): string | undefined;
  isSignedWith(password: string): boolean;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole);
const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));

function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/** Null when the form has no XML field, or it is no <vspaccess> with flat elements. */
export function readCommand(form: string): Command | null {
  const xml = new URLSearchParams(form).get('XML');
  const inner = /^\s*<vspaccess>([\s\S]*)<\/vspaccess>\s*$/.exec(xml ?? '')?.[1];
  if (inner === undefined) return null;
  const elements = new Map<string, string>();
  const rest = inner.replace(/<([a-z0-9]+)>([^<]*)<\/\1>/g, (_, name: string, value: string) => {
    elements.set(name, unescaped(value));
    return '';
  });
  if (rest.trim() !== '') return null;
  const signature = elements.get('signature') ?? '';
  const signed = inner.replace(/<signature>[^<]*<\/signature>/, '');
  return {
    name: elements.get('command') ?? '',
    vendor: elements.get('vendor') ?? '',
    user: elements.get('user') ?? '',
    parameter: (name) => elements.get(name),
    isSignedWith(password) {
      const expected = Buffer.from(md5(`${signed}<password>${password}</password>`));
      const given = Buffer.from(signature.toLowerCase());
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

export function xmlOf(elements: Elements): string {
  return elements.map(([name, value]) => `<${name}>${escaped(value)}</${name}>`).join('');
}

function reply(status: number, inner: string): HttpReply {
  const body = `<?xml version="1.0" encoding="utf-8"?>\n<vspaccess>${inner}</vspaccess>`;
  return { status, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}

export function success(inner: string, now: number): HttpReply {
  return reply(
    200,
    `${xmlOf([
      ['errorcode', '0000'],
      ['timestamp', ukTime(now)],
    ])}${inner}`,
  );
}

export function refusal(code: string, text: string, now: number): HttpReply {
  return reply(
    200,
    xmlOf([
      ['errorcode', code],
      ['error', text],
      ['timestamp', ukTime(now)],
    ]),
  );
}
