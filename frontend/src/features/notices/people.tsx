import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../../api/session';
import { draftKey } from '../../lib/drafts';
import { randomId } from '../../lib/random';
import { upTo } from '../../lib/up-to';
import { DataTable } from '../../ui/data-table';
import { useFormDraft } from '../../ui/form-draft';
import { formErrors } from '../../ui/form-errors';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';
import { PersonalData } from '../../ui/watermark';
import { linesQuery, type Notice, type NoticeLine, useNoticeAct } from './queries';

/** Whom the table lists: a draft's people all, of what has gone out only those it left out. */
export function listedPeople(state: Notice['state'], lines: NoticeLine[]): NoticeLine[] {
  return state === 'draft' ? lines : lines.filter((line) => line.withheld);
}

/** Who is on the list and who is not, with the reason; the citizen's view beside it shows only the first. */
export function People({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const user = useUser();
  const query = useQuery(linesQuery(notice.id));
  const [leaving, setLeaving] = useState<NoticeLine | null>(null);
  if (notice.state !== 'draft' && notice.withheld_count === 0) return null;
  const may = (act: string) => notice.allowed_actions.includes(act);
  return (
    <section aria-labelledby="people" style={{ marginTop: 24 }}>
      <h2 id="people">{t(notice.state === 'draft' ? 'notices.people' : 'notices.withheld_people')}</h2>
      {may('restore') && (
        <p>{t(notice.state === 'draft' ? 'notices.people_detail' : 'notices.withheld_detail')}</p>
      )}
      <ProblemAlert error={query.error} onRetry={() => query.refetch()} />
      <PersonalData viewer={`${user.name} ${user.username}`}>
        <DataTable<NoticeLine>
          label={t('notices.people')}
          rowKey="id"
          loading={query.isPending}
          dataSource={listedPeople(notice.state, query.data?.items ?? [])}
          columns={[
            { title: t('notices.person'), dataIndex: 'name' },
            {
              title: t('notices.total'),
              align: 'right',
              render: (_, line) => <Money fen={line.amount_fen} />,
            },
            {
              title: t('notices.listed'),
              render: (_, line) =>
                line.withheld ? (
                  <>
                    <strong>{t('notices.withheld')}</strong>
                    <div className="withheld-reason">{line.withheld.reason}</div>
                    <div>
                      <small>
                        {line.withheld.by} {line.withheld.on}
                      </small>
                    </div>
                    {may('restore') && <Restore notice={notice} line={line} />}
                  </>
                ) : (
                  <span className="page-extra">
                    {t('notices.shown')}
                    {may('withhold') && (
                      <Button onClick={() => setLeaving(line)}>
                        {t('notices.act.withhold')}
                        <span className="sr-only">{line.name}</span>
                      </Button>
                    )}
                  </span>
                ),
            },
          ]}
        />
      </PersonalData>
      {leaving && <WithholdDialog notice={notice} line={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

function Restore({ notice, line }: { notice: Notice; line: NoticeLine }) {
  const { t } = useTranslation();
  const [key] = useState(randomId);
  const perform = useNoticeAct(notice);
  return (
    <>
      <ProblemAlert error={perform.error} />
      <Button
        loading={perform.isPending}
        onClick={() => perform.mutate({ act: { act: 'restore', entry_id: line.id }, key })}
      >
        {t('notices.act.restore')}
        <span className="sr-only">{line.name}</span>
      </Button>
    </>
  );
}

function WithholdDialog({
  notice,
  line,
  onClose,
}: {
  notice: Notice;
  line: NoticeLine;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const draft = useFormDraft(draftKey(useUser().id, `withhold.${line.id}`), form);
  const [key, setKey] = useState(randomId);
  const perform = useNoticeAct(notice);
  return (
    <Modal
      open
      title={t('notices.act_title.withhold', { name: line.name })}
      okText={t('notices.act.withhold')}
      cancelText={t('ui.cancel')}
      confirmLoading={perform.isPending}
      onOk={() => form.submit()}
      onCancel={draft.leave(onClose)}
    >
      <ProblemAlert error={perform.error} hideFieldErrors />
      {draft.note}
      <p>{t('notices.act_detail.withhold')}</p>
      <Form<{ reason: string }>
        form={form}
        name="withhold"
        layout="vertical"
        initialValues={draft.begun}
        onFinish={({ reason }) =>
          perform.mutate(
            { act: { act: 'withhold', entry_id: line.id, reason: reason.trim() }, key },
            {
              onSuccess: () => {
                draft.drop();
                onClose();
              },
              onError: (error) => form.setFields(formErrors(error) as never),
            },
          )
        }
        onValuesChange={(changed, all) => {
          setKey(randomId());
          draft.keep(changed, all);
        }}
      >
        <Form.Item
          name="reason"
          label={t('notices.reason')}
          rules={[{ required: true, whitespace: true, message: t('notices.reason_needed') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} {...upTo(500)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
