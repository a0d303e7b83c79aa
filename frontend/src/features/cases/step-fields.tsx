import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { officersQuery, serviceItemQuery } from '../../api/resources/reference';
import type { AllowedAct, Case } from '../../api/types';
import { useText } from '../../i18n';
import { upTo } from '../../lib/up-to';
import type { ActField } from './acts';
import { CHANNELS, PURPOSES, SOURCES, WAYS } from './step-acts';

/** The questions of the steps between the window and the decision, in the order of their paper forms. */
export function StepFields({
  case: found,
  act,
  fields,
}: {
  case: Case;
  act: AllowedAct;
  fields: ActField[];
}) {
  const { t } = useTranslation();
  const has = (field: ActField) => fields.includes(field);
  const required = [{ required: true, message: t('ui.required') }];
  const options = (group: string, codes: string[]) =>
    codes.map((value) => ({ value, label: t(`steps.${group}.${value}`) }));
  return (
    <>
      {has('consent') && <Consent />}
      {has('purpose') && (
        <Form.Item
          name="purpose"
          label={t('steps.purpose_label')}
          rules={required}
          initialValue="application"
          extra={t('steps.purpose_hint')}
        >
          <Radio.Group options={options('purpose', PURPOSES)} />
        </Form.Item>
      )}
      {has('sources') && (
        <Form.Item name="sources" label={t('steps.sources_label')} rules={required}>
          <Checkbox.Group options={options('source', SOURCES)} />
        </Form.Item>
      )}
      {has('relatives') && <Relatives case={found} />}
      {has('family') && <Family />}
      {has('place') && (
        <Form.Item
          name="place"
          label={t('steps.place')}
          extra={t('steps.place_hint')}
          rules={required}
          initialValue={t('steps.place_usual')}
        >
          <Input {...upTo(100)} />
        </Form.Item>
      )}
      {has('ground') && <Grounds case={found} />}
      {has('channel') && (
        <Form.Item name="channel" label={t('steps.channel_label')} rules={required}>
          <Select options={options('channel', CHANNELS)} style={{ maxWidth: 240 }} />
        </Form.Item>
      )}
      {has('objection') && (
        <Form.Item
          name="text"
          label={t(`steps.text.${act.act}`)}
          extra={act.act === 'extend' ? undefined : t('steps.nobody_named')}
          rules={required}
        >
          <Input.TextArea rows={3} {...upTo(500)} />
        </Form.Item>
      )}
      {has('officer') && <Officer />}
      {has('papers') && (
        <Form.Item name="papers" label={t('relief.papers')} extra={t('relief.papers_hint')}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      )}
      {has('way') && (
        <>
          <Form.Item name="way" label={t('steps.way_label')} rules={required} extra={t('steps.way_hint')}>
            <Radio.Group options={options('way', WAYS)} />
          </Form.Item>
          <Form.Item name="received_by" label={t('steps.received_by')}>
            <Input {...upTo(60)} />
          </Form.Item>
        </>
      )}
    </>
  );
}

/** Who of the township looked into it. */
function Officer() {
  const { t } = useTranslation();
  const officers = useQuery(officersQuery());
  return (
    <Form.Item
      name="officer"
      label={t('relief.officer')}
      rules={[{ required: true, message: t('ui.required') }]}
    >
      <Select
        loading={officers.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        options={(officers.data?.items ?? []).map(({ id, name, role }) => ({
          value: id,
          label: `${name} · ${t(`app.role.${role}`)}`,
        }))}
      />
    </Form.Item>
  );
}

function Consent() {
  const { t } = useTranslation();
  const of = Form.useWatch<string | undefined>('of');
  const relative = of === 'relative';
  const rules = [{ required: relative, message: t('ui.required') }];
  return (
    <>
      <Form.Item
        name="of"
        label={t('steps.consent_of')}
        initialValue="household"
        extra={t('steps.consent_hint')}
      >
        <Radio.Group
          options={['household', 'relative'].map((value) => ({ value, label: t(`steps.of.${value}`) }))}
        />
      </Form.Item>
      {relative && (
        <>
          <Form.Item name="name" label={t('steps.relative_name')} rules={rules}>
            <Input {...upTo(60)} />
          </Form.Item>
          <Form.Item name="relation" label={t('steps.relation')} rules={rules}>
            <Input {...upTo(60)} />
          </Form.Item>
        </>
      )}
      <Form.Item name="guardian" label={t('steps.guardian')} extra={t('steps.guardian_hint')}>
        <Input {...upTo(60)} />
      </Form.Item>
    </>
  );
}

/** Of a home visit: who of the family signs with the officers, or why none does. */
function Family() {
  const { t } = useTranslation();
  const kind = Form.useWatch<string | undefined>('kind');
  const absent = Form.useWatch<string | undefined>('family_absent');
  if (kind !== 'home_visit') return null;
  return (
    <>
      <Form.Item name="family_name" label={t('steps.family_name')} extra={t('steps.family_hint')}>
        <Input {...upTo(60)} disabled={Boolean(absent)} />
      </Form.Item>
      <Form.Item name="family_relation" label={t('steps.relation')}>
        <Input {...upTo(60)} disabled={Boolean(absent)} />
      </Form.Item>
      <Form.Item name="family_absent" label={t('steps.family_absent')}>
        <Input {...upTo(200)} />
      </Form.Item>
    </>
  );
}

interface ConsentDetail {
  of?: string;
  name?: string;
  relation?: string;
}

/** Relatives who agreed themselves; nobody else can be asked about. */
function Relatives({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const own = found.acts
    .filter((act) => act.act === 'consent')
    .map((act) => ({ seq: act.seq, detail: (act.detail ?? {}) as ConsentDetail }))
    .filter(({ detail }) => detail.of === 'relative');
  if (own.length === 0) return <p className="muted">{t('steps.no_relative')}</p>;
  return (
    <Form.Item name="relatives" label={t('steps.relatives_label')}>
      <Checkbox.Group
        options={own.map(({ seq, detail }) => ({
          value: seq,
          label: t('steps.relative', { name: detail.name, relation: detail.relation }),
        }))}
      />
    </Form.Item>
  );
}

/** The special cases in which the law lets the limit be longer, as the guide has them. */
function Grounds({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const text = useText();
  const item = useQuery(serviceItemQuery(found.item_code));
  const whole = item.data?.limits.find((limit) => limit.extended_limit);
  return (
    <Form.Item
      name="ground"
      label={t('steps.ground')}
      rules={[{ required: true, message: t('ui.required') }]}
    >
      <Radio.Group
        options={(whole?.grounds ?? []).map(({ code, label }) => ({ value: code, label: text(label) }))}
      />
    </Form.Item>
  );
}
