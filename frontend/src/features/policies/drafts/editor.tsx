import { useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useUser } from '../../../api/session';
import { today } from '../../../lib/dates';
import { useDebounced } from '../../../lib/debounce';
import { draftKey } from '../../../lib/drafts';
import { randomId } from '../../../lib/random';
import { useShortcuts } from '../../../lib/shortcuts';
import { useDraft } from '../../../lib/use-draft';
import { DraftNote } from '../../../ui/form-draft';
import { ProblemAlert } from '../../../ui/problem-alert';
import { Difference } from '../difference-view';
import { CitationNames } from '../document/cites';
import type { PolicyDocument } from '../queries';
import { TryIt } from '../try-it';
import { DraftActs } from './acts';
import { asDocument, type Path, setAt } from './edit';
import { EditingContext } from './editing';
import { ExamplesTab } from './examples-tab';
import { HeadTab } from './head-tab';
import { awaitingExamples } from './inherited';
import { InputsTab } from './inputs-tab';
import { JsonTab } from './json-tab';
import { ParametersTab } from './parameters-tab';
import { problemsUnder } from './problems';
import { type Check, checkQuery, type Draft, tryDraft, useDraftAct } from './queries';
import { RulesTab } from './rules-tab';

const QUIET_MS = 500;
const TABS = {
  head: [
    '/title',
    '/code',
    '/version',
    '/scheme',
    '/jurisdiction',
    '/valid_from',
    '/valid_to',
    '/legal_basis',
  ],
  parameters: ['/parameters'],
  inputs: ['/inputs'],
  rules: ['/rules', '/result'],
  examples: ['/examples'],
};

interface Props {
  draft: Draft;
  base: PolicyDocument | undefined;
  onReload: () => void;
}

/** The draft under the hand: judged by the server a moment after each change, kept when it is saved. */
export function Editor({ draft, base, onReload }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const kept = useDraft<PolicyDocument>(draftKey(useUser().id, `policy.${draft.id}`), {
    version: draft.version,
  });
  const [saved, setSaved] = useState(() => asDocument(draft.document));
  const [document, setDocument] = useState(kept.begun ?? saved);
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (kept.round > 0) setDocument(kept.begun ?? saved);
  }, [kept.round]);
  const [key, setKey] = useState(randomId);
  const quiet = useDebounced(document, QUIET_MS);
  const check = useQuery(checkQuery(quiet));
  const save = useDraftAct(draft);
  const dirty = document !== saved;
  const { keep } = kept;
  useEffect(() => {
    keep(dirty ? document : null);
  }, [keep, dirty, document]);
  const store = () =>
    save.mutate(
      { act: { act: 'save', document }, key },
      {
        onSuccess: () => {
          setSaved(document);
          kept.drop();
        },
      },
    );
  useShortcuts({ save: store });
  const set = (path: Path, value: unknown) => {
    setKey(randomId());
    setDocument((old) => setAt(old, path, value));
  };
  const reload = () => {
    save.reset();
    onReload();
  };
  const fresh = check.data && quiet === document && !check.isFetching;
  const awaiting = awaitingExamples(document, base, quiet === document ? check.data?.examples : undefined);
  const failing = (check.data?.examples.filter((one) => !one.passed).length ?? 0) - awaiting;
  const problems = check.data?.problems ?? [];
  const count = (tab: keyof typeof TABS): number =>
    TABS[tab].reduce((sum, pointer) => sum + problemsUnder(problems, pointer).length, 0) +
    (tab === 'examples' ? failing : 0);
  const label = (tab: keyof typeof TABS) => {
    const wrong = count(tab);
    return (
      <>
        {t(`policy_drafts.tab.${tab}`)}
        {wrong > 0 && <span className="wrong-count">{t('policy_drafts.wrong', { count: wrong })}</span>}
        {tab === 'examples' && awaiting > 0 && (
          <span className="muted"> {t('policy_drafts.to_confirm', { count: awaiting })}</span>
        )}
      </>
    );
  };
  const hindrance = dirty
    ? t('policy_drafts.save_first')
    : problems.length + failing > 0
      ? t('policy_drafts.mend_first')
      : awaiting > 0
        ? t('policy_drafts.confirm_first', { count: awaiting })
        : null;
  return (
    <EditingContext.Provider value={{ document, base, check: check.data, set }}>
      <CitationNames value={check.data?.citations ?? []}>
        <div className="editor-bar below">
          <Button type="primary" disabled={!dirty} loading={save.isPending} onClick={store}>
            {t('policy_drafts.save')}
          </Button>
          <DraftActs draft={draft} hindrance={hindrance} mayActivate={can('policy.activate')} />
          <Standing check={check.data} fresh={Boolean(fresh)} dirty={dirty} awaiting={awaiting} />
        </div>
        <DraftNote draft={kept} />
        <ProblemAlert error={save.error} onRetry={reload} />
        <ProblemAlert error={check.error} onRetry={() => check.refetch()} />
        <div className="two-columns">
          <Tabs
            items={[
              { key: 'parameters', label: label('parameters'), children: <ParametersTab /> },
              { key: 'rules', label: label('rules'), children: <RulesTab /> },
              { key: 'examples', label: label('examples'), children: <ExamplesTab /> },
              { key: 'head', label: label('head'), children: <HeadTab /> },
              { key: 'inputs', label: label('inputs'), children: <InputsTab /> },
              ...(base
                ? [
                    {
                      key: 'difference',
                      label: t('policy_drafts.tab.difference'),
                      children: <Difference before={base} after={document} />,
                    },
                  ]
                : []),
              { key: 'json', label: t('policy_drafts.tab.json'), children: <JsonTab /> },
            ]}
            destroyOnHidden
          />
          <TryIt
            inputs={document.inputs}
            on={document.valid_from || today()}
            run={(facts, on) => tryDraft(document, facts, on)}
            hindrance={problems.length > 0 ? t('policy_drafts.mend_first') : null}
          />
        </div>
      </CitationNames>
    </EditingContext.Provider>
  );
}

/** How it stands: what is wrong, how many examples hold, whether all is saved. Read aloud as it changes. */
function Standing({
  check,
  fresh,
  dirty,
  awaiting,
}: {
  check: Check | undefined;
  fresh: boolean;
  dirty: boolean;
  awaiting: number;
}) {
  const { t } = useTranslation();
  const passed = check?.examples.filter((one) => one.passed).length ?? 0;
  const all = check?.examples.length ?? 0;
  const wrong = check?.problems.length ?? 0;
  return (
    <p role="status" className="standing">
      {!fresh && <span className="muted">{t('policy_drafts.checking')}</span>}
      {fresh && wrong > 0 && <span className="fails">{t('policy_drafts.problems', { count: wrong })}</span>}
      {fresh && wrong === 0 && (
        <span className={passed + awaiting === all ? 'passes' : 'fails'}>
          {t('policy_drafts.examples_pass', { passed, all })}
        </span>
      )}{' '}
      {fresh && awaiting > 0 && <span>{t('policy_drafts.to_confirm', { count: awaiting })}</span>}{' '}
      <span className="muted">{t(dirty ? 'policy_drafts.unsaved' : 'policy_drafts.all_saved')}</span>
    </p>
  );
}
