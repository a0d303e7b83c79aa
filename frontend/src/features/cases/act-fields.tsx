import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { officersQuery, serviceItemQuery } from '../../api/resources/reference';
import { useUser } from '../../api/session';
import type { AllowedAct, Case } from '../../api/types';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { formatFen } from '../../lib/money';
import { upTo } from '../../lib/up-to';
import { MoneyInput } from '../../ui/money';
import { ReasonsEditor } from '../../ui/reasons-editor';
import type { ActField } from './acts';
import { checkDiffers, proposedFen, reasonTargets } from './remarks';
import { StepFields } from './step-fields';

const OFFICERS_NEEDED = 2;

/** Where the county has an act of its own for it, the township asks no register. */
const asksCounty = (found: Case) => found.allowed_actions.some((act) => act.act === 'request_check');

/** The questions of one act, in the order of its paper form. */
export function ActFields({ case: found, act, fields }: { case: Case; act: AllowedAct; fields: ActField[] }) {
  const { t } = useTranslation();
  const text = useText();
  const item = useQuery(serviceItemQuery(found.item_code));
  const missing = found.materials.filter((material) => found.missing_materials.includes(material.code));
  // Against what was found or said, the server asks for reasons with an act that usually needs none.
  const against = act.reasons_required && !fields.includes('reasons');
  const has = (field: ActField) => fields.includes(field);
  // Another sum than the one proposed asks for its reasons.
  const fen = Form.useWatch<number | null | undefined>('amount_fen');
  const changed = has('amount') && fen !== undefined && fen !== proposedFen(found);
  const required = [{ required: true, message: t('ui.required') }];
  return (
    <>
      {act.act === 'notify_supplement' && (
        <>
          <p>{t('cases.notice_lists')}</p>
          <ul>
            {missing.map((material) => (
              <li key={material.code}>{text(material.name)}</li>
            ))}
          </ul>
        </>
      )}
      {has('other') && (
        <Form.Item name="other" label={t('cases.notice_more')} extra={t('cases.notice_more_hint')}>
          <Input.TextArea rows={3} {...upTo(1000)} />
        </Form.Item>
      )}
      {has('kind') && (
        <Choice
          name="kind"
          label={t('cases.check_kind')}
          values={[
            'home_visit',
            'neighbour_visit',
            'letter_inquiry',
            ...(asksCounty(found) ? [] : ['information_check']),
          ]}
        />
      )}
      {has('on') && (
        <Form.Item name="on" label={t('cases.act_on')} rules={required} initialValue={today()}>
          <Input type="date" max={today()} min={found.received_on} style={{ width: 200 }} />
        </Form.Item>
      )}
      {has('officers') && <Officers />}
      <StepFields case={found} act={act} fields={fields} />
      {has('findings') && (
        <Form.Item name="findings" label={t('cases.findings')} rules={required}>
          <Input.TextArea rows={4} {...upTo(2000)} />
        </Form.Item>
      )}
      {has('conclusion') && (
        <Choice name="conclusion" label={t('cases.conclusion')} values={['confirmed', 'differs']} />
      )}
      {has('opinion') && (
        <>
          <Choice name="opinion" label={t('cases.opinion')} values={['support', 'oppose']} />
          <Form.Item name="text" label={t('cases.opinion_text')} rules={required}>
            <Input.TextArea rows={4} {...upTo(1000)} />
          </Form.Item>
        </>
      )}
      {has('amount') && <Amount case={found} />}
      {(has('reasons') || against || changed || (has('opinion') && checkDiffers(found))) && (
        <ReasonsEditor
          label={t(against ? 'cases.against_reasons' : changed ? 'cases.amount_reasons' : 'cases.reasons')}
          fields={reasonTargets(item.data?.inputs ?? [], found.materials, text, t('cases.section_household'))}
        />
      )}
      {has('withdrawal') && (
        <Form.Item name="reason" label={t('cases.withdraw_reason')} rules={required}>
          <Input.TextArea rows={3} {...upTo(500)} />
        </Form.Item>
      )}
      {has('note') && (
        <Form.Item name="note" label={t('cases.note')}>
          <Input.TextArea rows={2} {...upTo(500)} />
        </Form.Item>
      )}
    </>
  );
}

function Choice({ name, label, values }: { name: string; label: string; values: string[] }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('ui.required') }]}>
      <Radio.Group options={values.map((value) => ({ value, label: t(`cases.choice.${value}`) }))} />
    </Form.Item>
  );
}

function Officers() {
  const { t } = useTranslation();
  const user = useUser();
  const officers = useQuery(officersQuery());
  const list = officers.data?.items ?? [];
  return (
    <Form.Item
      name="officers"
      label={t('cases.officers')}
      extra={t('cases.officers_hint')}
      initialValue={[user.id]}
      rules={[
        {
          validator: (_rule, chosen: string[] | undefined) =>
            new Set(chosen).size >= OFFICERS_NEEDED
              ? Promise.resolve()
              : Promise.reject(new Error(t('cases.officers_hint'))),
        },
      ]}
    >
      <Select
        mode="multiple"
        loading={officers.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        options={withSelf(list, user).map((officer) => ({
          value: officer.id,
          label: `${officer.name} · ${t(`app.role.${officer.role}`)}`,
        }))}
      />
    </Form.Item>
  );
}

function withSelf<T extends { id: string; name: string; role: string }>(list: T[], user: T) {
  return list.some((officer) => officer.id === user.id) ? list : [user, ...list];
}

/** The sum the policy gives, changeable only within what the policy allows. */
function Amount({ case: found }: { case: Case }) {
  const { t } = useTranslation();
  const result = found.determination;
  const min = result?.min_fen ?? 0;
  const max = result?.max_fen ?? 0;
  const fixed = min === max;
  const range = fixed
    ? t('cases.amount_fixed', { amount: formatFen(max) })
    : t('cases.amount_range', { min: formatFen(min), max: formatFen(max) });
  return (
    <Form.Item
      name="amount_fen"
      label={t('cases.amount')}
      extra={range}
      initialValue={proposedFen(found)}
      rules={[
        {
          validator: (_rule, fen: number | null | undefined) =>
            fen !== null && fen !== undefined && fen >= min && fen <= max
              ? Promise.resolve()
              : Promise.reject(new Error(range)),
        },
      ]}
    >
      <MoneyInput style={{ maxWidth: 240 }} readOnly={fixed} />
    </Form.Item>
  );
}
