import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCan } from '../../../api/session';
import { useText } from '../../../i18n';
import { today } from '../../../lib/dates';
import { Page } from '../../../ui/page';
import { StatusTag } from '../../../ui/status-tag';
import { Difference } from '../difference-view';
import { Basis } from '../document/basis';
import { CitationNames } from '../document/cites';
import { Examples } from '../document/examples';
import { Inputs } from '../document/inputs';
import { Parameters } from '../document/parameters';
import { Result, Rules } from '../document/rules';
import { type PolicyDocument, policyQuery } from '../queries';
import { TryIt } from '../try-it';
import { DraftActs } from './acts';
import { asDocument } from './edit';
import { Editor } from './editor';
import { ProblemLine } from './formula-editor';
import { type Draft, draftQuery, tryDraft } from './queries';
import '../policies.css';
import './drafts.css';
import '../texts';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const textOf = useText();
  const can = useCan();
  const query = useQuery(draftQuery(id));
  const draft = query.data;
  const validFrom = draft && String(draft.document.valid_from ?? '');
  // Only a policy that has been in force has something to be compared with.
  const base = useQuery({
    ...policyQuery(draft?.code ?? '', today()),
    enabled: Boolean(draft && Number(draft.policy_version ?? 1) > 1),
    retry: false,
  });
  const before = draft && base.data?.code === draft.code ? base.data.document : undefined;
  const waiting = query.isPending || (base.isFetching && !base.data);
  return (
    <Page
      title={
        draft
          ? t('policy_drafts.title_of', {
              title: textOf(draft.title) || draft.code,
              version: draft.policy_version ?? '—',
            })
          : t('policy_drafts.title')
      }
      loading={waiting}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={
        draft && (
          <>
            <StatusTag code={draft.state} label={t(`policy_drafts.states.${draft.state}`)} />
            {can('policy.simulate') && draft.problems.length === 0 && (
              <Link to={`/simulations/new?draft=${draft.id}`}>
                <Button>{t('simulations.simulate')}</Button>
              </Link>
            )}
          </>
        )
      }
    >
      {draft && !waiting && (
        <>
          <People draft={draft} />
          <CitationNames value={[...draft.citations, ...(base.data?.citations ?? [])]}>
            {draft.allowed_actions.includes('edit') ? (
              <Editor key={draft.id} draft={draft} base={before} onReload={() => query.refetch()} />
            ) : (
              <Reading draft={draft} base={before} validFrom={validFrom || today()} />
            )}
          </CitationNames>
        </>
      )}
    </Page>
  );
}

function People({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="muted">
        {t('policy_drafts.drafted_by')} {draft.drafted_by.name} · {t('policy_drafts.edited_by')}{' '}
        {draft.edited_by.name}
        {draft.activated_by && ` · ${t('policy_drafts.activated_by')} ${draft.activated_by.name}`}
      </p>
      {draft.returned_reason && (
        <Alert
          type="warning"
          showIcon
          className="below"
          title={t('policy_drafts.was_returned')}
          description={draft.returned_reason}
        />
      )}
      {draft.state === 'activated' && (
        <Alert
          type="success"
          showIcon
          className="below"
          title={t('policy_drafts.in_force', { from: String(draft.document.valid_from ?? '') })}
          description={
            <Link to={`/policies/${draft.code}?on=${draft.document.valid_from}`}>
              {t('policy_drafts.open_policy')}
            </Link>
          }
        />
      )}
    </>
  );
}

/** For whoever decides: what changes first, then the acts, then the whole document and its proof. */
function Reading({ draft, base, validFrom }: { draft: Draft; base?: PolicyDocument; validFrom: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const document = asDocument(draft.document);
  return (
    <div className="two-columns below">
      <div>
        <DraftActs draft={draft} mayActivate={can('policy.activate')} />
        {draft.problems.map((problem) => (
          <ProblemLine key={problem.pointer + problem.detail} problem={problem} />
        ))}
        {base && draft.state !== 'activated' && (
          <>
            <h2>{t('policy_drafts.against_base', { version: base.version })}</h2>
            <Difference before={base} after={document} />
          </>
        )}
        <h2>{t('policies.examples')}</h2>
        <Examples document={document} outcomes={draft.examples} />
        <h2>{t('policy_drafts.whole')}</h2>
        <Basis document={document} />
        <h2>{t('policies.parameters')}</h2>
        <Parameters document={document} on={validFrom} />
        <h2>{t('policies.inputs')}</h2>
        <Inputs document={document} />
        <h2>{t('policies.rules')}</h2>
        <Rules document={document} />
        <h2>{t('policies.result')}</h2>
        <Result document={document} />
      </div>
      <TryIt
        inputs={document.inputs}
        on={validFrom}
        run={(facts, on) => tryDraft(document, facts, on)}
        hindrance={draft.problems.length > 0 ? t('policy_drafts.mend_first') : null}
      />
    </div>
  );
}
