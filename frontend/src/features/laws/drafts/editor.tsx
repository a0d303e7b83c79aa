import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../../api/cursor';
import { useCan, useUser } from '../../../api/session';
import { useText } from '../../../i18n';
import { today } from '../../../lib/dates';
import { useDebounced } from '../../../lib/debounce';
import { draftKey } from '../../../lib/drafts';
import { randomId } from '../../../lib/random';
import { useShortcuts } from '../../../lib/shortcuts';
import { useDraft } from '../../../lib/use-draft';
import { DraftNote } from '../../../ui/form-draft';
import { ProblemAlert } from '../../../ui/problem-alert';
import { KINDS, type Law, lawsQuery } from '../queries';
import { ImpactView } from '../touched';
import { DraftActs } from './acts';
import { amended, orNone, removed, replaced } from './edit';
import { ChoiceField, PairField, Problems, TextField } from './fields';
import { checkQuery, type Draft, useDraftAct } from './queries';
import { TextEditor } from './text-editor';
import './drafts.css';

const QUIET_MS = 500;

/** The draft under the hand: judged by the server a moment after each change, with all it touches. */
export function Editor({ draft, onReload }: { draft: Draft; onReload: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const kept = useDraft<Law>(draftKey(useUser().id, `law.${draft.id}`), { version: draft.version });
  const [saved, setSaved] = useState(() => draft.document as unknown as Law);
  const [law, setLaw] = useState(kept.begun ?? saved);
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (kept.round > 0) setLaw(kept.begun ?? saved);
  }, [kept.round]);
  const [key, setKey] = useState(randomId);
  const quiet = useDebounced(law, QUIET_MS);
  const check = useQuery(checkQuery(quiet));
  const save = useDraftAct(draft);
  const dirty = law !== saved;
  const { keep } = kept;
  useEffect(() => {
    keep(dirty ? law : null);
  }, [keep, dirty, law]);
  const store = () =>
    save.mutate(
      { act: { act: 'save', document: law }, key },
      {
        onSuccess: () => {
          setSaved(law);
          kept.drop();
        },
      },
    );
  useShortcuts({ save: store });
  const set = (change: Partial<Law>) => {
    setKey(randomId());
    setLaw((old) => ({ ...old, ...change }));
  };
  const problems = check.data?.problems ?? [];
  const errors = check.data?.errors ?? [];
  const textOf = useText();
  const at = (pointer: string): string[] => [
    ...problems.filter((problem) => problem.pointer === pointer).map((problem) => textOf(problem)),
    ...errors.filter((error) => error.pointer === `/document${pointer}`).map((error) => error.message),
  ];
  const hindrance = dirty
    ? t('laws.save_first')
    : problems.length + errors.length > 0
      ? t('laws.mend_first')
      : null;
  const reload = () => {
    save.reset();
    onReload();
  };
  return (
    <Problems.Provider value={at}>
      <div className="editor-bar below">
        <Button type="primary" disabled={!dirty} loading={save.isPending} onClick={store}>
          {t('laws.save')}
        </Button>
        <DraftActs draft={draft} hindrance={hindrance} mayActivate={can('policy.activate')} />
        <p role="status" className="standing">
          {problems.length + errors.length > 0 && (
            <span className="fails">{t('laws.problems', { count: problems.length + errors.length })}</span>
          )}{' '}
          <span className="muted">{t(dirty ? 'laws.unsaved' : 'laws.all_saved')}</span>
        </p>
      </div>
      <DraftNote draft={kept} />
      <ProblemAlert error={save.error} onRetry={reload} />
      <ProblemAlert error={check.error} onRetry={() => check.refetch()} />
      {[...new Set(at('/texts'))].map((text) => (
        <p key={text} className="fails">
          {text}
        </p>
      ))}
      <Head law={law} set={set} />
      {law.texts.map((text, place) => (
        <TextEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a text has no name but its day, which is typed here
          key={place}
          at={`/texts/${place}`}
          text={text}
          before={law.texts[place - 1]}
          onChange={(changed) => set({ texts: replaced(law.texts, place, changed) })}
          onRemove={law.texts.length > 1 ? () => set({ texts: removed(law.texts, place) }) : undefined}
        />
      ))}
      <Button onClick={() => setLaw((old) => amended(old, today()))}>{t('laws.add_text')}</Button>
      {check.data && <ImpactView impact={check.data.impact} />}
    </Problems.Provider>
  );
}

function Head({ law, set }: { law: Law; set: (change: Partial<Law>) => void }) {
  const { t } = useTranslation();
  const textOf = useText();
  const list = useInfiniteQuery(lawsQuery({}));
  const others = rowsOf(list.data).filter((other) => other.code !== law.code);
  return (
    <section className="edit-card" aria-label={t('laws.head')}>
      <h3>{t('laws.head')}</h3>
      <div className="field-grid">
        <PairField
          label={[t('laws.title_zh'), t('laws.title_en')]}
          at="/title"
          value={law.title}
          onChange={(title) => set({ title })}
        />
        <PairField
          label={[t('laws.short_zh'), t('laws.short_en')]}
          at="/short"
          value={law.short}
          onChange={(short) => set({ short })}
        />
        <PairField
          label={[t('laws.issuer_zh'), t('laws.issuer_en')]}
          at="/issuer"
          value={law.issuer}
          onChange={(issuer) => set({ issuer })}
        />
        <ChoiceField
          label={t('laws.kind')}
          at="/kind"
          value={law.kind}
          onChange={(kind) => kind && set({ kind })}
          options={KINDS.map((value) => ({ value, label: t(`laws.kinds.${value}`) }))}
        />
        <TextField
          label={t('laws.jurisdiction')}
          at="/jurisdiction"
          value={law.jurisdiction}
          onChange={(jurisdiction) => set({ jurisdiction })}
        />
        <TextField
          label={t('laws.repealed_on')}
          at="/repealed_on"
          type="date"
          value={law.repealed_on}
          onChange={(day) => set({ repealed_on: orNone(day) })}
        />
        <ChoiceField
          label={t('laws.replaced_by')}
          at="/replaced_by"
          optional
          value={law.replaced_by}
          onChange={(replaced_by) => set({ replaced_by })}
          options={others.map((other) => ({ value: other.code, label: textOf(other.short) }))}
        />
      </div>
    </section>
  );
}
