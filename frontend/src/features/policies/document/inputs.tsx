import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PolicyInput } from '../../../api/types';
import { useText } from '../../../i18n';
import type { PolicyDocument } from '../queries';
import { useValueText } from '../values';
import { Formula } from './formula';

export function Inputs({ document }: { document: PolicyDocument }) {
  return (
    <table className="calc">
      <tbody>
        {document.inputs.map((input) => (
          <InputRow key={input.name} document={document} input={input} />
        ))}
      </tbody>
    </table>
  );
}

function InputRow({ document, input }: { document: PolicyDocument; input: PolicyInput }) {
  const { t } = useTranslation();
  const textOf = useText();
  const valueText = useValueText();
  const limits = [
    typeof input.min === 'number' && t('policies.at_least', { value: valueText(input, input.min) }),
    typeof input.max === 'number' && t('policies.at_most', { value: valueText(input, input.max) }),
    input.default !== undefined &&
      input.default !== null &&
      t('policies.default', { value: valueText(input, input.default) }),
  ].filter(Boolean);
  return (
    <tr>
      <th scope="row">
        {textOf(input.label)} <code>{input.name}</code>
        {input.help && <div className="muted">{textOf(input.help)}</div>}
        <Formula document={document} label={t('policies.used_when')} cel={input.used_when} />
        <Formula document={document} label={t('policies.required_when')} cel={input.required_when} />
      </th>
      <td>
        {t(`policies.type.${input.type}`, { defaultValue: input.type })}{' '}
        {input.required && <Tag>{t('policies.required')}</Tag>}
        {(input.source ?? 'entered') !== 'entered' && <Tag>{t(`policies.source.${input.source}`)}</Tag>}
        {limits.length > 0 && <div className="muted">{limits.join(' · ')}</div>}
        {(input.values?.length ?? 0) > 0 && (
          <ul className="explanation">
            {input.values?.map((value) => (
              <li key={value.code}>
                {textOf(value.label)} <code>{value.code}</code>
              </li>
            ))}
          </ul>
        )}
        {(input.fields?.length ?? 0) > 0 && (
          <ul className="explanation">
            {input.fields?.map((field) => (
              <li key={field.name}>
                {textOf(field.label)} <code>{field.name}</code>{' '}
                <span className="muted">
                  {t(`policies.type.${field.type}`, { defaultValue: field.type })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
