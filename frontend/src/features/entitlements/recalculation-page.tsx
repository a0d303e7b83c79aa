import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { serviceItemsQuery } from '../../api/resources/reference';
import { useTownships } from '../../api/resources/townships';
import { useUser } from '../../api/session';
import { useText } from '../../i18n';
import { monthOf, today } from '../../lib/dates';
import { shiftMonth } from '../../lib/periods';
import { ActButton } from '../../ui/act-button';
import { formErrors } from '../../ui/form-errors';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { PersonalData } from '../../ui/watermark';
import { previewRecalculation, type Recalculated, type Recalculation, saveRecalculation } from './queries';
import { Failures, Recomputed, Totals } from './recalculated';
import { RecalculationSheet } from './recalculation-sheet';
import { SubmitAll } from './submit-all';
import { isMonth } from './words';
import './texts';
import './entitlements.css';

/** How far back a standard can be made to count. */
const FURTHEST_BACK = 60;

interface Values {
  policy_code?: string;
  division?: string;
  from_month: string;
}

/** A new standard for all: computed and shown first, proposed when it is what was meant. */
export function Component() {
  const { t } = useTranslation();
  const user = useUser();
  const [form] = Form.useForm<Values>();
  const [printing, setPrinting] = useState(false);
  const [submitted, setSubmitted] = useState<Recalculated | null>(null);
  const preview = useMutation({
    mutationFn: (body: Recalculation) => previewRecalculation(body),
    onError: (problem) => form.setFields(formErrors(problem) as never),
  });
  const table = useMutation({ mutationFn: saveRecalculation });
  const compute = ({ policy_code, division, from_month }: Values) => {
    setSubmitted(null);
    preview.mutate({ from_month, policy_code: policy_code ?? null, division: division ?? null });
  };
  const found = preview.data;
  if (found && printing && preview.variables) {
    return <RecalculationSheet asked={preview.variables} found={found} onBack={() => setPrinting(false)} />;
  }
  return (
    <Page
      title={t('entitlements.recalculation_title')}
      extra={
        <Link to="/entitlements">
          <Button>{t('entitlements.back_to_list')}</Button>
        </Link>
      }
    >
      <p className="muted">{t('entitlements.recalculation_detail')}</p>
      <Form<Values>
        form={form}
        name="recalculation"
        layout="vertical"
        // What was asked stands there again when one comes back from the sheet.
        initialValues={preview.variables ?? { from_month: monthOf(today()) }}
        onFinish={compute}
        // What is shown belongs to what stands in the form.
        onValuesChange={() => preview.reset()}
        disabled={preview.isPending}
      >
        <Fields />
        <Button type="primary" htmlType="submit" loading={preview.isPending}>
          {t('entitlements.compute')}
        </Button>
      </Form>
      <div className="below" aria-live="polite" aria-busy={preview.isPending}>
        <ProblemAlert error={preview.error} hideFieldErrors />
        {submitted && <Submitted result={submitted} />}
        {found && !submitted && (
          <PersonalData viewer={`${user.name} ${user.username}`}>
            <Totals of={found} />
            {found.waiting > 0 && (
              <p>
                <Link to="/entitlements?proposed=true">{t('entitlements.see_waiting')}</Link>
              </p>
            )}
            <Failures of={found.failed} />
            {found.changing === 0 ? (
              <Alert className="problem" type="info" showIcon title={t('entitlements.none_changes')} />
            ) : (
              <>
                <div className="act-bar">
                  <Button
                    onClick={() => preview.variables && table.mutate(preview.variables)}
                    loading={table.isPending}
                  >
                    {t('entitlements.csv')}
                  </Button>
                  <ActButton
                    why={
                      found.items.length < found.changing
                        ? t('ui.too_many_to_print', { most: found.items.length })
                        : null
                    }
                    onClick={() => setPrinting(true)}
                  >
                    {t('ui.print')}
                  </ActButton>
                </div>
                <ProblemAlert error={table.error} />
                <Recomputed of={found} />
                <SubmitAll asked={preview.variables} found={found} onDone={setSubmitted} />
              </>
            )}
          </PersonalData>
        )}
      </div>
    </Page>
  );
}

function Fields() {
  const { t } = useTranslation();
  const text = useText();
  const townships = useTownships();
  const items = useQuery(serviceItemsQuery());
  const month = monthOf(today());
  const range = { first: shiftMonth(month, -FURTHEST_BACK), last: shiftMonth(month, 1) };
  return (
    <div className="field-grid">
      <Form.Item name="policy_code" label={t('entitlements.which_policy')}>
        <Select
          allowClear
          placeholder={t('entitlements.all_policies')}
          options={items.data?.items
            .filter((item) => item.recurring)
            .map((item) => ({ value: item.policy_code, label: text(item.title) }))}
        />
      </Form.Item>
      <Form.Item
        name="from_month"
        label={t('entitlements.from_month')}
        extra={t('entitlements.from_month_hint', range)}
        rules={[
          {
            validator: (_rule, value?: string) =>
              isMonth(value, range)
                ? Promise.resolve()
                : Promise.reject(new Error(t('entitlements.month_wrong', range))),
          },
        ]}
      >
        <Input type="month" min={range.first} max={range.last} />
      </Form.Item>
      {townships.length > 0 && (
        <Form.Item name="division" label={t('entitlements.division')}>
          <Select allowClear placeholder={t('entitlements.all_divisions')} options={townships} />
        </Form.Item>
      )}
    </div>
  );
}

function Submitted({ result }: { result: Recalculated }) {
  const { t } = useTranslation();
  return (
    <Alert
      className="problem"
      type="success"
      showIcon
      title={t('entitlements.submitted_all', { count: result.changing })}
      description={<Link to="/entitlements?proposed=true">{t('entitlements.see_waiting')}</Link>}
    />
  );
}
