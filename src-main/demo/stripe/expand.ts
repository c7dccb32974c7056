/** `expand[]`: puts the object where its id stands, as deep as four levels. https://docs.stripe.com/api/expanding_objects */
import { invalid } from './errors.ts';

/** Where an id may be replaced by its object. */
const EXPANDABLE = new Set([
  'balance_transaction',
  'failure_balance_transaction',
  'source',
  'charge',
  'latest_charge',
  'customer',
  'payment_intent',
  'refunds',
  'line_items',
  'price',
  'product',
]);

export interface Expander {
  /** The object with the id, as it is shown now. */
  find(id: string): object | undefined;
  /** The refunds of a charge, or the lines of a Checkout session: lists that are there only when asked for. */
  sublist(owner: object, property: string): object | undefined;
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function expandOne(owner: Fields, path: readonly string[], whole: string, expander: Expander): Fields {
  const [property = '', ...rest] = path;
  if (Array.isArray(owner[property])) {
    const entries = owner[property].map((it: unknown) =>
      isFields(it) && rest.length > 0 ? expandOne(it, rest, whole, expander) : it,
    );
    return { ...owner, [property]: entries };
  }
  const sublist = expander.sublist(owner, property);
  if (sublist !== undefined) return { ...owner, [property]: sublist };
  const value = owner[property];
  if (value === null) return owner;
  if (!EXPANDABLE.has(property) || value === undefined) {
    throw invalid(`This property cannot be expanded (${whole}).`, 'expand');
  }
  const object = typeof value === 'string' ? expander.find(value) : value;
  if (!isFields(object)) return owner;
  return { ...owner, [property]: rest.length > 0 ? expandOne(object, rest, whole, expander) : object };
}

export function expandObject(object: object, paths: readonly string[], expander: Expander): object {
  return paths.reduce<Fields>(
    (reached, path) => {
      const steps = path.split('.');
      if (steps.length > 4)
        throw invalid(`You cannot expand more than 4 levels of a property (${path}).`, 'expand');
      return expandOne(reached, steps, path, expander);
    },
    { ...object },
  );
}

/** For lists the paths begin with `data`. */
export function expandPage(
  objects: readonly object[],
  paths: readonly string[],
  expander: Expander,
): object[] {
  const inner = paths.map((path) => {
    if (!path.startsWith('data.')) throw invalid(`This property cannot be expanded (${path}).`, 'expand');
    return path.slice('data.'.length);
  });
  return objects.map((object) => expandObject(object, inner, expander));
}
