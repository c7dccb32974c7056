/** How one export is to be read: saved once, found again by the names of its columns. */
import { createHash } from 'node:crypto';

export {
  CSV_FIELDS as FIELDS,
  type CsvField as Field,
  CsvLayout as Layout,
} from '../../../shared/api/csv.ts';

export function signatureOf(headers: readonly string[]): string {
  const names = headers.map((name) => name.trim().toLowerCase()).sort();
  return createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 24);
}
