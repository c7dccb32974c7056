/** Finds out whether a request contains a COMMIT, so that commit faults catch it in whatever form it comes. */
import type { SqlRequest } from '../session.ts';

/** Comments, strings and quoted names: a COMMIT in there is none. */
const quoted = /--[^\n]*|\/\*[\s\S]*?\*\/|N?'(?:[^']|'')*'|"(?:[^"]|"")*"|\[(?:[^\]]|\]\])*\]/gi;
const commit = /(?<![\w@#$.])COMMIT(?![\w@#$])/i;

export function containsCommit(sql: string): boolean {
  return /commit/i.test(sql) && commit.test(sql.replace(quoted, ' '));
}

export function isCommit(request: SqlRequest): boolean {
  switch (request.kind) {
    case 'commit':
      return true;
    case 'batch':
      return containsCommit(request.sql);
    case 'rpc': {
      if (request.procedure.toLowerCase() !== 'sp_executesql') return false;
      const statement = request.parameters[0]?.value;
      return typeof statement === 'string' && containsCommit(statement);
    }
    default:
      return false;
  }
}
