import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { Money } from '../../../ui/money';
import type { PolicyDocument } from '../queries';
import { useValueText } from '../values';

/** How an example came out; what was computed is told where the server tells it. */
export interface Outcome {
  passed: boolean;
  eligible?: boolean | null;
  amount_fen?: number | null;
  problems?: string[];
  parts?: Record<string, unknown>;
}
type Example = PolicyDocument['examples'][number];

/** What the example takes as given, in words. */
export function useFactsText(document: PolicyDocument): (facts: Record<string, unknown>) => string {
  const textOf = useText();
  const valueText = useValueText();
  const say = (inputs: PolicyDocument['inputs'], facts: Record<string, unknown>): string =>
    Object.entries(facts)
      .map(([name, value]) => {
        const input = inputs.find((one) => one.name === name || one.aliases?.includes(name));
        const label = textOf(input?.label) || name;
        if (!Array.isArray(value)) return `${label} ${valueText(input, value)}`;
        const members = value.map((member) => `(${say(input?.fields ?? [], member ?? {})})`);
        return `${label} ${valueText(input, value)} ${members.join(' ')}`;
      })
      .join(' · ');
  return (facts) => say(document.inputs, facts);
}

export function Verdict({ outcome }: { outcome: Outcome | undefined }) {
  const { t } = useTranslation();
  if (!outcome) return <span className="muted">{t('policies.not_computed')}</span>;
  return (
    <span className={outcome.passed ? 'passes' : 'fails'}>
      <span aria-hidden>{outcome.passed ? '✔' : '✘'}</span>
      <span className="sr-only">{t(outcome.passed ? 'policies.passes' : 'policies.fails')}</span>
    </span>
  );
}

function Sum({ eligible, fen }: { eligible: boolean; fen: number | null | undefined }) {
  const { t } = useTranslation();
  return eligible ? <Money fen={fen} unit /> : t('policies.nothing');
}

/** What is computed beside what is expected; said once where they are the same. */
export function Compared({ example, outcome }: { example: Example; outcome: Outcome | undefined }) {
  const { t } = useTranslation();
  const expected = <Sum eligible={example.eligible} fen={example.amount_fen} />;
  if (!outcome || outcome.passed) return expected;
  return (
    <>
      <div>
        {t('policies.expected')} {expected}
      </div>
      <div className="fails">
        {typeof outcome.eligible === 'boolean' ? (
          <>
            {t('policies.computed')} <Sum eligible={outcome.eligible} fen={outcome.amount_fen} />
          </>
        ) : (
          t('policies.not_computed')
        )}
      </div>
      {outcome.problems?.map((problem) => (
        <div key={problem} className="fails">
          <code>{problem}</code>
        </div>
      ))}
    </>
  );
}

/** The policy's own examples, as they came out just now. */
export function Examples({ document, outcomes }: { document: PolicyDocument; outcomes: Outcome[] }) {
  const { t } = useTranslation();
  const factsText = useFactsText(document);
  const rows = document.examples.map((example, at) => ({ example, at, outcome: outcomes[at] }));
  return (
    <table className="calc">
      <thead>
        <tr>
          <th scope="col">{t('policies.verdict')}</th>
          <th scope="col">{t('policies.example')}</th>
          <th scope="col">{t('policies.sum')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ example, at, outcome }) => (
          <tr key={`${at} ${example.title}`}>
            <td>
              <Verdict outcome={outcome} />
            </td>
            <th scope="row">
              {example.title}
              {example.on && <span className="muted"> {example.on}</span>}
              <div className="muted">{factsText(example.facts)}</div>
            </th>
            <td className="num">
              <Compared example={example} outcome={outcome} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
