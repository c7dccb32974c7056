/** The join tree at run time: nested loops from left to right, each source narrowed by all that is known before it. */
import type { Condition } from '../syntax/ast.ts';
import type { Value } from '../types/sql-type.ts';
import { termsOf } from './access.ts';
import { compileCondition } from './condition.ts';
import type { Context } from './expression.ts';
import { type Frame, type Pause, settled, type Test } from './frame.ts';
import { type Conjunct, Leaf } from './leaf.ts';
import type { Binding } from './scope.ts';
import type { JoinTree } from './sources.ts';

export type Flow = Generator<true | Pause>;

interface Node {
  readonly bindings: ReadonlySet<Binding>;
  readonly leaves: readonly Leaf[];
  /** The leaf whose order of rows is the order of the node's rows; null when there is none. */
  readonly leading: Leaf | null;
  attach(conjunct: Conjunct): void;
  iterate(frame: Frame): Flow;
}

export const splitAnd = (condition: Condition | null): Condition[] => {
  if (condition === null) return [];
  return condition.kind === 'and' ? [...splitAnd(condition.left), ...splitAnd(condition.right)] : [condition];
};

export const compileConjunct = (condition: Condition, context: Context): Conjunct => {
  const { scope } = context;
  const saved = {
    references: scope.references,
    correlated: scope.correlated,
    hasSubquery: scope.hasSubquery,
  };
  scope.references = new Set();
  scope.correlated = false;
  scope.hasSubquery = false;
  const test = compileCondition(condition, context);
  const { references } = scope;
  const subquery = scope.hasSubquery;
  const standsAlone = references.size === 1 && !scope.correlated && !subquery;
  const terms = subquery ? [] : termsOf(condition, context);
  scope.references = saved.references;
  scope.correlated ||= saved.correlated;
  scope.hasSubquery ||= saved.hasSubquery;
  return { test, references, terms, standsAlone };
};

function* accept(tests: readonly Test[], frame: Frame): Generator<Pause, boolean> {
  for (const test of tests) if ((yield* settled(() => test(frame))) !== true) return false;
  return true;
}

const leafNode = (leaf: Leaf): Node => ({
  bindings: new Set([leaf.binding]),
  leaves: [leaf],
  leading: leaf,
  attach: (conjunct) => leaf.attach(conjunct),
  iterate: (frame) => leaf.iterate(frame),
});

const touches = (node: Node, conjunct: Conjunct): boolean =>
  [...conjunct.references].some((b) => node.bindings.has(b));

const innerNode = (left: Node, right: Node): Node => ({
  bindings: new Set([...left.bindings, ...right.bindings]),
  leaves: [...left.leaves, ...right.leaves],
  leading: left.leading,
  attach: (conjunct) => (touches(right, conjunct) ? right : left).attach(conjunct),
  *iterate(frame): Flow {
    for (const l of left.iterate(frame)) {
      if (l === true) yield* right.iterate(frame);
      else yield l;
    }
  },
});

const leftNode = (left: Node, right: Node): Node => {
  const residual: Test[] = [];
  return {
    bindings: new Set([...left.bindings, ...right.bindings]),
    leaves: [...left.leaves, ...right.leaves],
    leading: left.leading,
    attach: (conjunct) => {
      if (touches(right, conjunct)) residual.push(conjunct.test);
      else left.attach(conjunct);
    },
    *iterate(frame): Flow {
      for (const l of left.iterate(frame)) {
        if (l !== true) {
          yield l;
          continue;
        }
        let matched = false;
        for (const r of right.iterate(frame)) {
          if (r !== true) yield r;
          else {
            matched = true;
            if (yield* accept(residual, frame)) yield true;
          }
        }
        if (matched) continue;
        for (const leaf of right.leaves) leaf.clear(frame);
        if (yield* accept(residual, frame)) yield true;
      }
    },
  };
};

const fullNode = (left: Node, right: Node, on: readonly Conjunct[]): Node => {
  const residual: Test[] = [];
  const tests = on.map((c) => c.test);
  const capture = (frame: Frame): Value[][] =>
    right.leaves.map(({ binding }) =>
      frame.slots.slice(binding.offset, binding.offset + binding.columns.length),
    );
  const put = (frame: Frame, saved: readonly (readonly Value[])[]): void => {
    right.leaves.forEach(({ binding }, n) => {
      saved[n]?.forEach((value, i) => {
        frame.slots[binding.offset + i] = value;
      });
    });
  };
  return {
    bindings: new Set([...left.bindings, ...right.bindings]),
    leaves: [...left.leaves, ...right.leaves],
    leading: null,
    attach: (conjunct) => {
      residual.push(conjunct.test);
    },
    *iterate(frame): Flow {
      const rights: Value[][][] = [];
      for (const r of right.iterate(frame)) {
        if (r === true) rights.push(capture(frame));
        else yield r;
      }
      const matchedRights = new Set<number>();
      for (const l of left.iterate(frame)) {
        if (l !== true) {
          yield l;
          continue;
        }
        let matched = false;
        for (const [index, saved] of rights.entries()) {
          put(frame, saved);
          if (!(yield* accept(tests, frame))) continue;
          matched = true;
          matchedRights.add(index);
          if (yield* accept(residual, frame)) yield true;
        }
        if (matched) continue;
        for (const leaf of right.leaves) leaf.clear(frame);
        if (yield* accept(residual, frame)) yield true;
      }
      for (const leaf of left.leaves) leaf.clear(frame);
      for (const [index, saved] of rights.entries()) {
        if (matchedRights.has(index)) continue;
        put(frame, saved);
        if (yield* accept(residual, frame)) yield true;
      }
    },
  };
};

const build = (tree: JoinTree, context: Context, target: Binding | null): Node => {
  if (tree.kind === 'leaf') {
    return leafNode(new Leaf(tree.binding, context.environment, tree.binding === target));
  }
  const left = build(tree.left, context, target);
  const right = build(tree.right, context, target);
  const on = splitAnd(tree.on).map((condition) => compileConjunct(condition, context));
  if (tree.type === 'full') return fullNode(left, right, on);
  if (tree.type === 'left') {
    // Whatever ON says decides about the right side only, even what it says about the left.
    for (const conjunct of on) right.attach(conjunct);
    return leftNode(left, right);
  }
  const node = innerNode(left, right);
  for (const conjunct of on) node.attach(conjunct);
  return node;
};

export interface Source {
  readonly leaves: readonly Leaf[];
  readonly leading: Leaf | null;
  iterate(frame: Frame): Flow;
}

/** FROM and WHERE together. Without FROM there is one row of nothing. */
export const compileSource = (
  trees: readonly JoinTree[],
  where: Condition | null,
  context: Context,
  target: Binding | null,
): Source => {
  const conjuncts = splitAnd(where).map((condition) => compileConjunct(condition, context));
  const before = conjuncts.filter((c) => c.references.size === 0).map((c) => c.test);
  const [first, ...rest] = trees.map((tree) => build(tree, context, target));
  const node = first === undefined ? null : rest.reduce(innerNode, first);
  if (node !== null) {
    for (const conjunct of conjuncts) if (conjunct.references.size > 0) node.attach(conjunct);
  }
  return {
    leaves: node?.leaves ?? [],
    leading: node?.leading ?? null,
    *iterate(frame): Flow {
      if (!(yield* accept(before, frame))) return;
      if (node === null) yield true;
      else yield* node.iterate(frame);
    },
  };
};
