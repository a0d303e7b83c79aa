import { Button, Checkbox, Form, Grid, Input, Select, Table } from 'antd';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CATEGORIES,
  type CategoryCode,
  CONDITIONS,
  type ConditionCode,
  type DraftMember,
  memberProblem,
  RELATIONS,
  type RelationCode,
  withMember,
} from '../lib/household';
import { enterMoves } from '../lib/keyboard';
import { formatFen } from '../lib/money';
import { upTo } from '../lib/up-to';
import { useDraft } from '../lib/use-draft';
import { DraftNote, useLeave } from './form-draft';
import { formErrors } from './form-errors';
import { MoneyInput } from './money';
import { PersonPicker, type PickablePerson } from './person-picker';
import { ProblemAlert } from './problem-alert';
import { TheirChanges } from './their-changes';
import { useRebased } from './use-rebased';

export interface HouseholdValues {
  division?: string;
  category: CategoryCode;
  certificate_no?: string;
  /** Of all members, a month; null where nobody has assessed it. */
  income_fen?: number | null;
  staff_kin: boolean;
  staff_kin_note?: string;
  members: { person_id: string; relation: RelationCode; conditions: ConditionCode[] }[];
}

type Fields = Omit<HouseholdValues, 'members'>;

interface Unsaved {
  fields: Partial<Fields>;
  members: DraftMember[];
}

interface Props {
  /** Where what is typed waits until it is saved. */
  draftKey: string;
  /** The version of the household on the screen. */
  version?: number;
  /** Whoever the form was opened for: a draft without them is another household's. */
  personId?: string;
  initial?: Partial<Fields>;
  members: DraftMember[];
  /** Not asked for when the household already lives somewhere. */
  villages?: { code: string; name: string }[];
  search: (q: string) => Promise<PickablePerson[]>;
  onTyped?: () => void;
  onSubmit: (values: HouseholdValues) => Promise<void>;
  onCancel?: () => void;
}

const EMPTY = {
  category: undefined as unknown,
  certificate_no: undefined as unknown,
  income_fen: null as unknown,
  staff_kin: false as unknown,
  staff_kin_note: undefined as unknown,
};
const LABELS: Record<string, string> = {
  category: 'households.category_label',
  certificate_no: 'households.certificate_no',
  income_fen: 'households.income',
  staff_kin: 'households.staff_kin',
  staff_kin_note: 'households.staff_kin_note',
  members: 'households.members',
};

function sayValue(t: TFunction, name: string, value: unknown): string {
  if (name === 'members')
    return (value as DraftMember[]).map((member) => member.name).join(t('ui.list_comma'));
  if (name === 'category') return t(`households.category.${value}`);
  if (name === 'income_fen')
    return typeof value === 'number' ? formatFen(value) : t('households.income_unknown');
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no');
  return String(value ?? t('ui.none'));
}

