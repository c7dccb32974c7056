import type { AuditValue } from '../../shared/api.ts';
import { amount, moment } from '../format/index.ts';

/** As the region writes it. */
export function valueWords(value: AuditValue, zone: string): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'money':
      return amount(value.amountMinor, value.currency);
    case 'moment':
      return moment(value.at, zone);
  }
}
