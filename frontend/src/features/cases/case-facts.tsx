import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Form } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { isProblem } from '../../api/problem';
import { caseQuery } from '../../api/resources/cases';
import { serviceItemQuery } from '../../api/resources/reference';
import { useUser } from '../../api/session';
import type { Case, PolicyInput, Preview } from '../../api/types';
import { useText } from '../../i18n';
import { useDebounced } from '../../lib/debounce';
import { draftKey } from '../../lib/drafts';
import { askedInputs, changedMeanwhile, type Facts, factsToSend, missingFacts } from '../../lib/fact-form';
import { factText } from '../../lib/facts';
import { enterMoves } from '../../lib/keyboard';
import { useShortcuts } from '../../lib/shortcuts';
import { useDraft } from '../../lib/use-draft';
import { ActButton } from '../../ui/act-button';
import { EvaluationLines } from '../../ui/evaluation-lines';
import { FactsForm } from '../../ui/facts-form';
import { DraftNote, useLeave } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { ProblemAlert } from '../../ui/problem-alert';
import { RegisteredFacts } from '../../ui/registered-facts';
import { Calculation, YearTotal } from './calculation';
import { Recalculation } from './recalculation';
import { standingRemarks } from './remarks';

interface Props {
  case: Case;
  onSaved: (saved: Case) => void;
}

/** What was declared, what it gives and why; editable while the course of the case allows it. */
export function CaseFacts({ case: found, onSaved }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const item = useQuery(serviceItemQuery(found.item_code));
  const inputs = useMemo(() => item.data?.inputs ?? [], [item.data]);
  const [editing, setEditing] = useState(false);
  const remarks = standingRemarks(found);
  const edit = found.allowed_actions.find((act) => act.act === 'edit');
  const labelOf = (name: string) => text(inputs.find((input) => input.name === name)?.label) || name;

  if (editing) {
    return <EditFacts case={found} inputs={inputs} onSaved={onSaved} onClose={() => setEditing(false)} />;
  }
  return (
    <section aria-label={t('cases.section_facts')}>
      <div className="page-head">
        <h2>{t('cases.section_facts')}</h2>
        {edit && (
          <ActButton
            why={edit.enabled ? null : text(edit.reason_text) || t('cases.not_now')}
            onClick={() => setEditing(true)}
          >
            {t('ui.edit')}
          </ActButton>
        )}
      </div>
      {Object.entries(remarks).map(([name, texts]) => (
        <Alert
          key={name}
          className="problem"
          type="warning"
          showIcon
          title={`${name ? t('cases.fault_of', { label: remarkLabel(name, labelOf, found, text, t('cases.section_household')) }) : ''}${texts.join(' · ')}`}
        />
      ))}
      <Descriptions
        bordered
        size="small"
        column={{ xs: 1, md: 2 }}
        items={Object.entries(found.facts as Record<string, unknown>).map(([name, value]) => ({
          key: name,
          label: labelOf(name),
          children: (
            <span className={typeof value === 'number' ? 'nowrap' : undefined}>
              {factText(
                inputs.find((input) => input.name === name),
                value,
                text,
                { yes: t('ui.yes'), no: t('ui.no') },
              )}
            </span>
          ),
        }))}
      />
      <h2>{t('cases.calculation')}</h2>
      {found.determination ? (
        <>
          <EvaluationLines evaluation={found.determination} />
          <Recalculation case={found} />
        </>
      ) : (
        <>
          <p className="muted">{t('cases.calculation_needs')}</p>
          <ul>
            {missingFacts(askedInputs(inputs, found.household), found.facts as Facts).map((name) => (
              <li key={name}>{labelOf(name)}</li>
            ))}
          </ul>
        </>
      )}
      <YearTotal paid={found.paid_this_year_fen} cap={found.cap_fen} />
    </section>
  );
}

function remarkLabel(
  name: string,
  labelOf: (name: string) => string,
  found: Case,
  text: (pair: Case['stage_label']) => string,
  household: string,
): string {
  if (name === 'household') return household;
  const code = /^materials\.(.+)$/.exec(name)?.[1];
  const material = found.materials.find((each) => each.code === code);
  return material ? text(material.name) : labelOf(name);
}

