import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePlaces } from '../places';
import type { PolicyDocument } from '../queries';
import { Cites } from './cites';

/** What the policy is, where and when it holds, who decides, and what it rests on. */
export function Basis({ document }: { document: PolicyDocument }) {
  const { t } = useTranslation();
  const placeOf = usePlaces([document.jurisdiction]);
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      items={[
        {
          key: 'code',
          label: t('policies.code'),
          children: <code>{`${document.code}@${document.version}`}</code>,
        },
        {
          key: 'scheme',
          label: t('policies.scheme'),
          children: t(`ui.scheme_of.${document.scheme}`, { defaultValue: document.scheme }),
        },
        { key: 'jurisdiction', label: t('policies.jurisdiction'), children: placeOf(document.jurisdiction) },
        {
          key: 'valid',
          label: t('policies.valid'),
          children: `${document.valid_from} – ${document.valid_to ?? t('policies.open_end')}`,
        },
        {
          key: 'department',
          label: t('policies.department'),
          children: (
            <ul className="explanation">
              {document.competent_departments.map((department) => (
                <li key={department.from}>{t('policies.department_from', department)}</li>
              ))}
            </ul>
          ),
        },
        {
          key: 'basis',
          label: t('policies.basis'),
          children: (
            <ul className="explanation">
              {document.legal_basis.map((one) => (
                <li key={JSON.stringify(one)}>
                  <Cites of={[one]} />
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
