import { makeStyles, mergeClasses, Select, Text, tokens } from '@fluentui/react-components';
import type { CustomerComparison, CustomerDetail } from '../../shared/api.ts';
import type { CustomerField } from '../../shared/customers.ts';
import { useTableStyles } from '../components/table-styles.ts';
import type { Direction } from './directions.ts';
import { FIELD_WORDS } from './words.ts';

const useStyles = makeStyles({
  // The row around it is the list's, which does not break its lines.
  table: {
    whiteSpace: 'normal',
    '& tr > :first-child': { paddingInlineStart: '0' },
    '& tr > td[data-differs]': { fontWeight: tokens.fontWeightSemibold },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  select: { minWidth: '150px' },
  written: { display: 'block', color: tokens.colorBrandForeground1 },
});

/** Both sides beside each other, and which way each field goes. What is cut or joined on the way is shown as it will be written. */
export function FieldTable(props: {
  detail: CustomerDetail;
  directions: ReadonlyMap<CustomerField, Direction>;
  mayLedger: boolean;
  mayGateway: boolean;
  onDirection: (field: CustomerField, direction: Direction) => void;
}) {
  const styles = useStyles();
  const table = useTableStyles();
  const { detail, directions, mayLedger, mayGateway } = props;
  const { externalId, customerNo } = detail.row.key;
  return (
    <table className={mergeClasses(table.table, styles.table)}>
      <caption hidden>The customer, field by field</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">{detail.row.gatewayTitle}</th>
          <th scope="col">Ledger{customerNo === null ? '' : `, ${customerNo}`}</th>
          {(mayLedger || mayGateway) && <th scope="col">Write</th>}
        </tr>
      </thead>
      <tbody>
        {detail.fields.map((field) => {
          const direction = directions.get(field.field) ?? 'keep';
          const differs = field.is !== 'same' && field.is !== 'no_place';
          return (
            <tr key={field.field}>
              <th scope="row">{FIELD_WORDS[field.field]}</th>
              <td {...(differs ? { 'data-differs': true } : {})}>
                <Side
                  value={field.gateway}
                  there={externalId !== null}
                  written={direction === 'to_gateway' ? field.asWrittenToGateway : null}
                />
              </td>
              <td {...(differs ? { 'data-differs': true } : {})}>
                <Side
                  value={field.ledger}
                  there={customerNo !== null}
                  written={direction === 'to_ledger' ? field.asWrittenToLedger : null}
                />
              </td>
              {(mayLedger || mayGateway) && (
                <td>
                  <Select
                    className={styles.select}
                    aria-label={`What to write for ${FIELD_WORDS[field.field].toLowerCase()}`}
                    value={direction}
                    onChange={(_event, { value }) =>
                      props.onDirection(
                        field.field,
                        value === 'to_ledger' || value === 'to_gateway' ? value : 'keep',
                      )
                    }
                  >
                    <option value="keep">Leave both</option>
                    {canLedger(field, mayLedger, externalId !== null) && (
                      <option value="to_ledger">To the ledger</option>
                    )}
                    {canGateway(field, mayGateway, customerNo !== null) && (
                      <option value="to_gateway">To {detail.row.gatewayTitle}</option>
                    )}
                  </Select>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const canLedger = (field: CustomerComparison, may: boolean, there: boolean): boolean =>
  may && there && field.asWrittenToLedger !== null && field.gateway !== null;
const canGateway = (field: CustomerComparison, may: boolean, there: boolean): boolean =>
  may && there && field.asWrittenToGateway !== null && field.ledger !== null;

function Side(props: { value: string | null; there: boolean; written: string | null }) {
  const styles = useStyles();
  const { value, there, written } = props;
  const changes = written !== null && written !== value;
  return (
    <>
      {value === null ? (
        <span className={styles.quiet}>{there ? 'no such field' : ''}</span>
      ) : (
        <span className={mergeClasses(changes && styles.quiet)}>{value === '' ? 'empty' : value}</span>
      )}
      {changes && (
        <Text size={200} className={styles.written}>
          becomes {written === '' ? 'empty' : written}
        </Text>
      )}
    </>
  );
}
