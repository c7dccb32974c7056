import type { Currency } from '../../shared/money.ts';

/** The company's own currency before the others, which stay in their order. */
export function baseFirst<Line extends { readonly currency: Currency }>(
  lines: readonly Line[],
  base: Currency | null,
): Line[] {
  return [
    ...lines.filter(({ currency }) => currency === base),
    ...lines.filter(({ currency }) => currency !== base),
  ];
}