type Inputs = PolicyInput[];

function EditFacts(props: Props & { inputs: Inputs; onClose: () => void }) {
  const { case: found, inputs: all, onSaved, onClose } = props;
  const inputs = useMemo(() => askedInputs(all, found.household), [all, found.household]);
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const text = useText();
  const [form] = Form.useForm();
  const key = draftKey(useUser().id, `facts.${found.id}`);
  const draft = useDraft<Facts>(key, { version: found.version });
  const leave = useLeave(draft);
  const [facts, setFacts] = useState(draft.begun ?? (found.facts as Facts));
  const change = (next: Facts) => {
    setFacts(next);
    draft.keep(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (draft.round === 0) return;
    const next = draft.begun ?? (found.facts as Facts);
    setFacts(next);
    form.resetFields();
    form.setFieldsValue(next);
  }, [draft.round]);
  // What the typing began from: a later version of someone else's is shown beside it, not written over.
  const [base] = useState(found.facts as Facts);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const sent = useMemo(() => factsToSend(inputs, facts), [inputs, facts]);
  const quiet = useDebounced(sent, 350);
  const preview = useQuery({
    queryKey: ['preview', found.item_code, found.applicant.id, quiet],
    queryFn: ({ signal }) =>
      api.post('/cases/previews', {
        body: { item_code: found.item_code, applicant_person_id: found.applicant.id, facts: quiet },
        signal,
      }),
    placeholderData: (previous) => previous,
    gcTime: 0,
  });

  const save = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const saved = await api.patch('/cases/{id}', {
        path: { id: found.id },
        version: found.version,
        // A merge patch keeps what it does not name: what no longer applies is taken away by null.
        body: { facts: { ...withdrawn(inputs, found.facts as Facts, sent), ...sent } },
      });
      message.success(t('ui.saved'));
      draft.drop();
      onClose();
      onSaved(saved);
    } catch (problem) {
      setError(problem);
      form.setFields(formErrors(problem, 'facts') as never);
      if (isProblem(problem) && problem.status === 412) {
        void queries.invalidateQueries({ queryKey: caseQuery(found.id).queryKey });
      }
    } finally {
      setBusy(false);
    }
  };
  useShortcuts({ save: () => void save(), send: () => void save() });
  const remarks = standingRemarks(found);
  const theirs = changedMeanwhile(base, found.facts as Facts);
  for (const name of theirs) {
    const input = all.find((each) => each.name === name);
    const value = factText(input, (found.facts as Facts)[name], text, { yes: t('ui.yes'), no: t('ui.no') });
    remarks[name] = [...(remarks[name] ?? []), t('cases.changed_meanwhile', { value })];
  }

  return (
    <div {...enterMoves}>
      <ProblemAlert error={error} />
      <DraftNote draft={draft} />
      {theirs.length > 0 && <Alert className="problem" type="warning" showIcon title={t('cases.conflict')} />}
      <RegisteredFacts inputs={all} household={found.household} personId={found.applicant.id} />
      <FactsForm
        form={form}
        inputs={inputs}
        facts={facts}
        onChange={change}
        remarks={remarks}
        disabled={busy}
      />
      <Calculation
        preview={preview.data && withoutSelf(preview.data, found.case_no)}
        pending={preview.isFetching}
        error={preview.error}
        inputs={all}
      />
      <div className="act-bar save-bar">
        <Button data-enter-end type="primary" loading={busy} onClick={() => void save()}>
          {t('ui.save')}
        </Button>
        <Button onClick={leave(onClose)}>{t('ui.cancel')}</Button>
      </div>
    </div>
  );
}

/** Of the open cases a preview warns about, this one is none. */
const withoutSelf = (preview: Preview, caseNo: string): Preview => ({
  ...preview,
  warnings: preview.warnings.filter((warning) => !warning.message.zh.includes(caseNo)),
});

function withdrawn(inputs: Inputs, before: Facts, sent: Facts) {
  const gone = inputs.filter((input) => input.name in before && !(input.name in sent));
  const entered = gone.filter((input) => (input.source ?? 'entered') === 'entered');
  return Object.fromEntries(entered.map((input) => [input.name, null]));
}
