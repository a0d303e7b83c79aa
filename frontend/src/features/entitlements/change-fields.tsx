import { Form, type FormInstance, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../../i18n';
import { monthOf, today } from '../../lib/dates';
import type { Facts } from '../../lib/fact-form';
import { upTo } from '../../lib/up-to';
import { type FactInput, FactsForm } from '../../ui/facts-form';
import type { Benefit, ChangeKind } from './queries';
import { isMonth, monthsAllowed, UNDATED, usualMonth } from './words';

export interface ChangeValues {
  from_month?: string;
  recipient_id?: string;
  ground?: string;
  reason?: string;
}

interface Props {
  benefit: Benefit;
  kind: ChangeKind;
  form: FormInstance<ChangeValues>;
  factsForm: FormInstance;
  inputs: FactInput[];
  facts: Facts;
  /** What an earlier opening has left. */
  begun: Partial<ChangeValues> | undefined;
  onTyped: () => void;
  onFacts: (facts: Facts) => void;
  onChange: () => void;
  onFinish: (values: ChangeValues) => void;
  /** Only looked at, a change needs no reason yet. */
  sending: boolean;
  disabled: boolean;
}

/** The questions of a change: from when, on which ground, why, and what nobody has registered. */
export function ChangeFields(props: Props) {
  const { benefit, kind, form, factsForm, inputs, facts } = props;
  const { t } = useTranslation();
  const text = useText();
  const dated = !UNDATED.includes(kind);
  const range = monthsAllowed(benefit, monthOf(today()));
  const required = { required: true, whitespace: true, message: t('ui.required') };
  const grounds = kind === 'suspend' ? benefit.grounds : [];
  /** The policy's own words are a beginning; the clerk goes on from there. */
  const begin = (code: string) => {
    const known = grounds.map((ground) => text(ground.text));
    const reason = (form.getFieldValue('reason') ?? '').trim();
    const chosen = grounds.find((ground) => ground.code === code);
    if (chosen && (reason === '' || known.includes(reason))) form.setFieldValue('reason', text(chosen.text));
  };
  return (
    <>
      <Form<ChangeValues>
        form={form}
        name="change"
        layout="vertical"
        initialValues={{ ...(dated ? { from_month: usualMonth(range) } : {}), ...props.begun }}
        disabled={props.disabled}
        onValuesChange={(changed) => {
          if (changed.ground) begin(changed.ground);
          props.onTyped();
          // The words change nothing of what is computed.
          if (!('reason' in changed)) props.onChange();
        }}
        onFinish={props.onFinish}
      >
        {dated && (
          <Form.Item
            name="from_month"
            label={t('entitlements.from_month')}
            extra={range.first < range.last ? t('entitlements.from_month_hint', range) : undefined}
            rules={[
              required,
              {
                validator: (_rule, month?: string) =>
                  !month || isMonth(month, range)
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('entitlements.month_wrong', range))),
              },
            ]}
          >
            <Input type="month" min={range.first} max={range.last} style={{ width: 200 }} />
          </Form.Item>
        )}
        {kind === 'recipient' && (
          <Form.Item name="recipient_id" label={t('entitlements.new_recipient')} rules={[required]}>
            <Radio.Group
              className="grounds"
              options={benefit.candidates.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        )}
        {grounds.length > 0 && (
          <Form.Item name="ground" label={t('entitlements.ground')} rules={[required]}>
            <Radio.Group
              className="grounds"
              options={grounds.map((ground) => ({ value: ground.code, label: text(ground.text) }))}
            />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={t('entitlements.reason')}
          extra={t('entitlements.reason_hint')}
          rules={props.sending ? [required] : []}
        >
          <Input.TextArea rows={3} {...upTo(500)} />
        </Form.Item>
      </Form>
      {inputs.length > 0 && (
        <fieldset className="form-section">
          <legend>{t('entitlements.facts')}</legend>
          <p className="muted">{t('entitlements.facts_hint')}</p>
          <FactsForm
            form={factsForm}
            name="facts"
            inputs={inputs}
            facts={facts}
            onChange={props.onFacts}
            disabled={props.disabled}
          />
        </fieldset>
      )}
    </>
  );
}
