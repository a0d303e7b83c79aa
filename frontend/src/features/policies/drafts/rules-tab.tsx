import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import type { PolicyDocument } from '../queries';
import { CitationsField } from './citations-field';
import { moved, numbered, without } from './edit';
import { useEditing } from './editing';
import { ChoiceField, FormulaField, ProblemsAt, RemoveButton, TextField } from './fields';

const UNITS = ['fen', 'int', 'permille', 'bool', 'code', 'persons', 'days', 'months', 'years', 'date'];
type Rule = PolicyDocument['rules'][number];

export function RulesTab() {
  const { t } = useTranslation();
  const { document, set } = useEditing();
  const { rules, result } = document;
  return (
    <>
      <p className="muted">{t('policy_drafts.rules_detail')}</p>
      {numbered(rules).map(({ at, item }) => (
        <RuleEditor key={at} at={at} rule={item} last={at === rules.length - 1} />
      ))}
      <Button
        onClick={() =>
          set(['rules', rules.length], {
            name: `rule_${rules.length + 1}`,
            label: { zh: '', en: '' },
            unit: 'fen',
            formula: '',
            basis: [],
          })
        }
      >
        {t('policy_drafts.add_rule')}
      </Button>
      <h3>{t('policies.result')}</h3>
      <div className="edit-card">
        <FormulaField label={t('policies.eligible')} path={['result', 'eligible']} value={result.eligible} />
        <FormulaField label={t('policies.amount')} path={['result', 'amount']} value={result.amount} />
        <FormulaField label={t('policies.least')} path={['result', 'min']} value={result.min} />
        <FormulaField label={t('policies.most')} path={['result', 'max']} value={result.max} />
        {numbered(result.parts).map(({ at, item }) => (
          <FormulaField
            key={at}
            label={item.label?.zh ?? item.code}
            path={['result', 'parts', at, 'amount']}
            value={item.amount}
          />
        ))}
        <ProblemsAt path={['result']} shown={['eligible', 'amount', 'min', 'max', 'parts', 'reasons']} />
      </div>
      <h3>{t('policies.reasons')}</h3>
      {numbered(result.reasons).map(({ at, item }) => (
        <div key={at} className="edit-card">
          <div className="field-grid">
            <TextField
              label={t('policy_drafts.reason_zh')}
              path={['result', 'reasons', at, 'text', 'zh']}
              value={item.text?.zh}
            />
            <TextField
              label={t('policy_drafts.reason_en')}
              path={['result', 'reasons', at, 'text', 'en']}
              value={item.text?.en}
            />
            <TextField
              label={t('policy_drafts.name')}
              path={['result', 'reasons', at, 'code']}
              value={item.code}
            />
          </div>
          <FormulaField
            label={t('policies.when')}
            path={['result', 'reasons', at, 'when']}
            value={item.when}
          />
          <ProblemsAt path={['result', 'reasons', at]} shown={['when']} />
          <RemoveButton
            what={item.code}
            onClick={() => set(['result', 'reasons'], without(result.reasons, at))}
          />
        </div>
      ))}
      <Button
        onClick={() =>
          set(
            ['result', 'reasons'],
            [
              { when: '', code: `reason_${result.reasons.length + 1}`, text: { zh: '', en: '' } },
              ...result.reasons,
            ],
          )
        }
      >
        {t('policy_drafts.add_reason')}
      </Button>
    </>
  );
}

function RuleEditor({ at, rule, last }: { at: number; rule: Rule; last: boolean }) {
  const { t } = useTranslation();
  const textOf = useText();
  const { document, set } = useEditing();
  const path = ['rules', at];
  const label = textOf(rule.label) || rule.name;
  const move = (to: number) => set(['rules'], moved(document.rules, at, to));
  return (
    <section className="edit-card" aria-label={label}>
      <div className="edit-head">
        <h3>
          {at + 1}. {label} <code>{rule.name}</code>
        </h3>
        <div className="act-bar">
          <Button size="small" disabled={at === 0} onClick={() => move(at - 1)}>
            {t('policy_drafts.up')}
          </Button>
          <Button size="small" disabled={last} onClick={() => move(at + 1)}>
            {t('policy_drafts.down')}
          </Button>
          <RemoveButton what={label} onClick={() => set(['rules'], without(document.rules, at))} />
        </div>
      </div>
      <FormulaField
        label={t('policies.formula')}
        path={[...path, 'formula']}
        value={rule.formula}
        rulesAbove={at}
      />
      <FormulaField
        label={t('policies.when')}
        path={[...path, 'when']}
        value={rule.when}
        rulesAbove={at}
        optional
      />
      <details>
        <summary>{t('policy_drafts.name_and_unit')}</summary>
        <div className="field-grid">
          <TextField label={t('policy_drafts.name')} path={[...path, 'name']} value={rule.name} />
          <TextField
            label={t('policy_drafts.label_zh')}
            path={[...path, 'label', 'zh']}
            value={rule.label?.zh}
          />
          <TextField
            label={t('policy_drafts.label_en')}
            path={[...path, 'label', 'en']}
            value={rule.label?.en}
          />
          <ChoiceField
            label={t('policy_drafts.unit')}
            path={[...path, 'unit']}
            value={rule.unit}
            options={UNITS.map((value) => ({ value, label: t(`policies.type.${value}`) }))}
          />
        </div>
        <CitationsField label={t('policy_drafts.basis')} path={[...path, 'basis']} value={rule.basis} />
      </details>
      <ProblemsAt path={path} shown={['formula', 'when']} />
    </section>
  );
}
