import type { ReactNode } from 'react';
import type { Currency } from '../../../shared/money.ts';

/** A number is copied as one: its digits with a decimal point, below zero with a minus; a currency goes into a column of its own. */
export type CopiedValue = string | { readonly decimal: string; readonly currency?: Currency };

export interface ListSort {
  /** The order's name in the call that answers it. */
  readonly by: string;
  readonly descending: boolean;
}

export interface ListColumn<Row> {
  /** Stable: what a person arranged is remembered by it. */
  readonly name: string;
  readonly title: string;
  readonly align?: 'start' | 'end';
  /** The least width in pixels. Where no column grows, all share what is left in this proportion. */
  readonly width: number;
  /** Takes the width that is left. */
  readonly grow?: boolean;
  /** Long text goes on in the next line instead of ending in an ellipsis. */
  readonly wrap?: boolean;
  /** Not shown until a person asks for it. */
  readonly hidden?: boolean;
  /** Buttons alone: neither copied nor printed. */
  readonly control?: boolean;
  /** What is printed; copied too, unless `copy` says otherwise. */
  text(row: Row): string;
  copy?(row: Row): CopiedValue;
  /** What is shown, where it is more than the text. Whatever takes the focus in it has this tabIndex. */
  cell?(row: Row, tabIndex: 0 | -1): ReactNode;
  /** How the program sorts by it, and which way the first click does. */
  readonly order?: { readonly by: string; readonly first: 'ascending' | 'descending' };
}

export interface ArrangedColumn<Row> extends ListColumn<Row> {
  /** What a person set, in pixels; null: as the list has it. */
  readonly ownWidth: number | null;
  readonly shown: boolean;
}
