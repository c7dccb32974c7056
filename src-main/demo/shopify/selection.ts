/**
 * As much of GraphQL (spec.graphql.org, October 2021) as a reader of orders sends: one query with fields, arguments, variables and
 * @include. What is asked for is what is answered, and a field that an object does not have is an error, as Shopify makes it.
 */
export interface Selection {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Null for a field without parts. */
  readonly parts: readonly Selection[] | null;
}

/** With Shopify's own code, where it has one. */
export class GraphFailure extends Error {
  readonly code: string | null;
  readonly requiredAccess: string | null;

  constructor(message: string, code: string | null = null, requiredAccess: string | null = null) {
    super(message);
    this.code = code;
    this.requiredAccess = requiredAccess;
  }
}

type Variables = Readonly<Record<string, unknown>>;

const TOKEN = /[A-Za-z_][A-Za-z0-9_]*|\$[A-Za-z_][A-Za-z0-9_]*|-?\d+|"[^"]*"|[{}()[\]:!=@]/g;

/** The selections of the query itself. Throws GraphFailure for what is no query. */
export function readQuery(text: string, variables: Variables): readonly Selection[] {
  const tokens = text.match(TOKEN) ?? [];
  let at = tokens[0] === 'query' ? 1 : 0;
  const next = (): string => tokens[at++] ?? '';
  const expect = (wanted: string) => {
    const found = next();
    if (found !== wanted)
      throw new GraphFailure(`syntax error, unexpected "${found}", expecting "${wanted}"`);
  };
  const valueIn = (token: string): unknown => {
    if (token.startsWith('$')) return variables[token.slice(1)] ?? null;
    if (token.startsWith('"')) return token.slice(1, -1);
    if (/^-?\d+$/.test(token)) return Number(token);
    return token === 'true' ? true : token === 'false' ? false : token;
  };
  const args = (): Record<string, unknown> => {
    const given: Record<string, unknown> = {};
    if (tokens[at] !== '(') return given;
    next();
    while (tokens[at] !== ')' && at < tokens.length) {
      const name = next();
      expect(':');
      given[name] = valueIn(next());
    }
    expect(')');
    return given;
  };
  const field = (): Selection | null => {
    const name = next();
    if (!/^[A-Za-z_]/.test(name)) throw new GraphFailure(`syntax error, unexpected "${name}"`);
    const given = args();
    let isIncluded = true;
    if (tokens[at] === '@') {
      next();
      expect('include');
      isIncluded = args().if === true;
    }
    const parts = tokens[at] === '{' ? fields() : null;
    return isIncluded ? { name, args: given, parts } : null;
  };
  const fields = (): Selection[] => {
    expect('{');
    const found: Selection[] = [];
    while (tokens[at] !== '}' && at < tokens.length) {
      const one = field();
      if (one !== null) found.push(one);
    }
    expect('}');
    return found;
  };
  if (tokens[0] === 'query') {
    while (tokens[at] !== '{' && tokens[at] !== '(' && at < tokens.length) at += 1;
    while (tokens[at] !== '{' && at < tokens.length) at += 1;
  }
  return fields();
}

/** A field of an object that takes arguments. */
export type Resolver = (args: Readonly<Record<string, unknown>>) => unknown;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Just what was asked for. Throws GraphFailure for a field that is not there. */
export function pick(value: unknown, parts: readonly Selection[] | null, type: string): unknown {
  if (Array.isArray(value)) return value.map((it) => pick(it, parts, type));
  if (!isObject(value)) return value ?? null;
  if (parts === null) throw new GraphFailure(`Field must have selections (${type} returns an object)`);
  return Object.fromEntries(
    parts.map(({ name, args, parts: inner }) => {
      if (!(name in value))
        throw new GraphFailure(`Field '${name}' doesn't exist on type '${type}'`, 'undefinedField');
      const found = value[name];
      return [name, pick(typeof found === 'function' ? (found as Resolver)(args) : found, inner, name)];
    }),
  );
}

/** What the query costs: a point for each object, as many times as its list is long (shopify.dev/docs/api/usage/limits). */
export function costOf(parts: readonly Selection[]): number {
  return parts.reduce((sum, { args, parts: inner }) => {
    if (inner === null) return sum;
    const { first } = args;
    const times = typeof first === 'number' ? first : 1;
    return (
      sum +
      (typeof first === 'number' ? 2 : 1) +
      times * costOf(inner.filter(({ name }) => !/Set$/.test(name)))
    );
  }, 0);
}
