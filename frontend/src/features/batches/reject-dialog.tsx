import { useQuery } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { serviceItemQuery } from '../../api/resources/reference';
import type { Reason } from '../../api/types';
import { useText } from '../../i18n';
import { READ_FIRST } from '../../lib/keyboard';
import { useShortcuts } from '../../lib/shortcuts';
import { upTo } from '../../lib/up-to';
import { Findings } from '../../ui/findings';
import { useFormDraft } from '../../ui/form-draft';
import { ReasonsEditor } from '../../ui/reasons-editor';
import type { BatchRow } from './drafts';

interface Values {
  reasons: { field?: string; text: string }[];
  note?: string;
}

interface Props {
  /** Where the words wait until they are an answer of the table. */
  draftKey: string;
  answer: 'return' | 'refuse' | 'change' | 'against';
  /** The one it is about, where it is asked of one. */
  row?: BatchRow;
  count: number;
  itemCode: string;
  onDone: (reasons: Reason[], note: string) => void;
  onClose: () => void;
}

/** Why rows go back or are refused, or a sum is changed: each reason may be tied to the field of the application it is about. */
export function RejectDialog({ draftKey, answer, row, count, itemCode, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const textOf = useText();
  const [form] = Form.useForm<Values>();
  const draft = useFormDraft(draftKey, form);
  useShortcuts({ send: form.submit });
  const item = useQuery(serviceItemQuery(itemCode));
  const fields = (item.data?.inputs ?? []).map((input) => ({
    value: `facts.${input.name}`,
    label: textOf(input.label),
  }));
  const papers = (item.data?.materials ?? []).map((material) => ({
    value: `materials.${material.code}`,
    label: textOf(material.name),
  }));
  return (
    <Modal
      open
      title={t(`batches.${answer}_title`, { count, name: row?.applicant_name })}
      okText={t(`batches.${answer}`)}
      cancelText={t('ui.cancel')}
      okButtonProps={{ danger: answer === 'refuse' }}
      onOk={() => form.submit()}
      onCancel={draft.leave(onClose)}
      afterOpenChange={(open) => open && form.getFieldInstance(['reasons', 0, 'text'])?.focus(READ_FIRST)}
      width={640}
    >
      {draft.note}
      <Form<Values>
        form={form}
        name="answer"
        layout="vertical"
        initialValues={draft.begun}
        onValuesChange={draft.keep}
        onFinish={({ reasons, note }) => {
          draft.drop();
          onDone(
            reasons.map((reason) => ({ field: reason.field ?? null, text: reason.text.trim() })),
            note?.trim() ?? '',
          );
        }}
      >
        {row && <Findings of={row.findings} />}
        <ReasonsEditor label={t('batches.reasons')} fields={[...fields, ...papers]} />
        <Form.Item name="note" label={t('batches.note')} style={{ marginTop: 16 }}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} {...upTo(500)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
