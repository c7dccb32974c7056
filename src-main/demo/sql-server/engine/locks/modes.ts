/** Lock modes, their compatibility and their combination ("Lock compatibility" in SQL Server's locking guide). */
export type LockMode = 'SCH-S' | 'SCH-M' | 'IS' | 'IX' | 'S' | 'U' | 'SIX' | 'X';

const conflicts: Record<LockMode, readonly LockMode[]> = {
  'SCH-S': ['SCH-M'],
  'SCH-M': ['SCH-S', 'SCH-M', 'IS', 'IX', 'S', 'U', 'SIX', 'X'],
  IS: ['SCH-M', 'X'],
  IX: ['SCH-M', 'S', 'U', 'SIX', 'X'],
  S: ['SCH-M', 'IX', 'SIX', 'X'],
  U: ['SCH-M', 'IX', 'U', 'SIX', 'X'],
  SIX: ['SCH-M', 'IX', 'S', 'U', 'SIX', 'X'],
  X: ['SCH-M', 'IS', 'IX', 'S', 'U', 'SIX', 'X'],
};
export const compatible = (a: LockMode, b: LockMode): boolean => !conflicts[a].includes(b);

const covers: Record<LockMode, readonly LockMode[]> = {
  'SCH-S': [],
  IS: ['SCH-S'],
  IX: ['SCH-S', 'IS'],
  S: ['SCH-S', 'IS'],
  U: ['SCH-S', 'IS', 'S'],
  SIX: ['SCH-S', 'IS', 'IX', 'S'],
  X: ['SCH-S', 'IS', 'IX', 'S', 'U', 'SIX'],
  'SCH-M': ['SCH-S', 'IS', 'IX', 'S', 'U', 'SIX', 'X'],
};
export const covered = (held: LockMode, wanted: LockMode): boolean =>
  held === wanted || covers[held].includes(wanted);

/** The weakest mode that covers both. */
export const combined = (a: LockMode, b: LockMode): LockMode => {
  if (covered(a, b)) return a;
  if (covered(b, a)) return b;
  return (a === 'S' && b === 'IX') || (a === 'IX' && b === 'S') ? 'SIX' : 'X';
};
