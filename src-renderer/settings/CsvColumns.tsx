import { makeStyles, mergeClasses, Select, Text, tokens } from '@fluentui/react-components';
import { CSV_FIELDS, type CsvField, type CsvLayout, type CsvPreview } from '../../shared/api.ts';
import { useTableStyles } from '../components/table-styles.ts';
import { FIELD_NAMES, NEEDED } from './csv-file.ts';

const useStyles = makeStyles({
  samples: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  asked: { display: 'block', color: tokens.colorStatusWarningForeground1 },
  whole: { flexShrink: 0 },
  select: { minWidth: '200px' },
});

type Question = CsvPreview['questions'][number];

/** One line for each thing that Matchbook wants to know, with the column that has it and what stands there. */
export function CsvColumns(props: {
  preview: CsvPreview;
  open: readonly Question[];
  onChange: (layout: CsvLayout, answered: Question['about']) => void;
}) {
  const table = useTableStyles();
  const styles = useStyles();
  const { layout, columns } = props.preview;
  const choose = (field: CsvField, header: string) => {
    const { [field]: _before, ...others } = layout.columns;
    props.onChange({ ...layout, columns: header === '' ? others : { ...others, [field]: header } }, field);
  };
  return (
    <div className={mergeClasses(table.scroller, styles.whole)}>
      <table className={table.table} aria-label="What the columns mean">
        <thead>
          <tr>
            <th scope="col">Matchbook reads</th>
            <th scope="col">From the column</th>
            <th scope="col">In this file</th>
          </tr>
        </thead>
        <tbody>
          {CSV_FIELDS.map((field) => {
            const header = layout.columns[field] ?? '';
            const question = props.open.find(({ about }) => about === field);
            return (
              <tr key={field}>
                <th scope="row">
                  {FIELD_NAMES[field]}
                  {NEEDED.has(field) && <span aria-hidden> *</span>}
                  {question && (
                    <Text size={200} className={styles.asked}>
                      {question.sentence}
                    </Text>
                  )}
                </th>
                <td>
                  <Select
                    className={styles.select}
                    aria-label={`Column with ${FIELD_NAMES[field]}`}
                    value={header}
                    onChange={(_event, { value }) => choose(field, value)}
                  >
                    <option value="">{NEEDED.has(field) ? 'Choose…' : 'None'}</option>
                    {columns.map((column) => (
                      <option key={column.header} value={column.header}>
                        {column.header}
                      </option>
                    ))}
                  </Select>
                </td>
                <td className={styles.samples}>
                  {columns.find((column) => column.header === header)?.samples.join(' · ') ?? ''}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
