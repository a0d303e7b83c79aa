import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { same } from '../difference';
import { type Parameter, shapeOf } from '../parameters';
import { useDocumentText } from '../values';
import { numbered, without } from './edit';
import { useEditing } from './editing';
import { ChoiceField, ProblemsAt, RemoveButton, TextField } from './fields';
import { DatedValue, isPublished, nextEntry } from './parameter-values';

const UNITS = ['fen', 'int', 'permille', 'bool', 'code', 'persons', 'days', 'months', 'years'];

export function ParametersTab() {
  const { t } = useTranslation();
  const { document, set } = useEditing();
  const parameters = document.parameters ?? [];
  const add = () =>
    set(['parameters', parameters.length], {
      name: `parameter_${parameters.length + 1}`,
      label: { zh: '', en: '' },
      unit: 'fen',
      values: [{ from: document.valid_from, value: 0, basis: [] }],
    });
  return (
    <>
      <p className="muted">{t('policy_drafts.parameters_detail')}</p>
      {numbered(parameters).map(({ at, item }) => (
        <ParameterEditor key={at} at={at} parameter={item} />
      ))}
      <Button onClick={add}>{t('policy_drafts.add_parameter')}</Button>
    </>
  );
}

function ParameterEditor({ at, parameter }: { at: number; parameter: Parameter }) {
  const { t } = useTranslation();
  const textOf = useText();
  const { document, base, set } = useEditing();
  const [open, setOpen] = useState(!base);
  const text = useDocumentText(document);
  const shape = shapeOf(parameter);
  const path = ['parameters', at];
  const old = base?.parameters?.find((one) => one.name === parameter.name);
  const entries: { from: string }[] = shape === 'values' ? parameter.values : (parameter[shape] ?? []);
  const label = textOf(parameter.label) || parameter.name;
  const changed = old && !same(published(old), published(parameter, old));
  return (
    <section className="edit-card" aria-label={label}>
      <div className="edit-head">
        <h3>
          {label} <code>{parameter.name}</code>
        </h3>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('policy_drafts.name_and_unit')}
        </Button>
      </div>
      {open && (
        <div className="field-grid">
          <TextField label={t('policy_drafts.name')} path={[...path, 'name']} value={parameter.name} />
          <TextField
            label={t('policy_drafts.label_zh')}
            path={[...path, 'label', 'zh']}
            value={parameter.label?.zh}
          />
          <TextField
            label={t('policy_drafts.label_en')}
            path={[...path, 'label', 'en']}
            value={parameter.label?.en}
          />
          <ChoiceField
            label={t('policy_drafts.unit')}
            path={[...path, 'unit']}
            value={parameter.unit}
            options={UNITS.map((value) => ({ value, label: t(`policies.type.${value}`) }))}
          />
          <div className="edit-field">
            <RemoveButton
              what={label}
              onClick={() => set(['parameters'], without(document.parameters ?? [], at))}
            />
          </div>
        </div>
      )}
      {changed && <Alert type="warning" showIcon title={t('policy_drafts.published_changed')} />}
      {numbered(entries).map((entry) => (
        <DatedValue
          key={entry.at}
          path={[...path, shape, entry.at]}
          parameter={parameter}
          entry={entry.item}
          published={isPublished(old, shape, entry.item.from)}
          onRemove={() => set([...path, shape], without(entries, entry.at))}
        />
      ))}
      <ProblemsAt path={path} shown={[shape]} />
      <Button onClick={() => set([...path, shape, entries.length], nextEntry(entries, document.valid_from))}>
        {t('policy_drafts.add_value', { label })}
      </Button>
      {parameter.otherwise !== undefined && parameter.otherwise !== null && (
        <p className="muted">
          {t('policies.otherwise', { value: text(parameter.unit, parameter.otherwise) })}
        </p>
      )}
    </section>
  );
}

/** What was published: all values of the old parameter, by their days. */
function published(parameter: Parameter, old: Parameter = parameter) {
  const shape = shapeOf(old);
  const days = new Set((old[shape] ?? []).map((entry) => entry.from));
  return (parameter[shape] ?? []).filter((entry) => days.has(entry.from));
}
