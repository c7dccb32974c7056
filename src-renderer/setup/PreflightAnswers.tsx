import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle20Filled,
  DismissCircle20Filled,
  SubtractCircle20Regular,
} from '@fluentui/react-icons';
import type { Preflight } from '../../shared/preflight.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: '16px', margin: 0 },
  answer: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  verdict: { display: 'flex', alignItems: 'center', gap: '8px', fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  yes: { color: tokens.colorStatusSuccessForeground1 },
  no: { color: tokens.colorStatusDangerForeground1 },
  neither: { color: tokens.colorNeutralForeground3 },
});

/** The three questions that everything else on the page answers. */
export function PreflightAnswers({ preflight }: { preflight: Preflight }) {
  const { canRead, canPost, importFilesOnly } = preflight;
  const styles = useStyles();
  return (
    <dl className={styles.root}>
      <Answer
        question="Can be read"
        verdict={canRead ? 'yes' : 'no'}
        text={canRead ? 'Open invoices, credits and customers.' : 'See what blocks it below.'}
      />
      <Answer
        question="Can be posted to"
        verdict={canPost ? 'yes' : 'no'}
        text={canPost ? 'Receipts go straight into the ledger.' : 'Nothing will be written to the database.'}
      />
      <Answer
        question="Import files only"
        verdict={importFilesOnly ? 'yes' : 'neither'}
        text={
          importFilesOnly
            ? 'What you approve is written as a file that Sage Pro imports.'
            : canPost
              ? 'Not needed: posting is direct.'
              : 'Not until the ledger can be read.'
        }
      />
    </dl>
  );
}

const WORD = { yes: 'Yes', no: 'No', neither: 'No' } as const;
const ICON = {
  yes: CheckmarkCircle20Filled,
  no: DismissCircle20Filled,
  neither: SubtractCircle20Regular,
} as const;

function Answer(props: { question: string; verdict: keyof typeof WORD; text: string }) {
  const styles = useStyles();
  const Icon = ICON[props.verdict];
  return (
    <div className={styles.answer}>
      <dt>
        <Text size={200}>{props.question}</Text>
      </dt>
      <dd className={styles.text}>
        <span className={mergeClasses(styles.verdict, styles[props.verdict])}>
          <Icon aria-hidden />
          {WORD[props.verdict]}
        </span>
        <Text size={200}>{props.text}</Text>
      </dd>
    </div>
  );
}
