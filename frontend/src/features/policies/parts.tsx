import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../../i18n';
import { factText } from '../../lib/facts';
import { Money } from '../../ui/money';
import { timeline } from './parameters';
import type { PolicyDetail, PolicyDocument } from './queries';
import './policies.css';

function useFactText() {
  const { t } = useTranslation();
  const textOf = useText();
  const words = { yes: t('ui.yes'), no: t('ui.no') };
  return (input: Parameters<typeof factText>[0], value: unknown) => factText(input, value, textOf, words);
}

function Expression({ label, cel }: { label: string; cel: string | null | undefined }) {
  if (!cel) return null;
  return (
    <div className="cel">
      <span className="muted">{label}</span> <code>{cel}</code>
    </div>
  );
}

export function Inputs({ document }: { document: PolicyDocument }) {
  const { t } = useTranslation();
  const textOf = useText();
  return (
    <table className="calc">
      <tbody>
        {document.inputs.map((input) => (
          <tr key={input.name}>
            <th scope="row">
              {textOf(input.label)} <code>{input.name}</code>
              {input.help && <div className="muted">{textOf(input.help)}</div>}
              <Expression label={t('policies.used_when')} cel={input.used_when} />
              <Expression label={t('policies.required_when')} cel={input.required_when} />
            </th>
            <td>
              {t(`policies.type.${input.type}`, { defaultValue: input.type })}
              {input.required && <Tag>{t('policies.required')}</Tag>}
              {input.values && input.values.length > 0 && (
                <ul className="explanation">
                  {input.values.map((value) => (
                    <li key={value.code}>
                      {textOf(value.label)} <code>{value.code}</code>
                    </li>
                  ))}
                </ul>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Parameters({ document, on }: { document: PolicyDocument; on: string }) {
  const { t } = useTranslation();
  const textOf = useText();
  const fact = useFactText();
  return (
    <table className="calc">
      <tbody>
        {(document.parameters ?? []).map((parameter) => (
          <tr key={parameter.name}>
            <th scope="row">
              {textOf(parameter.label)} <code>{parameter.name}</code>
            </th>
            <td>
              <ul className="explanation">
                {timeline(parameter.values, on).map((value) => (
                  <li key={value.from} className={value.holds ? 'holds' : 'muted'}>
                    <strong>{fact({ type: parameter.unit }, value.value)}</strong>{' '}
                    {t('policies.since', { from: value.from })}
                    {value.next && ` ${t('policies.before', { next: value.next })}`} · {value.basis}
                    {value.holds && ` · ${t('policies.holds')}`}
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Rules({ document }: { document: PolicyDocument }) {
  const { t } = useTranslation();
  const textOf = useText();
  const { result } = document;
  return (
    <>
      <ol className="rules">
        {document.rules.map((rule) => (
          <li key={rule.name}>
            <strong>{textOf(rule.label)}</strong> <code>{rule.name}</code>
            <div className="muted">{rule.clause}</div>
            {rule.note && <div>{textOf(rule.note)}</div>}
            <Expression label={t('policies.when')} cel={rule.when} />
            <Expression label={t('policies.formula')} cel={rule.formula} />
          </li>
        ))}
      </ol>
      <h3>{t('policies.result')}</h3>
      <Expression label={t('policies.eligible')} cel={result.eligible} />
      <Expression label={t('policies.amount')} cel={result.amount} />
      <Expression label={t('policies.least')} cel={result.min} />
      <Expression label={t('policies.most')} cel={result.max} />
      <Expression label={t('policies.cap')} cel={result.yearly_cap} />
      <ul className="rules">
        {result.reasons.map((reason) => (
          <li key={reason.code}>
            {textOf(reason.text)}
            <Expression label={t('policies.when')} cel={reason.when} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The policy's own examples, as they came out just now. */
export function Examples({ policy }: { policy: PolicyDetail }) {
  const { t } = useTranslation();
  const textOf = useText();
  const fact = useFactText();
  const { document } = policy;
  const factsOf = (title: string) => {
    const example = document.examples.find((one) => one.title === title);
    return Object.entries(example?.facts ?? {})
      .map(([name, value]) => {
        const input = document.inputs.find((one) => one.name === name);
        return `${textOf(input?.label) || name} ${fact(input, value)}`;
      })
      .join(' · ');
  };
  return (
    <table className="calc">
      <tbody>
        {policy.examples.map((example) => (
          <tr key={example.title}>
            <td className={example.passes ? 'passes' : 'fails'}>
              <span aria-hidden>{example.passes ? '✔' : '✘'}</span>
              <span className="sr-only">{t(example.passes ? 'policies.passes' : 'policies.fails')}</span>
            </td>
            <th scope="row">
              {example.title}
              <div className="muted">{factsOf(example.title)}</div>
            </th>
            <td className="num">
              {example.eligible ? <Money fen={example.amount_fen} unit /> : t('policies.nothing')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