export function HouseholdForm(props: Props) {
  const { draftKey, version, personId, initial, members: start } = props;
  const { villages, search, onTyped, onSubmit, onCancel } = props;
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const kin = Form.useWatch('staff_kin', form) as boolean | undefined;
  const draft = useDraft<Unsaved>(draftKey, {
    version,
    fits: ({ members }) => !personId || members.some((member) => member.person_id === personId),
  });
  const leave = useLeave(draft);
  const [members, setMembers] = useState(draft.begun?.members ?? start);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const editing = initial?.category !== undefined;
  const theirs = useRebased({
    now: editing ? { ...EMPTY, ...initial, members: start } : undefined,
    typed: () => ({ ...EMPTY, ...form.getFieldsValue(true), members }),
    keep: ({ members: kept, ...values }) => {
      form.setFieldsValue(values as never);
      setMembers(kept as DraftMember[]);
    },
    label: (name) => t(LABELS[name] ?? name),
    value: (name, value) => sayValue(t, name, value),
  });
  const wrong = memberProblem(members);
  const typed = (now = members) => {
    draft.keep({ fields: form.getFieldsValue(), members: now });
    onTyped?.();
  };
  const change = (next: DraftMember[]) => {
    setMembers(next);
    typed(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (draft.begun) onTyped?.();
    if (draft.round === 0) return;
    setMembers(draft.begun?.members ?? start);
    form.resetFields();
  }, [draft.round]);
  const box = useRef<HTMLDivElement>(null);

  const submit = async (values: Fields) => {
    setTried(true);
    // What is typed as an income and is no sum must not be kept as "not assessed".
    if (wrong || box.current?.querySelector('.money-input[aria-invalid], .money-input [aria-invalid]'))
      return;
    setBusy(true);
    setError(null);
    try {
      const chosen = members.map((member) => ({
        person_id: member.person_id,
        relation: member.relation as RelationCode,
        conditions: member.conditions,
      }));
      await onSubmit({ ...values, staff_kin: values.staff_kin ?? false, members: chosen });
      draft.drop();
    } catch (problem) {
      setError(problem);
      form.setFields(formErrors(problem) as never);
    } finally {
      setBusy(false);
    }
  };

  const required = [{ required: true, message: t('ui.required') }];
  return (
    <div ref={box} {...enterMoves}>
      <ProblemAlert error={error} />
      <TheirChanges of={theirs} />
      <DraftNote draft={draft} />
      <Form
        form={form}
        name="household"
        layout="vertical"
        initialValues={{
          division: villages?.length === 1 ? villages[0]?.code : undefined,
          ...initial,
          ...draft.begun?.fields,
        }}
        onValuesChange={() => typed()}
        onFinish={submit}
        onFinishFailed={() => setTried(true)}
        disabled={busy}
      >
        <div className="field-grid">
          {villages && (
            <Form.Item name="division" label={t('ui.village')} rules={required}>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={t('ui.choose_division')}
                options={villages.map((village) => ({ value: village.code, label: village.name }))}
              />
            </Form.Item>
          )}
          <Form.Item name="category" label={t('households.category_label')} rules={required}>
            <Select
              options={CATEGORIES.map((value) => ({ value, label: t(`households.category.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="certificate_no" label={t('households.certificate_no')}>
            <Input autoComplete="off" {...upTo(60)} />
          </Form.Item>
          <Form.Item name="income_fen" label={t('households.income')} extra={t('households.income_hint')}>
            <MoneyInput />
          </Form.Item>
        </div>
        <MemberTable members={members} onChange={change} />
        {tried && wrong && (
          <p className="field-wrong" role="alert">
            {t(`households.${wrong}`)}
          </p>
        )}
        <PersonPicker
          label={t('households.add_member')}
          search={search}
          onPick={(person) => change(withMember(members, person))}
        />
        <Form.Item
          name="staff_kin"
          valuePropName="checked"
          extra={t(initial?.staff_kin ? 'households.staff_kin_stays' : 'households.staff_kin_hint')}
        >
          <Checkbox disabled={initial?.staff_kin}>{t('households.staff_kin')}</Checkbox>
        </Form.Item>
        {kin && (
          <Form.Item name="staff_kin_note" label={t('households.staff_kin_note')} rules={required}>
            <Input {...upTo(200)} />
          </Form.Item>
        )}
        <div className="act-bar save-bar">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('households.save')}
          </Button>
          {onCancel && <Button onClick={leave(onCancel)}>{t('ui.cancel')}</Button>}
        </div>
      </Form>
    </div>
  );
}

function MemberTable({
  members,
  onChange,
}: {
  members: DraftMember[];
  onChange: (members: DraftMember[]) => void;
}) {
  const { t } = useTranslation();
  const roomy = Grid.useBreakpoint().md ?? true;
  const set = (id: string, change: Partial<DraftMember>) =>
    onChange(members.map((member) => (member.person_id === id ? { ...member, ...change } : member)));
  const relation = (member: DraftMember) => (
    <Select
      style={{ minWidth: 140 }}
      aria-label={`${member.name} ${t('households.relation_label')}`}
      value={member.relation}
      onChange={(chosen) => chosen && set(member.person_id, { relation: chosen })}
      options={RELATIONS.map((value) => ({ value, label: t(`households.relation.${value}`) }))}
    />
  );
  const conditions = (member: DraftMember) => (
    <Select
      mode="multiple"
      style={{ minWidth: 190, width: '100%' }}
      aria-label={`${member.name} ${t('households.conditions')}`}
      placeholder={t('households.no_conditions')}
      showSearch={{ optionFilterProp: 'label' }}
      value={member.conditions}
      onChange={(chosen) => set(member.person_id, { conditions: chosen })}
      options={CONDITIONS.map((value) => ({ value, label: t(`households.condition.${value}`) }))}
    />
  );
  const remove = (member: DraftMember) => (
    <Button onClick={() => onChange(members.filter((other) => other !== member))}>{t('ui.remove')}</Button>
  );
  return (
    <Table<DraftMember>
      size="small"
      rowKey="person_id"
      pagination={false}
      dataSource={members}
      locale={{ emptyText: t('households.no_members') }}
      columns={
        roomy
          ? [
              { title: t('ui.name'), dataIndex: 'name', className: 'nowrap' },
              { title: t('households.relation_label'), key: 'relation', render: (_, row) => relation(row) },
              { title: t('households.conditions'), key: 'conditions', render: (_, row) => conditions(row) },
              { title: t('ui.actions'), key: 'remove', render: (_, row) => remove(row) },
            ]
          : [
              {
                title: t('households.members'),
                key: 'all',
                render: (_, row) => (
                  <>
                    <div className="member-line">
                      <strong>{row.name}</strong> {relation(row)} {remove(row)}
                    </div>
                    {conditions(row)}
                  </>
                ),
              },
            ]
      }
    />
  );
}
