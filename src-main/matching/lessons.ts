/** What was learned, listed in words, and changed by hand: forgotten, or an alias pointed at another customer. */
import type { Learned, Lesson } from './learned.ts';
import { trustOf } from './payer-history.ts';

export type LessonKind = 'alias' | 'habit' | 'weight';
export type ListedLesson = {
  /** Stays the same as long as the lesson exists; for `forgetLesson` and `redirectAlias`. */
  readonly id: string;
  readonly kind: LessonKind;
  readonly sentence: string;
  readonly confirmed: number;
  readonly contradicted: number;
  /** 0: kept, but not used any more. */
  readonly trust: number;
};

const TABLE = { alias: 'aliases', habit: 'habits', weight: 'weights' } as const;
const PAYER = { email: 'email', card: 'card', ref: 'customer reference', name: 'name' } as const;

/** All lessons, by kind and then by id. */
export function listLessons(learned: Learned): ListedLesson[] {
  const listed: ListedLesson[] = [];
  for (const kind of ['alias', 'habit', 'weight'] as const) {
    for (const key of Object.keys(learned[TABLE[kind]]).sort()) {
      const lesson = learned[TABLE[kind]][key] as Lesson;
      listed.push({
        id: `${kind}:${key}`,
        kind,
        sentence: sentenceFor(kind, key, lesson),
        confirmed: lesson.confirmed,
        contradicted: lesson.contradicted,
        trust: trustOf(lesson),
      });
    }
  }
  return listed;
}

function sentenceFor(kind: LessonKind, key: string, lesson: Lesson): string {
  const seen = `${times(lesson.confirmed)} right, ${times(lesson.contradicted)} wrong`;
  if (kind === 'alias') {
    const [how = '', ...rest] = key.split('|');
    const customerNo = rest.pop() ?? '';
    const named = PAYER[how as keyof typeof PAYER] ?? how;
    return `The payer with the ${named} “${rest.join('|')}” pays for customer ${customerNo} (${seen}).`;
  }
  if (kind === 'habit') {
    const at = key.indexOf('|');
    return `References in the ${key.slice(at + 1)} of ${key.slice(0, at)} are what is paid (${seen}).`;
  }
  return `The evidence “${key}” points at the right customer (${seen}).`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 0 ? 'never' : `${count} times`;
}

/** Without the lesson. A lesson that is not there changes nothing. */
export function forgetLesson(learned: Learned, id: string): Learned {
  const at = id.indexOf(':');
  const kind = id.slice(0, at) as LessonKind;
  const table = TABLE[kind];
  if (table === undefined) return learned;
  const { [id.slice(at + 1)]: _forgotten, ...rest } = learned[table];
  return { ...learned, [table]: rest };
}

/** The same payer, for another customer: as sure as a lesson taught twice. */
export function redirectAlias(learned: Learned, id: string, customerNo: string): Learned {
  if (!id.startsWith('alias:')) return learned;
  const payer = id.slice('alias:'.length, id.lastIndexOf('|'));
  const { aliases } = forgetLesson(learned, id);
  const taught: Lesson = { confirmed: 2, contradicted: 0, streak: 2 };
  return { ...learned, aliases: { ...aliases, [`${payer}|${customerNo}`]: taught } };
}
