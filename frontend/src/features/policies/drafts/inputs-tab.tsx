import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PolicyInput } from '../../../api/types';
import { useText } from '../../../i18n';
import { numbered, without } from './edit';
import { useEditing } from './editing';
import { ChoiceField, FormulaField, NumberField, ProblemsAt, RemoveButton, TextField } from './fields';

const KINDS = [
  'fen',
  'int',
  'permille',
  'bool',
  'code',
  'persons',
  'days',
  'months',
  'years',
  'date',
  'list',
];

export function InputsTab() {
  const { t } = useTranslation();
  const { document, set } = useEditing();
  const { inputs } = document;
  return (
    <>
      <p className="muted">{t('policy_drafts.inputs_detail')}</p>
      {numbered(inputs).map(({ at, item }) => (
        <InputEditor key={at} at={at} input={item} />
      ))}
      <Button
        onClick={() =>
          set(['inputs', inputs.length], {
            name: `input_${inputs.length + 1}`,
            label: { zh: '', en: '' },
            type: 'fen',
            min: 0,
            max: 1_000_000_000,
            required: true,
          })
        }
      >
        {t('policy_drafts.add_input')}
      </Button>
    </>
  );
}

function InputEditor({ at, input }: { at: number; input: PolicyInput }) {
  const { t } = useTranslation();
  const textOf = useText();
  const { document, set } = useEditing();
  const path = ['inputs', at];
  const label = textOf(input.label) || input.name;
  return (
    <section className="edit-card" aria-label={label}>
      <div className="edit-head">
        <h3>
          {label} <code>{input.name}</code>{' '}
          <span className="muted">{t(`policies.type.${input.type}`, { defaultValue: input.type })}</span>
        </h3>
        <RemoveButton what={label} onClick={() => set(['inputs'], without(document.inputs, at))} />
      </div>
      <details>
        <summary>{t('policy_drafts.edit_input')}</summary>
        <div className="field-grid">
          <TextField label={t('policy_drafts.name')} path={[...path, 'name']} value={input.name} />
          <TextField
            label={t('policy_drafts.label_zh')}
            path={[...path, 'label', 'zh']}
            value={input.label?.zh}
          />
          <TextField
            label={t('policy_drafts.label_en')}
            path={[...path, 'label', 'en']}
            value={input.label?.en}
          />
          <ChoiceField
            label={t('policy_drafts.unit')}
            path={[...path, 'type']}
            value={input.type}
            options={KINDS.map((value) => ({ value, label: t(`policies.type.${value}`) }))}
          />
          <NumberField label={t('policy_drafts.min')} path={[...path, 'min']} value={input.min} />
          <NumberField label={t('policy_drafts.max')} path={[...path, 'max']} value={input.max} />
          <div className="edit-field">
            <Checkbox
              checked={input.required === true}
              onChange={(event) => set([...path, 'required'], event.target.checked)}
            >
              {t('policies.required')}
            </Checkbox>
          </div>
        </div>
        {input.type === 'code' && <Choices at={at} input={input} />}
        <FormulaField
          label={t('policies.used_when')}
          path={[...path, 'used_when']}
          value={input.used_when}
          rulesAbove={0}
          optional
        />
        <FormulaField
          label={t('policies.required_when')}
          path={[...path, 'required_when']}
          value={input.required_when}
          rulesAbove={0}
          optional
        />
      </details>
      <ProblemsAt path={path} shown={['used_when', 'required_when']} />
    </section>
  );
}

function Choices({ at, input }: { at: number; input: PolicyInput }) {
  const { t } = useTranslation();
  const { set } = useEditing();
  const path = ['inputs', at, 'values'];
  const values = input.values ?? [];
  return (
    <>
      {numbered(values).map((choice) => (
        <div key={choice.at} className="edit-row">
          <TextField
            label={t('policies.code')}
            path={[...path, choice.at, 'code']}
            value={choice.item.code}
          />
          <TextField
            label={t('policy_drafts.label_zh')}
            path={[...path, choice.at, 'label', 'zh']}
            value={choice.item.label?.zh}
          />
          <TextField
            label={t('policy_drafts.label_en')}
            path={[...path, choice.at, 'label', 'en']}
            value={choice.item.label?.en}
          />
          <RemoveButton what={choice.item.code} onClick={() => set(path, without(values, choice.at))} />
        </div>
      ))}
      <Button size="small" onClick={() => set(path, [...values, { code: '', label: { zh: '', en: '' } }])}>
        {t('policy_drafts.add_choice')}
      </Button>
    </>
  );
}
