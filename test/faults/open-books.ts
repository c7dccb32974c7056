/** The kinds of books that a run can have. */
import { chanceOf } from './chance.ts';
import type { OpenBooks } from './run-one.ts';
import { ACCOUNTS } from './world/company-rows.ts';
import { kashFlowBooks } from './world/kashflow-books.ts';
import { memoryBooks, type Sabotage } from './world/memory-books.ts';
import { sageAccountingBooks } from './world/sage-accounting-books.ts';
import { sqlBooks } from './world/sql-books.ts';

export const onSqlServer: OpenBooks = async ({ seed, company, profile, day }, folder, now) => ({
  books: await sqlBooks({
    company,
    rates: profile.rates,
    chance: chanceOf(`matchbook ${seed} faults`),
    folder:
      profile.rates.serverKilled > 0 ||
      day.moments.flat().some(({ does }) => does === 'restart the SQL server')
        ? folder
        : null,
    now,
  }),
  accounts: ACCOUNTS,
  distributes: true,
});

export const inMemory =
  (sabotage?: Sabotage): OpenBooks =>
  async ({ seed, company, profile }) => ({
    books: memoryBooks(company, profile.rates, chanceOf(`matchbook ${seed} faults`), sabotage),
    accounts: ACCOUNTS,
    distributes: false,
  });

export const onSageAccounting: OpenBooks = async ({ seed, company, profile }, _folder, now) => ({
  books: await sageAccountingBooks(company, profile.rates, chanceOf(`matchbook ${seed} faults`), now),
  accounts: ACCOUNTS,
  distributes: false,
});

export const onKashFlow: OpenBooks = async ({ seed, company, profile }, _folder, now) => ({
  books: await kashFlowBooks(
    company,
    profile.rates,
    profile.shape,
    chanceOf(`matchbook ${seed} faults`),
    now,
  ),
  accounts: ACCOUNTS,
  distributes: false,
});
