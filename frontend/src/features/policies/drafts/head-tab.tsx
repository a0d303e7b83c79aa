import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CitationsField } from './citations-field';
import { numbered, without } from './edit';
import { useEditing } from './editing';
import { ChoiceField, NumberField, ProblemsAt, RemoveButton, TextField } from './fields';

const OWN = ['code', 'version', 'title', 'jurisdiction', 'scheme', 'valid_from', 'valid_to', 'schema'];
const PERIODS = ['once', 'month', 'year'];
const PER = ['person', 'household'];

export function HeadTab() {
  const { t } = useTranslation();
  const { document, base, set } = useEditing();
  const { result } = document;
  return (
    <>
      <div className="field-grid">
        <TextField label={t('policy_drafts.title_zh')} path={['title', 'zh']} value={document.title.zh} />
        <TextField label={t('policy_drafts.title_en')} path={['title', 'en']} value={document.title.en} />
        {!base && <TextField label={t('policies.code')} path={['code']} value={document.code} />}
        <TextField label={t('policies.scheme')} path={['scheme']} value={document.scheme} />
        <TextField
          label={t('policy_drafts.jurisdiction_code')}
          path={['jurisdiction']}
          value={document.jurisdiction}
        />
        <TextField
          type="date"
          label={t('policies.valid_from')}
          path={['valid_from']}
          value={document.valid_from}
        />
        <TextField
          type="date"
          optional
          label={t('policies.valid_to')}
          path={['valid_to']}
          value={document.valid_to}
        />
        <ChoiceField
          label={t('policy_drafts.period')}
          path={['result', 'period']}
          value={result.period}
          options={PERIODS.map((value) => ({ value, label: t(`policies.period.${value}`) }))}
        />
        <ChoiceField
          label={t('policy_drafts.per')}
          path={['result', 'per']}
          value={result.per}
          options={PER.map((value) => ({ value, label: t(`policies.per.${value}`) }))}
        />
        <NumberField
          label={t('policy_drafts.recheck_months')}
          path={['result', 'recheck_months']}
          value={result.recheck_months}
        />
      </div>
      {OWN.map((name) => (
        <ProblemsAt key={name} path={[name]} />
      ))}
      <CitationsField label={t('policies.basis')} path={['legal_basis']} value={document.legal_basis} />
      <h3>{t('policies.department')}</h3>
      <ProblemsAt path={['competent_departments']} />
      {numbered(document.competent_departments).map(({ at, item }) => (
        <div key={at} className="edit-row">
          <TextField
            label={t('policies.department')}
            path={['competent_departments', at, 'name']}
            value={item.name}
          />
          <TextField
            type="date"
            label={t('policy_drafts.since')}
            path={['competent_departments', at, 'from']}
            value={item.from}
          />
          <RemoveButton
            what={item.name}
            onClick={() => set(['competent_departments'], without(document.competent_departments, at))}
          />
        </div>
      ))}
      <Button
        onClick={() =>
          set(['competent_departments', document.competent_departments.length], {
            from: document.valid_from,
            name: '',
          })
        }
      >
        {t('policy_drafts.add_department')}
      </Button>
    </>
  );
}
