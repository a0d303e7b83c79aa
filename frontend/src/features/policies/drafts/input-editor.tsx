import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyInput } from '../../../api/types';
import { useText } from '../../../i18n';
import { numbered, type Path, without } from './edit';
import { useEditing } from './editing';
import {
  ChoiceField,
  FormulaField,
  NumberField,
  ProblemsAt,
  RemoveButton,
  TextField,
  ValueField,
  WordsFields,
} from './fields';
import { FIELD_KINDS, freeName, isNumber, KINDS, ofKind, SOURCES } from './inputs';

interface Props {
  /** Where the list stands that it is one of. */
  list: Path;
  among: PolicyInput[];
  at: number;
  input: PolicyInput;
  /** What each member of a list is asked: it has no conditions and is no list itself. */
  ofMember?: boolean;
}

/** What is asked: closed a line, open every member of the document that says how. */
export function InputEditor({ list, among, at, input, ofMember = false }: Props) {
  const { t } = useTranslation();
  const textOf = useText();
  const { set } = useEditing();
  // What has no name yet was just added.
  const [open, setOpen] = useState(!textOf(input.label));
  const path = [...list, at];
  const label = textOf(input.label) || input.name;
  const Heading = ofMember ? 'h4' : 'h3';
  return (
    <section className="edit-card" aria-label={label}>
      <div className="edit-head">
        <Heading>
          {label} <code>{input.name}</code>{' '}
          <span className="muted">{t(`policies.type.${input.type}`, { defaultValue: input.type })}</span>
        </Heading>
        <div className="act-bar">
          <Button
            size="small"
            aria-expanded={open}
            aria-label={t(open ? 'policy_drafts.close_example' : 'policy_drafts.edit_example', {
              title: label,
            })}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'policy_drafts.close_short' : 'policy_drafts.edit_input')}
          </Button>
          <RemoveButton what={label} onClick={() => set(list, without(among, at))} />
        </div>
      </div>
      {open && (
        <>
          <Measure path={path} input={input} ofMember={ofMember} />
          {!ofMember && (
            <>
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
            </>
          )}
          {input.type === 'code' && <Choices path={[...path, 'values']} values={input.values ?? []} />}
          {input.type === 'list' && <MemberFields path={[...path, 'fields']} fields={input.fields ?? []} />}
        </>
      )}
      <ProblemsAt path={path} shown={open ? ['used_when', 'required_when', 'fields'] : []} />
    </section>
  );
}

function Measure({ path, input, ofMember }: { path: Path; input: PolicyInput; ofMember: boolean }) {
  const { t } = useTranslation();
  const { set } = useEditing();
  const bound = (end: 'min' | 'max') => (
    <ValueField
      label={t(`policy_drafts.${end}`)}
      path={[...path, end]}
      value={input[end]}
      kind={input.type}
      optional
    />
  );
  return (
    <>
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
          label={t('policy_drafts.kind_of')}
          path={[...path, 'type']}
          value={input.type}
          options={(ofMember ? FIELD_KINDS : KINDS).map((value) => ({
            value,
            label: t(`policies.type.${value}`),
          }))}
          onChoose={(type) => set(path, ofKind(input, type as PolicyInput['type']))}
        />
        {!ofMember && (
          <ChoiceField
            label={t('policy_drafts.source')}
            path={[...path, 'source']}
            value={input.source ?? 'entered'}
            options={SOURCES.map((value) => ({ value, label: t(`policies.source.${value}`) }))}
          />
        )}
        {isNumber(input.type) && bound('min')}
        {isNumber(input.type) && bound('max')}
        {input.type === 'list' ? (
          <NumberField
            label={t('policy_drafts.max_items')}
            path={[...path, 'max_items']}
            value={input.max_items}
          />
        ) : (
          <ValueField
            label={t('policy_drafts.default_value')}
            path={[...path, 'default']}
            value={input.default}
            kind={input.type}
            choices={input.values ?? []}
            optional
          />
        )}
        <div className="edit-field">
          <Checkbox
            checked={input.required === true}
            onChange={(event) => set([...path, 'required'], event.target.checked)}
          >
            {t('policies.required')}
          </Checkbox>
        </div>
      </div>
      <WordsFields label={t('policy_drafts.help')} path={[...path, 'help']} value={input.help} />
    </>
  );
}

function Choices({ path, values }: { path: Path; values: NonNullable<PolicyInput['values']> }) {
  const { t } = useTranslation();
  const { set } = useEditing();
  return (
    <fieldset className="edit-group">
      <legend>{t('policy_drafts.choices')}</legend>
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
    </fieldset>
  );
}

/** Of a list: what each of its members is asked. */
function MemberFields({ path, fields }: { path: Path; fields: PolicyInput[] }) {
  const { t } = useTranslation();
  const { set } = useEditing();
  // Whoever is silent about a member's condition means no: the commonest field first.
  const fresh = {
    name: freeName(fields, 'field'),
    label: { zh: '', en: '' },
    type: 'bool',
    default: false,
  };
  return (
    <fieldset className="edit-group">
      <legend>{t('policy_drafts.member_fields')}</legend>
      <p className="muted">{t('policy_drafts.fields_detail')}</p>
      {numbered(fields).map(({ at, item }) => (
        <InputEditor key={at} list={path} among={fields} at={at} input={item} ofMember />
      ))}
      <Button size="small" onClick={() => set(path, [...fields, fresh])}>
        {t('policy_drafts.add_field')}
      </Button>
    </fieldset>
  );
}
