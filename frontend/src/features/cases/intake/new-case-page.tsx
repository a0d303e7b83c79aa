import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form } from 'antd';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { isProblem } from '../../../api/problem';
import { caseQuery } from '../../../api/resources/cases';
import { householdQuery } from '../../../api/resources/households';
import { personQuery } from '../../../api/resources/persons';
import { serviceItemQuery, serviceItemsQuery } from '../../../api/resources/reference';
import { useCan, useUser } from '../../../api/session';
import type { Case } from '../../../api/types';
import { useText } from '../../../i18n';
import { askedInputs, changedFacts, defaultFacts, factsToSend, missingFacts } from '../../../lib/fact-form';
import { enterMoves } from '../../../lib/keyboard';
import { useLeaveGuard } from '../../../lib/leave-guard';
import { useShortcuts } from '../../../lib/shortcuts';
import { FactsForm } from '../../../ui/facts-form';
import { formErrors } from '../../../ui/form-errors';
import { Page } from '../../../ui/page';
import { ProblemAlert } from '../../../ui/problem-alert';
import { RegisteredFacts } from '../../../ui/registered-facts';
import { PersonalData } from '../../../ui/watermark';
import { Calculation } from '../calculation';
import { Materials } from '../materials';
import { UploadQueue, wouldBeLost } from '../upload-queue';
import { ApplicantSection, HouseholdSection } from './applicant';
import { Beginning } from './beginning';
import { BillsSection, useBills } from './bills';
import { ConfirmAct } from './confirm-act';
import { ConsentBox, consentOf } from './consent';
import { placeOfForm, type Start, useIntakeDraft, useKeptIntake } from './draft';
import { useSectionFocus } from './focus';
import { useOtherItem } from './item-section';
import { intakeMaterials } from './materials';
import { useOtherApplicant } from './other-applicant';
import { usePreview } from './preview';
import { Restored } from './restored';
import { SaveBar } from './save-bar';
import { Intake } from './submit';
import '../../../i18n/cases';

export function Component() {
  return <Beginning>{(start, again) => <NewCase start={start} again={again} />}</Beginning>;
}

