import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Modal, Select } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../../api/client';
import { caseQuery } from '../../../api/resources/cases';
import { checkCitizenId } from '../../../api/resources/persons';
import { useVillages } from '../../../api/resources/reference';
import { useUser } from '../../../api/session';
import type { ServiceItem } from '../../../api/types';
import { askedInputs, changedFacts, defaultFacts, type Facts, factsToSend } from '../../../lib/fact-form';
import { randomId } from '../../../lib/random';
import { CitizenIdField } from '../../../ui/citizen-id-field';
import { type FactInput, FactsForm } from '../../../ui/facts-form';
import { formErrors } from '../../../ui/form-errors';
import { ProblemAlert } from '../../../ui/problem-alert';

const nothing = () => undefined;

interface Named {
  citizen_id: string;
  happened_in: string;
}

export type ItemElsewhere = Pick<ServiceItem, 'code' | 'accepted_where_it_happened'> & {
  inputs: FactInput[];
};

/** Somebody registered in another township is helped where it happened: named by the whole citizen id, whose record stays closed. */
export function Elsewhere({ item }: { item: ItemElsewhere }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <p>
      <Button onClick={() => setOpen(true)}>{t('relief.elsewhere')}</Button>{' '}
      <small className="muted">{t('relief.elsewhere_hint')}</small>
      {open && <ElsewhereDialog item={item} onClose={() => setOpen(false)} />}
    </p>
  );
}

function ElsewhereDialog({ item, onClose }: { item: ItemElsewhere; onClose: () => void }) {
  const { t } = useTranslation();
  const user = useUser();
  const villages = useVillages(user);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm();
  const [factsForm] = Form.useForm();
  const inputs = useMemo(() => askedInputs(item.inputs, { income_fen: 0 }), [item.inputs]);
  const [facts, setFacts] = useState<Facts>(() => defaultFacts(inputs));
  const attempt = useRef({ key: randomId(), body: '' });
  const required = [{ required: true, message: t('ui.required') }];
  const sending = useMutation({
    mutationFn: async (named: Named) => {
      const body = {
        item_code: item.code,
        applicant_citizen_id: named.citizen_id,
        happened_in: named.happened_in,
        facts: factsToSend(inputs, facts),
        source: user.role === 'agent' ? ('agent' as const) : ('window' as const),
        bills: [],
      };
      // Pressed again with the same words it is the same application.
      const text = JSON.stringify(body);
      if (text !== attempt.current.body) attempt.current = { key: randomId(), body: text };
      return api.post('/cases', { body, key: attempt.current.key });
    },
    onSuccess: (saved) => {
      queries.setQueryData(caseQuery(saved.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['cases'] });
      navigate(`/cases/${saved.id}`);
    },
    onError: (problem) => {
      // The field is the one of every form that asks for a citizen id.
      const fields = formErrors(problem) as { name: unknown[] | string }[];
      const own = (name: unknown[] | string) =>
        String(name) === 'applicant_citizen_id' ? 'citizen_id' : name;
      form.setFields(fields.map((field) => ({ ...field, name: own(field.name) })) as never);
      factsForm.setFields(formErrors(problem, 'facts') as never);
    },
  });
  return (
    <Modal
      open
      title={t('relief.elsewhere')}
      okText={t('relief.receive')}
      cancelText={t('ui.cancel')}
      confirmLoading={sending.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <ProblemAlert error={sending.error} />
      <Form form={form} name="elsewhere" layout="vertical" onFinish={(named: Named) => sending.mutate(named)}>
        <p className="muted">{t('relief.citizen_id_hint')}</p>
        <CitizenIdField check={checkCitizenId} onValid={nothing} />
        <Form.Item
          name="happened_in"
          label={t('relief.happened_in')}
          rules={required}
          initialValue={villages.length === 1 ? villages[0]?.code : undefined}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={villages.map((village) => ({ value: village.code, label: village.name }))}
          />
        </Form.Item>
      </Form>
      <FactsForm
        form={factsForm}
        name="elsewhere-facts"
        inputs={inputs}
        facts={facts}
        onChange={(next) => setFacts(changedFacts(inputs, next))}
      />
    </Modal>
  );
}
