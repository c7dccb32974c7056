import { type CsvField, MOST_CSV_BYTES } from '../../shared/api.ts';
import { CallError } from '../api/index.ts';

/** What the columns of an export can mean, as an accountant calls it. */
export const FIELD_NAMES: Readonly<Record<CsvField, string>> = {
  externalId: 'Transaction ID',
  date: 'Date',
  time: 'Time',
  amount: 'Amount',
  fee: 'Fee',
  net: 'Net',
  currency: 'Currency',
  kind: 'Type',
  status: 'Status',
  payerName: 'Payer',
  payerEmail: 'Payer’s email',
  customerRef: 'Customer number',
  description: 'Description',
  orderId: 'Invoice or order number',
  relatedId: 'Refund of',
  payoutId: 'Payout or batch',
  cardBrand: 'Card brand',
  cardLast4: 'Card’s last four',
};

export const NEEDED: ReadonlySet<CsvField> = new Set(['date', 'amount']);

export interface ChosenFile {
  readonly fileName: string;
  readonly contentBase64: string;
}

/** Throws CallError when the file is too large or cannot be read. */
export async function readChosen(file: File): Promise<ChosenFile> {
  if (file.size > MOST_CSV_BYTES) {
    throw refused(
      `${file.name} is larger than 5 MB.`,
      'Save it into the folder of the connection: it is read from there.',
    );
  }
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () =>
      reject(
        refused(`${file.name} cannot be read.`, 'Close the program that has it open, and choose it again.'),
      );
    reader.readAsDataURL(file);
  });
  return { fileName: file.name, contentBase64: url.slice(url.indexOf(',') + 1) };
}

function refused(happened: string, todo: string): CallError {
  return new CallError({ code: 'FILE_NOT_READ', happened, kept: 'Nothing was imported.', todo });
}
