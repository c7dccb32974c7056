/** The rules in the form in which the engine asks them: first enabled rule wins. */
import type { Currency, Minor } from '../../shared/money.ts';
import { findPattern, parsePattern, type ReferencePattern } from './reference-pattern.ts';
import type { DiscountRule, ExchangeRule, MatchingRules, Shape, ToleranceRule } from './rules.ts';
import { Role } from './words.ts';

type CompiledPattern = {
  readonly gateway: string | null;
  readonly field: string | null;
  readonly pattern: ReferencePattern;
  readonly role: Role;
};
const ROLE = { invoice: Role.invoice, order: Role.order, po: Role.po, customer: Role.customer } as const;

export class CompiledRules {
  private readonly patterns: CompiledPattern[] = [];
  private readonly tolerances: ToleranceRule[] = [];
  private readonly windows = new Map<string, number>();
  private readonly ready = new Map<Shape, number>();
  readonly discounts: DiscountRule[] = [];
  readonly exchanges: ExchangeRule[] = [];
  readonly neverReady = new Set<string>();

  constructor(rules: MatchingRules) {
    const customersSeen = new Set<string>();
    for (const rule of rules.rules) {
      if (!rule.enabled) continue;
      switch (rule.kind) {
        case 'reference': {
          const pattern = parsePattern(rule.pattern);
          if (pattern) {
            this.patterns.push({
              gateway: rule.gateway,
              field: rule.field,
              pattern,
              role: ROLE[rule.names],
            });
          }
          break;
        }
        case 'tolerance':
          this.tolerances.push(rule);
          break;
        case 'discount':
          this.discounts.push(rule);
          break;
        case 'window':
          if (!this.windows.has(rule.what)) this.windows.set(rule.what, rule.minutes);
          break;
        case 'ready':
          if (!this.ready.has(rule.shape)) this.ready.set(rule.shape, rule.confidence);
          break;
        case 'customer':
          if (!customersSeen.has(rule.customerNo) && rule.neverReady) this.neverReady.add(rule.customerNo);
          customersSeen.add(rule.customerNo);
          break;
        case 'exchange':
          this.exchanges.push(rule);
          break;
      }
    }
  }

  get hasPatterns(): boolean {
    return this.patterns.length > 0;
  }

  /** What the gateway's patterns read out of a field, with what each names. */
  read(gateway: string, field: string, text: string): { value: string; role: Role }[] {
    const found: { value: string; role: Role }[] = [];
    for (const it of this.patterns) {
      if (it.gateway !== null && it.gateway !== gateway) continue;
      if (it.field !== null && it.field !== field) continue;
      for (const value of findPattern(it.pattern, text)) found.push({ value, role: it.role });
    }
    return found;
  }

  /** How far an amount may be from `expected` and still close it, in minor units. */
  tolerance(direction: 'short' | 'over', currency: Currency, customerNo: string, expected: Minor): Minor {
    for (const rule of this.tolerances) {
      if (rule.direction !== direction) continue;
      if (rule.currency !== null && rule.currency !== currency) continue;
      if (rule.customerNo !== null && rule.customerNo !== customerNo) continue;
      return Math.min(rule.amountMinor, Math.floor((expected * rule.percentBasisPoints) / 10_000));
    }
    return 0;
  }

  minutes(what: 'retry' | 'duplicate' | 'early'): number {
    return this.windows.get(what) ?? 0;
  }

  /** Confidence from which a shape may be ready; above one when it never is. */
  readyFrom(shape: Shape): number {
    return this.ready.get(shape) ?? 2;
  }

  exchange(from: Currency, to: Currency): ExchangeRule | undefined {
    return this.exchanges.find((rule) => rule.from === from && rule.to === to);
  }
}
