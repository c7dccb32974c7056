/** Every built-in scalar function by name. */

import { type Context, compileExpression } from '../compile/expression.ts';
import type { Typed } from '../compile/frame.ts';
import { SqlError, sqlError, unsupported } from '../errors.ts';
import type { FunctionCall } from '../syntax/ast.ts';
import { catalogFunctions } from './catalog.ts';
import { dateFunctions } from './dates.ts';
import { generalFunctions } from './general.ts';
import { mathFunctions } from './math.ts';
import type { BuiltIn } from './signature.ts';
import { stringFunctions } from './strings.ts';
import { systemFunctions } from './system.ts';

const builtIns: Readonly<Record<string, BuiltIn>> = {
  ...stringFunctions,
  ...mathFunctions,
  ...dateFunctions,
  ...generalFunctions,
  ...systemFunctions,
  ...catalogFunctions,
};

/** Functions that SQL Server has and this server does not: the error says so, instead of calling them unknown. */
const unsupportedNames =
  /^(TRY_CAST|TRY_CONVERT|TRY_PARSE|PARSE|FORMAT|CONCAT|CONCAT_WS|IIF|CHOOSE|STRING_AGG|STRING_SPLIT|TRIM|TRANSLATE|EOMONTH|DATEFROMPARTS|DATETIMEFROMPARTS|SYSDATETIMEOFFSET|SWITCHOFFSET|TODATETIMEOFFSET|LAG|LEAD|FIRST_VALUE|LAST_VALUE|JSON_VALUE|JSON_QUERY|OPENJSON|HASHBYTES|ENCRYPTBYKEY|SOUNDEX|DIFFERENCE|OBJECT_DEFINITION|INDEX_COL|IDENT_INCR|IDENT_SEED|BINARY_CHECKSUM|FULLTEXTSERVICEPROPERTY|CURSOR_STATUS|TERTIARY_WEIGHTS|TEXTPTR|TEXTVALID|SQL_VARIANT_PROPERTY|FILE_ID|FILE_NAME|PWDCOMPARE|PWDENCRYPT|NEWSEQUENTIALID|ATN2|DEGREES|RADIANS|GROUPING_ID)$/;

export const callFunction = (call: FunctionCall, context: Context): Typed => {
  const upper = call.name.toUpperCase();
  const found = Object.hasOwn(builtIns, upper) ? builtIns[upper] : undefined;
  if (found === undefined) {
    if (unsupportedNames.test(upper)) throw unsupported(`the function ${upper}`);
    if (call.name.includes('.')) throw userFunction(call.name);
    throw sqlError(195, call.name);
  }
  if (call.star) throw sqlError(102, '*');
  const args = call.args.map((arg) => compileExpression(arg, context));
  const [least, most] = found.arity;
  if (args.length < least || args.length > most) {
    throw sqlError(174, call.name.toLowerCase(), least === most ? least : `${least} to ${most}`);
  }
  return found.compile(args, context, call);
};

const userFunction = (name: string): SqlError =>
  new SqlError(
    4121,
    16,
    1,
    `Cannot find either column "${name.split('.')[0]}" or the user-defined function or aggregate "${name}", or the name is ambiguous.`,
    'statement',
  );
