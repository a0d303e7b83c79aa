import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCan } from '../../../api/session';
import { useText } from '../../../i18n';
import { today } from '../../../lib/dates';
import { textsInOrder } from '../../../lib/laws';
import { Page } from '../../../ui/page';
import { StatusTag } from '../../../ui/status-tag';
import { type Law, lawQuery } from '../queries';
import { TextSheet } from '../text-sheet';
import { ImpactView } from '../touched';
import { DraftActs } from './acts';
import { Editor } from './editor';
import { type Draft, draftQuery } from './queries';
import '../texts';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const textOf = useText();
  const query = useQuery(draftQuery(id));
  const draft = query.data;
  return (
    <Page
      title={
        draft
          ? t('laws.draft_of', {
              title: textOf(draft.title) || draft.code,
              version: draft.law_version ?? '—',
            })
          : t('laws.drafts')
      }
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={draft && <StatusTag code={draft.state} label={t(`laws.states.${draft.state}`)} />}
    >
      {draft && (
        <>
          <People draft={draft} />
          {draft.allowed_actions.includes('edit') ? (
            <Editor key={draft.id} draft={draft} onReload={() => query.refetch()} />
          ) : (
            <Reading draft={draft} />
          )}
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
        {t('laws.drafted_by')} {draft.drafted_by.name} · {t('laws.edited_by')} {draft.edited_by.name}
        {draft.activated_by && ` · ${t('laws.activated_by')} ${draft.activated_by.name}`}
      </p>
      {draft.returned_reason && (
        <Alert
          type="warning"
          showIcon
          className="below"
          title={t('laws.was_returned')}
          description={draft.returned_reason}
        />
      )}
      {draft.state === 'activated' && (
        <Alert
          type="success"
          showIcon
          className="below"
          title={t('laws.now_in_register')}
          description={<Link to={`/laws/${draft.code}`}>{t('laws.open_law')}</Link>}
        />
      )}
    </>
  );
}

/** For whoever decides: what it touches first, then the whole entry. */
function Reading({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const textOf = useText();
  const can = useCan();
  const law = draft.document as unknown as Law;
  // The names of articles are those of the entry that is in the register; a new one is called by its number.
  const known = useQuery({ ...lawQuery(draft.code), retry: false });
  return (
    <>
      <DraftActs draft={draft} mayActivate={can('policy.activate')} />
      {draft.problems.map((problem) => (
        <p key={problem.pointer + problem.code} className="fails">
          <code>{problem.pointer}</code> {textOf(problem)}
        </p>
      ))}
      <ImpactView impact={draft.impact} />
      {draft.problems.length === 0 && (
        <>
          <h2>{t('laws.whole_entry')}</h2>
          {law.repealed_on && <p className="fails">{t('laws.ends', { day: law.repealed_on })}</p>}
          {textsInOrder(law.texts, law.repealed_on, today()).map((shown) => (
            <TextSheet key={shown.text.from} shown={shown} called={known.data?.called ?? {}} />
          ))}
        </>
      )}
    </>
  );
}