function NewCase({ start, again }: { start: Start; again: (start: Start) => void }) {
  const { t } = useTranslation();
  const text = useText();
  const user = useUser();
  const allowed = useCan();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const { draft, setDraft, kept, drop } = useIntakeDraft(user.id, start);
  const [form] = Form.useForm();
  const [queue] = useState(() => new UploadQueue(user.id, placeOfForm(draft)));
  const files = useSyncExternalStore(queue.subscribe, queue.list);
  useKeptIntake(kept, draft, files.length);
  useLeaveGuard(wouldBeLost(files));
  useEffect(() => {
    void queue.restore();
    return () => queue.abandon();
  }, [queue]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const intake = useRef(new Intake());
  // Saved, and waiting for the word on its letter.
  const [confirming, setConfirming] = useState<Case | null>(null);

  const items = useQuery(serviceItemsQuery());
  const itemCode = draft.itemCode ?? items.data?.items[0]?.code ?? '';
  const item = useQuery({ ...serviceItemQuery(itemCode), enabled: itemCode !== '' });
  const person = useQuery({ ...personQuery(draft.personId ?? ''), enabled: draft.personId !== null });
  const applicant = draft.personId ? person.data : undefined;
  const householdId = applicant?.household?.id ?? '';
  const household = useQuery({ ...householdQuery(householdId), enabled: householdId !== '' });
  const all = useMemo(() => item.data?.inputs ?? [], [item.data]);
  // What the register knows is not asked; until the household is read nothing counts as unknown to it.
  const inputs = useMemo(() => askedInputs(all, household.data ?? { income_fen: 0 }), [all, household.data]);
  const facts = useMemo(() => ({ ...defaultFacts(inputs), ...draft.facts }), [inputs, draft.facts]);
  const factsBox = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (inputs.length > 0) form.setFieldsValue(facts);
  }, [form, facts, inputs]);
  const householdBox = useRef<HTMLFieldSetElement>(null);
  useSectionFocus(householdBox, applicant !== undefined && !applicant.household);
  useSectionFocus(factsBox, inputs.length > 0 && Boolean(applicant?.household));

  const sent = useMemo(() => factsToSend(inputs, facts), [inputs, facts]);
  const billed = useBills(draft, setDraft);
  const subject = { itemCode, applicantId: applicant?.id, householdVersion: household.data?.version };
  const complete = all.length > 0 && inputs.length === 0 && household.data !== undefined;
  const preview = usePreview({ ...subject, facts: sent, bills: billed.bills, complete });

  const materials = intakeMaterials(item.data?.materials ?? [], facts, draft.seen, files, (key) =>
    queue.remove(key),
  );
  const missing = materials.filter((material) => material.required && !material.provided);
  const why = !applicant
    ? t('cases.why_no_applicant')
    : !applicant.household
      ? t('cases.why_no_household')
      : billed.incomplete
        ? t('bills.incomplete')
        : null;
  const unfilled = missingFacts(inputs, facts);
  const whyAccept =
    why ??
    (unfilled.length > 0
      ? t('cases.why_facts', {
          names: unfilled
            .map((name) => text(inputs.find((input) => input.name === name)?.label))
            .join(t('ui.list_comma')),
        })
      : !allowed('case.accept')
        ? t('ui.permission_missing')
        : null);

  const leave = (saved: Case, print = '') => {
    queries.setQueryData(caseQuery(saved.id).queryKey, saved);
    void queries.invalidateQueries({ queryKey: ['cases'] });
    drop();
    void queue.clear();
    navigate(`/cases/${saved.id}${print}`, { replace: true });
  };

  const send = async (accept: boolean) => {
    if (busy || !applicant) return;
    setBusy(true);
    setError(null);
    try {
      const source = user.role === 'agent' ? ('agent' as const) : ('window' as const);
      const wanted = {
        item_code: itemCode,
        applicant_person_id: applicant.id,
        household_id: applicant.household?.id,
        facts: sent,
        source,
        bills: billed.bills,
        consent: consentOf(draft),
      };
      const saved = await intake.current.save(wanted, (id) => queue.sendAll(id), draft.seen);
      queries.setQueryData(caseQuery(saved.id).queryKey, saved);
      if (accept) return setConfirming(saved);
      message.success(t('cases.received'));
      leave(saved);
    } catch (problem) {
      setError(problem);
      form.setFields(formErrors(problem, 'facts') as never);
      // The case in the way becomes one to open.
      if (isProblem(problem, 'open_case_exists')) void person.refetch();
    } finally {
      setBusy(false);
    }
  };
  // An account can be handed in later: said beside the sum, it stops nobody.
  const grave = (preview.data?.warnings ?? []).filter(({ code }) => code !== 'payee_without_account');
  const warnings = applicant && !intake.current.begun ? grave : [];
  /** What speaks against a new case is asked about before it exists, not after. */
  const ask = (accept: boolean) => {
    if (warnings.length === 0) return void send(accept);
    modal.confirm({
      title: t('cases.warned'),
      content: warnings.map(({ code, message: said }) => <p key={code + said.zh}>{text(said)}</p>),
      okText: t('cases.warned_go_on'),
      cancelText: t('ui.cancel'),
      onOk: () => void send(accept),
    });
  };
  const other = useOtherApplicant({
    draft,
    name: applicant?.name ?? '',
    queue,
    intake: intake.current,
    busy,
    // An answer that comes when somebody has been chosen meanwhile comes too late.
    onFirst: (personId) => setDraft((old) => (old.personId === null ? { ...old, personId } : old)),
    drop,
    again,
  });
  const otherItem = useOtherItem({
    items: items.data?.items ?? [],
    chosen: itemCode,
    fixed: busy || intake.current.caseId !== null,
    draft,
    files: files.length,
    onChoose: (code) => {
      // The fields keep what they held, also of what is not asked for any more.
      form.resetFields();
      setDraft((old) => ({ ...old, itemCode: code, facts: {}, seen: [], bills: [], consent: false }));
      return queue.clear();
    },
  });
  const save = () => (why ? message.warning(why) : ask(false));
  const accept = () => (whyAccept ? message.warning(whyAccept) : ask(true));
  // While a question stands, neither of the two goes out.
  const asked = other.question !== null || otherItem.asks || confirming !== null;
  useShortcuts({ save: () => asked || save(), send: () => asked || accept() });

  return (
    <Page title={t('cases.new')} loading={items.isPending} error={items.error ?? item.error ?? person.error}>
      <PersonalData viewer={`${user.name} ${user.username}`}>
        <Restored
          kept={kept}
          onDiscard={() => {
            drop();
            void queue.clear().then(() => window.location.reload());
          }}
          again={again}
        />
        {other.question}
        {confirming && (
          <ConfirmAct
            saved={confirming}
            // It is received either way: what was left open goes on where the case is.
            onClose={() => leave(confirming)}
            onDone={(done, act) =>
              leave(done, `/print/${act === 'accept' ? 'receipt' : 'supplement_notice'}`)
            }
          />
        )}
        <ProblemAlert error={error} />
        {intake.current.caseId && error !== null && (
          <Alert className="problem" type="info" showIcon title={t('cases.partly_saved')} />
        )}
        <div className="two-columns">
          <div {...enterMoves}>
            {otherItem.section}
            <fieldset className="form-section">
              <legend>{t('cases.section_applicant')}</legend>
              <ApplicantSection person={applicant} item={item.data} onChoose={other.choose} />
            </fieldset>
            <fieldset className="form-section" ref={householdBox}>
              <legend>{t('cases.section_household')}</legend>
              <HouseholdSection
                person={applicant}
                onTyped={other.setTyped}
                onSaved={() => void person.refetch()}
              />
            </fieldset>
            <fieldset className="form-section" ref={factsBox}>
              <legend>{t('cases.section_facts')}</legend>
              {all.length > 0 && inputs.length === 0 && !household.data && (
                <p className="muted">{t('cases.facts_from_household')}</p>
              )}
              <RegisteredFacts inputs={all} household={household.data} personId={applicant?.id}>
                <Link to={`/households/${householdId}`}>{t('households.open')}</Link>
              </RegisteredFacts>
              <FactsForm
                form={form}
                inputs={inputs}
                facts={facts}
                onChange={(next) => setDraft((old) => ({ ...old, facts: changedFacts(inputs, next) }))}
              />
            </fieldset>
            <BillsSection
              inputs={all}
              facts={facts}
              {...billed.section}
              preview={applicant ? preview.data : undefined}
            />
            <fieldset className="form-section">
              <legend>{t('cases.section_materials')}</legend>
              <ConsentBox draft={draft} item={item.data} person={applicant} setDraft={setDraft} />
              <Materials
                materials={materials}
                onFiles={(material, chosen) => queue.add(material, chosen)}
                onSeen={(code, seen) =>
                  setDraft((old) => ({
                    ...old,
                    seen: seen ? [...old.seen, code] : old.seen.filter((other) => other !== code),
                  }))
                }
              />
            </fieldset>
          </div>
          <div className="sticky-side">
            <Calculation
              preview={applicant ? preview.data : undefined}
              pending={preview.isFetching}
              error={preview.error}
              inputs={all}
              openCases={applicant?.open_cases}
            />
            <SaveBar
              preview={applicant ? preview.data : undefined}
              missing={missing.length}
              why={why}
              whyAccept={whyAccept}
              busy={busy}
              onSave={save}
              onAccept={accept}
            />
          </div>
        </div>
      </PersonalData>
    </Page>
  );
}
