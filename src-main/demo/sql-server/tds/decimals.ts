/** Exact decimal text ("-12.50") to and from the scaled integers of numeric and money. */
import { EngineContractError } from './errors.ts';

const shape = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** The value times 10^scale. Digits beyond the scale must be zeros: the wire never rounds money. */
export function toScaled(text: string, scale: number): bigint {
  const found = shape.exec(text);
  if (!found) throw new EngineContractError(`'${text}' is not a decimal number`);
  const [, sign, whole = '0', fraction = ''] = found;
  if (/[1-9]/.test(fraction.slice(scale))) {
    throw new EngineContractError(`'${text}' has more than ${scale} digits after the point`);
  }
  const magnitude = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

/** Text with exactly `scale` digits after the point. */
export function fromScaled(scaled: bigint, scale: number): string {
  const negative = scaled < 0n;
  const digits = String(negative ? -scaled : scaled).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`;
  return negative ? `-${text}` : text;
}

/** Bytes of a numeric value on the wire, its sign byte included (MS-TDS 2.2.5.5.1.6). */
export function numericLength(precision: number): 5 | 9 | 13 | 17 {
  return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
}
