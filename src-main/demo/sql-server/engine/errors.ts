/**
 * The errors of the engine, worded and classed as SQL Server's `sys.messages` has them. `scope` says how far an error
 * reaches: it ends its statement, its batch (and rolls back), or only the current scope of the batch.
 */
import type { SqlMessage } from '../session.ts';

export type ErrorScope = 'statement' | 'scope' | 'batch';

export class SqlError extends Error {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  readonly scope: ErrorScope;
  /** Filled in by the first statement that the error passes through. */
  line = 0;
  procedure = '';
  /** Raised by RAISERROR: SET XACT_ABORT does not apply to it. */
  raised = false;
  constructor(number: number, severity: number, state: number, text: string, scope: ErrorScope) {
    super(text);
    this.name = 'SqlError';
    this.number = number;
    this.severity = severity;
    this.state = state;
    this.scope = scope;
  }
  toMessage(): SqlMessage {
    return {
      number: this.number,
      class: this.severity,
      state: this.state,
      message: this.message,
      procedure: this.procedure,
      line: this.line,
    };
  }
}

/** number: [class, state, text with %1 %2 …, scope]. */
const messages: Record<number, readonly [number, number, string, ErrorScope?]> = {
  102: [15, 1, "Incorrect syntax near '%1'.", 'batch'],
  104: [
    15,
    1,
    'ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator.',
  ],
  105: [15, 1, "Unclosed quotation mark after the character string '%1'.", 'batch'],
  107: [15, 1, "The column prefix '%1' does not match with a table name or alias name used in the query."],
  108: [15, 1, 'The ORDER BY position number %1 is out of range of the number of items in the select list.'],
  109: [
    15,
    1,
    'There are more columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.',
  ],
  110: [
    15,
    1,
    'There are fewer columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.',
  ],
  113: [15, 1, "Missing end comment mark '*/'.", 'batch'],
  116: [
    16,
    1,
    'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
  ],
  120: [
    15,
    1,
    'The select list for the INSERT statement contains fewer items than the insert list. The number of SELECT values must match the number of INSERT columns.',
  ],
  121: [
    15,
    1,
    'The select list for the INSERT statement contains more items than the insert list. The number of SELECT values must match the number of INSERT columns.',
  ],
  130: [
    15,
    1,
    'Cannot perform an aggregate function on an expression containing an aggregate or a subquery.',
  ],
  134: [
    15,
    2,
    "The variable name '%1' has already been declared. Variable names must be unique within a query batch or stored procedure.",
    'batch',
  ],
  137: [15, 2, 'Must declare the scalar variable "%1".', 'batch'],
  1087: [15, 2, 'Must declare the table variable "%1".', 'batch'],
  144: [
    15,
    1,
    'Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.',
  ],
  164: [15, 1, 'Each GROUP BY expression must contain at least one column that is not an outer reference.'],
  306: [
    16,
    2,
    'The text, ntext, and image data types cannot be compared or sorted, except when using IS NULL or LIKE operator.',
  ],
  1014: [15, 1, 'A TOP or FETCH clause contains an invalid value.'],
  1060: [
    15,
    1,
    'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.',
  ],
  145: [15, 1, 'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.'],
  147: [
    15,
    1,
    'An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference.',
  ],
  156: [15, 1, "Incorrect syntax near the keyword '%1'.", 'batch'],
  174: [15, 1, 'The %1 function requires %2 argument(s).'],
  179: [15, 1, 'Cannot use the OUTPUT option when passing a constant to a stored procedure.'],
  195: [15, 10, "'%1' is not a recognized built-in function name.", 'batch'],
  201: [16, 4, "Procedure or function '%1' expects parameter '%2', which was not supplied."],
  205: [
    16,
    1,
    'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
  ],
  206: [16, 2, 'Operand type clash: %1 is incompatible with %2'],
  207: [16, 1, "Invalid column name '%1'.", 'scope'],
  208: [16, 1, "Invalid object name '%1'.", 'scope'],
  209: [16, 1, "Ambiguous column name '%1'.", 'scope'],
  213: [16, 1, 'Column name or number of supplied values does not match table definition.'],
  220: [16, 1, 'Arithmetic overflow error for data type %1, value = %2.'],
  229: [14, 5, "The %1 permission was denied on the object '%2', database '%3', schema '%4'."],
  232: [16, 3, 'Arithmetic overflow error for type %1, value = %2.'],
  241: [16, 1, 'Conversion failed when converting date and/or time from character string.', 'batch'],
  242: [
    16,
    3,
    'The conversion of a %1 data type to a %2 data type resulted in an out-of-range value.',
    'batch',
  ],
  244: [
    16,
    1,
    "The conversion of the %1 value '%2' overflowed an %3 column. Use a larger integer column.",
    'batch',
  ],
  245: [16, 1, "Conversion failed when converting the %1 value '%2' to data type %3.", 'batch'],
  248: [16, 1, "The conversion of the %1 value '%2' overflowed an int column.", 'batch'],
  262: [14, 1, "%1 permission denied in database '%2'."],
  264: [
    16,
    1,
    "The column name '%1' is specified more than once in the SET clause or column list of an INSERT. A column cannot be assigned more than one value in the same clause. Modify the clause to make sure that a column is updated only once. If this statement updates or inserts columns into a view, column aliasing can conceal the duplication in your code.",
  ],
  271: [
    16,
    1,
    'The column "%1" cannot be modified because it is either a computed column or is the result of a UNION operator.',
  ],
  272: [16, 1, 'Cannot update a timestamp column.'],
  273: [
    16,
    1,
    'Cannot insert an explicit value into a timestamp column. Use INSERT with a column list to exclude the timestamp column, or insert a DEFAULT into the timestamp column.',
  ],
  402: [16, 1, 'The data types %1 and %2 are incompatible in the %3 operator.'],
  447: [16, 0, 'Expression type %1 is invalid for COLLATE clause.'],
  448: [15, 3, "Invalid collation '%1'."],
  468: [16, 9, 'Cannot resolve the collation conflict between "%1" and "%2" in the %3 operation.'],
  506: [16, 1, 'The invalid escape character "%1" was specified in a LIKE predicate.'],
  512: [
    16,
    1,
    'Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.',
  ],
  515: [
    16,
    2,
    "Cannot insert the value NULL into column '%1', table '%2'; column does not allow nulls. %3 fails.",
  ],
  517: [16, 1, "Adding a value to a '%1' column caused an overflow."],
  529: [16, 2, 'Explicit conversion from data type %1 to %2 is not allowed.'],
  535: [
    16,
    1,
    'The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart.',
  ],
  536: [16, 1, 'Invalid length parameter passed to the %1 function.'],
  537: [16, 3, 'Invalid length parameter passed to the LEFT or SUBSTRING function.'],
  544: [
    16,
    1,
    "Cannot insert explicit value for identity column in table '%1' when IDENTITY_INSERT is set to OFF.",
  ],
  547: [
    16,
    0,
    'The %1 statement conflicted with the %2 constraint "%3". The conflict occurred in database "%4", table "%5"%6.',
  ],
  911: [16, 1, "Database '%1' does not exist. Make sure that the name is entered correctly."],
  1011: [16, 1, "The correlation name '%1' is specified multiple times in a FROM clause."],
  1013: [
    16,
    1,
    'The objects "%1" and "%2" in the FROM clause have the same exposed names. Use correlation names to distinguish them.',
  ],
  1033: [
    15,
    1,
    'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP or FOR XML is also specified.',
  ],
  1205: [
    13,
    51,
    'Transaction (Process ID %1) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
    'batch',
  ],
  1222: [16, 51, 'Lock request time out period exceeded.'],
  1505: [
    16,
    1,
    "The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name '%1' and the index name '%2'. The duplicate key value is (%3).",
  ],
  1779: [16, 0, "Table '%1' already has a primary key defined on it."],
  1911: [16, 1, "Column name '%1' does not exist in the target table or view."],
  1913: [
    16,
    1,
    "The operation failed because an index or statistics with name '%1' already exists on table '%2'.",
  ],
  2601: [
    14,
    1,
    "Cannot insert duplicate key row in object '%1' with unique index '%2'. The duplicate key value is (%3).",
  ],
  2627: [
    14,
    1,
    "Violation of %1 constraint '%2'. Cannot insert duplicate key in object '%3'. The duplicate key value is (%4).",
  ],
  2628: [
    16,
    1,
    "String or binary data would be truncated in table '%1', column '%2'. Truncated value: '%3'.",
  ],
  2705: [
    16,
    3,
    "Column names in each table must be unique. Column name '%1' in table '%2' is specified more than once.",
  ],
  2714: [16, 6, "There is already an object named '%1' in the database."],
  2715: [16, 6, 'Column, parameter, or variable #%1: Cannot find data type %2.', 'batch'],
  2716: [
    16,
    1,
    'Column, parameter, or variable #%1: Cannot specify a column width on data type %2.',
    'batch',
  ],
  2732: [16, 1, 'Error number %1 is invalid. The number must be from 13000 through 2147483647.'],
  2744: [
    16,
    2,
    "Multiple identity columns specified for table '%1'. Only one identity column per table is allowed.",
  ],
  2812: [16, 62, "Could not find stored procedure '%1'."],
  3609: [16, 1, 'The transaction ended in the trigger. The batch has been aborted.', 'batch'],
  3701: [11, 5, "Cannot drop the %1 '%2', because it does not exist or you do not have permission."],
  3902: [16, 1, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.'],
  3903: [16, 1, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.'],
  3930: [
    16,
    1,
    'The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.',
    'batch',
  ],
  3931: [
    16,
    1,
    'The current transaction cannot be committed and cannot be rolled back to a savepoint. Roll back the entire transaction.',
  ],
  3952: [
    16,
    1,
    "Snapshot isolation transaction failed accessing database '%1' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation.",
    'batch',
  ],
  3998: [
    16,
    1,
    'Uncommittable transaction is detected at the end of the batch. The transaction is rolled back.',
  ],
  4060: [11, 1, 'Cannot open database "%1" requested by the login. The login failed.'],
  4104: [16, 1, 'The multi-part identifier "%1" could not be bound.', 'scope'],
  4145: [
    15,
    1,
    "An expression of non-boolean type specified in a context where a condition is expected, near '%1'.",
    'batch',
  ],
  4406: [
    16,
    1,
    "Update or insert of view or function '%1' failed because it contains a derived or constant field.",
  ],
  4701: [
    16,
    1,
    'Cannot find the object "%1" because it does not exist or you do not have permissions.',
    'scope',
  ],
  4902: [
    16,
    1,
    'Cannot find the object "%1" because it does not exist or you do not have permissions.',
    'scope',
  ],
  4901: [
    16,
    1,
    "ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified, or the column being added is an identity or timestamp column, or alternatively if none of the previous conditions are satisfied the table must be empty to allow addition of this column. Column '%1' cannot be added to non-empty table '%2' because it does not satisfy these conditions.",
  ],
  8101: [
    16,
    1,
    "An explicit value for the identity column in table '%1' can only be specified when a column list is used and IDENTITY_INSERT is ON.",
  ],
  8102: [16, 1, "Cannot update identity column '%1'."],
  8114: [16, 5, 'Error converting data type %1 to %2.', 'batch'],
  8115: [16, 2, 'Arithmetic overflow error converting %1 to data type %2.'],
  8117: [16, 1, 'Operand data type %1 is invalid for %2 operator.'],
  8120: [
    16,
    1,
    "Column '%1' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.",
  ],
  8121: [
    16,
    1,
    "Column '%1' is invalid in the HAVING clause because it is not contained in either an aggregate function or the GROUP BY clause.",
  ],
  8127: [
    16,
    1,
    'Column "%1" is invalid in the ORDER BY clause because it is not contained in either an aggregate function or the GROUP BY clause.',
  ],
  8134: [16, 1, 'Divide by zero error encountered.'],
  8144: [16, 2, 'Procedure or function %1 has too many arguments specified.'],
  8145: [16, 1, '%1 is not a parameter for procedure %2.'],
  8152: [16, 14, 'String or binary data would be truncated.'],
  8154: [15, 1, "The table '%1' is ambiguous."],
  8155: [16, 2, "No column name was specified for column %1 of '%2'."],
  8156: [16, 1, "The column '%1' was specified multiple times for '%2'."],
  8158: [16, 1, "'%1' has more columns than were specified in the column list."],
  8159: [16, 1, "'%1' has fewer columns than were specified in the column list."],
  8169: [16, 2, 'Conversion failed when converting from a character string to uniqueidentifier.', 'batch'],
  8178: [16, 1, "The parameterized query '%1' expects the parameter '%2', which was not supplied."],
  8179: [16, 2, 'Could not find prepared statement with handle %1.'],
  8197: [16, 4, "The object '%1' does not exist or is invalid for this operation."],
  10709: [16, 1, 'The number of columns for each row in a table value constructor must be the same.'],
  10716: [15, 1, 'A nested INSERT, UPDATE, DELETE, or MERGE statement must have an OUTPUT clause.', 'batch'],
  18456: [14, 1, "Login failed for user '%1'."],
};

export const sqlError = (number: number, ...parts: readonly (string | number)[]): SqlError => {
  const found = messages[number];
  if (found === undefined) throw new Error(`The engine has no text for SQL error ${number}.`);
  const text = found[2].replace(/%(\d)/g, (_, digit: string) => String(parts[Number(digit) - 1] ?? ''));
  return new SqlError(number, found[0], found[1], text, found[3] ?? 'statement');
};

/** What this server deliberately does not do. The sentence always names it. */
export const unsupported = (what: string): SqlError =>
  new SqlError(40515, 16, 1, `The demo server does not support ${what}.`, 'batch');

export const fromMessage = (message: SqlMessage): SqlError => {
  const scope: ErrorScope = [1205, 9002, 1105, 3960].includes(message.number) ? 'batch' : 'statement';
  const error = new SqlError(message.number, message.class, message.state, message.message, scope);
  error.line = message.line;
  error.procedure = message.procedure;
  return error;
};
