import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../../api/cursor';
import { useText } from '../../../i18n';
import { today } from '../../../lib/dates';
import { Filter, useFilters } from '../../../ui/filter';
import { Page } from '../../../ui/page';
import { asDocument } from '../drafts/edit';
import { draftQuery, draftsQuery } from '../drafts/queries';
import { policiesQuery, policyQuery } from '../queries';
import { SimulationForm } from './form';
import '../texts';

/** What is to be simulated — a policy in force or a draft — and then its changes and the population. */
export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const filters = useFilters();
  const code = filters.get('policy');
  const draftId = filters.get('draft');
  const on = filters.get('on') ?? today();
  const policies = useInfiniteQuery(policiesQuery());
  const drafts = useInfiniteQuery(draftsQuery(undefined));
  const policy = useQuery({
    ...policyQuery(code ?? '', on),
    enabled: Boolean(code),
    placeholderData: undefined,
  });
  const draft = useQuery({ ...draftQuery(draftId ?? ''), enabled: Boolean(draftId) });
  const document = code ? policy.data?.document : draft.data && asDocument(draft.data.document);
  const codes = new Map(rowsOf(policies.data).map((one) => [one.code, textOf(one.title)]));
  const open = rowsOf(drafts.data).filter((one) => one.state !== 'withdrawn');
  const first = draft.data ? String(draft.data.document.valid_from ?? '') : '';
  return (
    <Page
      title={t('simulations.new')}
      error={policy.error ?? draft.error ?? policies.error}
      onRetry={() => (code ? policy.refetch() : draft.refetch())}
    >
      <p className="muted">{t('simulations.about')}</p>
      <div className="filters">
        <Filter label={t('simulations.policy')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              style={{ minWidth: 300, maxWidth: '100%' }}
              value={code}
              onChange={(next) => filters.set({ policy: next, draft: undefined })}
              options={[...codes].map(([value, label]) => ({ value, label }))}
            />
          )}
        </Filter>
        <Filter label={t('simulations.or_draft')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              style={{ minWidth: 300, maxWidth: '100%' }}
              value={draftId}
              onChange={(next) => filters.set({ draft: next, policy: undefined })}
              options={open.map((one) => ({
                value: one.id,
                label: t('policy_drafts.title_of', {
                  title: textOf(one.title) || one.code,
                  version: one.policy_version ?? '—',
                }),
              }))}
            />
          )}
        </Filter>
      </div>
      {draft.data && draft.data.problems.length > 0 && (
        <Alert type="warning" showIcon className="below" title={t('simulations.draft_unsound')} />
      )}
      {document && (
        <SimulationForm
          key={code ?? draftId}
          document={document}
          subject={code ? { policy_code: code } : { draft_id: draftId }}
          on={draftId && first > on ? first : on}
          onDay={(day) => filters.set({ on: day })}
        />
      )}
    </Page>
  );
}
