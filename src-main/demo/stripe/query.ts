/**
 * Stripe's form encoding (a=1, created[gte]=2, expand[]=x, expand[0]=x) into a record of texts, groups and lists, and the
 * checks that Stripe makes: an unknown parameter is an error, not a shrug.
 */
import { invalid } from './errors.ts';

export interface Parameters {
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  group(name: string): Readonly<Record<string, string>>;
}

interface Parsed {
  readonly texts: Map<string, string>;
  readonly lists: Map<string, string[]>;
  readonly groups: Map<string, Record<string, string>>;
}

function parse(encoded: string): Parsed {
  const parsed: Parsed = { texts: new Map(), lists: new Map(), groups: new Map() };
  for (const [key, value] of new URLSearchParams(encoded)) {
    const match = /^([a-z_]+)(?:\[([a-zA-Z0-9_ -]*)\])?$/.exec(key);
    const [, name = '', inner] = match ?? [];
    if (!match) throw invalid(`Received unknown parameter: ${key}`, key, 'parameter_unknown');
    if (inner === undefined) parsed.texts.set(name, value);
    else if (/^\d*$/.test(inner)) parsed.lists.set(name, [...(parsed.lists.get(name) ?? []), value]);
    else parsed.groups.set(name, { ...parsed.groups.get(name), [inner]: value });
  }
  return parsed;
}

/** Throws StripeFailure for a parameter that is not among `allowed`. */
export function readParameters(encoded: string, allowed: readonly string[]): Parameters {
  const { texts, lists, groups } = parse(encoded);
  for (const name of [...texts.keys(), ...lists.keys(), ...groups.keys()]) {
    if (!allowed.includes(name)) {
      throw invalid(`Received unknown parameter: ${name}`, name, 'parameter_unknown');
    }
  }
  return {
    text: (name) => texts.get(name),
    list: (name) => lists.get(name) ?? [],
    group: (name) => groups.get(name) ?? {},
  };
}

export function wholeNumber(text: string, param: string): number {
  if (!/^-?\d{1,15}$/.test(text))
    throw invalid(`Invalid integer: ${text}`, param, 'parameter_invalid_integer');
  return Number(text);
}

/** A filter such as created=… or created[gte]=… as a test of Unix seconds. */
export function rangeOf(parameters: Parameters, name: string): (seconds: number) => boolean {
  const exact = parameters.text(name);
  if (exact !== undefined) {
    const wanted = wholeNumber(exact, name);
    return (seconds) => seconds === wanted;
  }
  const tests = Object.entries(parameters.group(name)).map(([bound, text]) => {
    const limit = wholeNumber(text, `${name}[${bound}]`);
    switch (bound) {
      case 'gt':
        return (seconds: number) => seconds > limit;
      case 'gte':
        return (seconds: number) => seconds >= limit;
      case 'lt':
        return (seconds: number) => seconds < limit;
      case 'lte':
        return (seconds: number) => seconds <= limit;
      default:
        throw invalid(
          `Received unknown parameter: ${name}[${bound}]`,
          `${name}[${bound}]`,
          'parameter_unknown',
        );
    }
  });
  return (seconds) => tests.every((test) => test(seconds));
}
