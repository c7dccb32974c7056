/** Who decides, whose days count, and the customers' names: what the review's calls ask of the company. */
import type { Company } from '../workspace/company.ts';
import type { RowDeps } from './review-rows.ts';

export function userOf(company: Company): string {
  return company.settings().app.userName;
}

export function zoneOf(company: Company): string {
  return company.settings().posting.timeZone;
}

export function rowDeps(company: Company): RowDeps {
  const { ledgerCopy } = company.store;
  const names = new Map<string, string | null>();
  return {
    dateOf: company.dateOf,
    customerName: (customerNo) => {
      const known = names.get(customerNo);
      if (known !== undefined) return known;
      const name = ledgerCopy.customer(customerNo)?.name ?? null;
      names.set(customerNo, name);
      return name;
    },
  };
}
