/** Texts of sys.messages: number → class, state, text with %1 %2 …, and how far the error reaches (default: its statement). */
export type ErrorScope = 'statement' | 'scope' | 'batch';
export type MessageTable = Readonly<Record<number, readonly [number, number, string, ErrorScope?]>>;
