/**
 * For a button that takes the place of the one that was pressed: it gets the focus. A dialog whose focus is lost is taken for
 * closed by screen readers.
 */
export const focusWhenShown = (element: HTMLElement | null): void => element?.focus();
