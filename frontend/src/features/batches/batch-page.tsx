import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Descriptions } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCan, useUser } from '../../api/session';
import { randomId } from '../../lib/random';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { StatusTag } from '../../ui/status-tag';
import { PersonalData } from '../../ui/watermark';
import { BatchWork } from './batch-work';
import { canAnswer, isContested, type Mode } from './drafts';
import { type BatchDetail, batchQuery, submitBatch } from './queries';
import './texts';

/** Whoever may decide some row decides; else whoever may examine some row examines. */
function useMode(batch: BatchDetail | undefined): Mode {
  const can = useCan();
  if (!batch) return 'look';
  const may = (mode: Mode) => batch.rows.some((row) => canAnswer(row, mode));
  if (can('case.decide') && (may('decide') || !can('case.examine'))) return 'decide';
  return can('case.examine') ? 'examine' : 'look';
}

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const user = useUser();
  const query = useQuery(batchQuery(id));
  const batch = query.data;
  const mode = useMode(batch);
  const title = batch
    ? t('batches.title_of', { month: batch.month, township: batch.township.name })
    : t('batches.title');
  return (
    <Page
      title={title}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={
        batch && (
          <>
            <Submission batch={batch} />
            <Link to={`/batches/${id}/print`}>
              <Button>{t('batches.print')}</Button>
            </Link>
          </>
        )
      }
    >
      {batch && (
        <PersonalData viewer={`${user.name} ${user.username}`}>
          <Summary batch={batch} />
          <BatchWork key={batch.id} batch={batch} mode={mode} />
        </PersonalData>
      )}
    </Page>
  );
}

function Summary({ batch }: { batch: BatchDetail }) {
  const { t } = useTranslation();
  const { totals } = batch;
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2, lg: 4 }}
      items={[
        {
          key: 'state',
          label: t('batches.state'),
          children: <StatusTag code={batch.state} label={t(`batches.states.${batch.state}`)} />,
        },
        { key: 'count', label: t('batches.row_count'), children: batch.rows.length },
        { key: 'submitted', label: t('batches.submitted_on'), children: batch.submitted_on ?? '—' },
        { key: 'due', label: t('batches.due_on'), children: batch.due_on ?? '—' },
        {
          key: 'requested',
          label: t('batches.requested'),
          children: <Money fen={totals.requested_fen} unit />,
        },
        { key: 'approved', label: t('batches.approved'), children: <Money fen={totals.approved_fen} unit /> },
        {
          key: 'outcomes',
          label: t('batches.outcomes'),
          children: t('batches.outcome_counts', totals),
        },
        { key: 'undecided', label: t('batches.undecided'), children: batch.undecided },
      ]}
    />
  );
}

/** The township sends its month up, once. */
function Submission({ batch }: { batch: BatchDetail }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const [key] = useState(randomId);
  const submit = useMutation({
    mutationFn: () => submitBatch(batch, key),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: batchQuery(batch.id).queryKey }),
        queries.invalidateQueries({ queryKey: ['batches'] }),
      ]),
  });
  const contested = useMemo(() => batch.rows.filter(isContested), [batch.rows]);
  const ask = useCallback(
    () =>
      modal.confirm({
        title: t('batches.submit_title', { count: batch.rows.length, month: batch.month }),
        content: (
          <>
            <p>
              {t('batches.submit_sum')} <Money fen={batch.totals.requested_fen} unit />
            </p>
            {contested.length > 0 && (
              <p className="batch-fault">
                {t('batches.submit_against', {
                  count: contested.length,
                  names: contested.map((row) => row.applicant_name).join(t('ui.list_comma')),
                })}
              </p>
            )}
            <p>{t('batches.submit_detail')}</p>
          </>
        ),
        okText: t('batches.submit'),
        cancelText: t('ui.cancel'),
        // A refusal is shown on the page, not in the closed question.
        onOk: () => submit.mutateAsync().catch(() => undefined),
      }),
    [modal, t, batch, contested, submit],
  );
  if (!batch.allowed_actions.includes('submit')) return <ProblemAlert error={submit.error} />;
  return (
    <>
      <ProblemAlert error={submit.error} />
      <Button type="primary" onClick={ask} loading={submit.isPending}>
        {t('batches.submit')}
      </Button>
    </>
  );
}
