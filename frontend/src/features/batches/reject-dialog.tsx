import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { serviceItemQuery } from '../../api/resources/reference';
import type { Reason } from '../../api/types';
import { useText } from '../../i18n';

interface Values {
  reasons: { field?: string; text: string }[];
  note?: string;
}

interface Props {
  answer: 'return' | 'refuse';
  count: number;
  itemCode: string;
  onDone: (reasons: Reason[], note: string) => void;
  onClose: () => void;
}

/** Why rows go back or are refused: each reason may be tied to the field of the application it is about. */
export function RejectDialog({ answer, count, itemCode, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const textOf = useText();
  const [form] = Form.useForm<Values>();
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
      title={t(`batches.${answer}_title`, { count })}
      okText={t(`batches.${answer}`)}
      cancelText={t('ui.cancel')}
      okButtonProps={{ danger: answer === 'refuse' }}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={640}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ reasons: [{ text: '' }] }}
        onFinish={({ reasons, note }) =>
          onDone(
            reasons.map((reason) => ({ field: reason.field ?? null, text: reason.text.trim() })),
            note?.trim() ?? '',
          )
        }
      >
        <Form.List name="reasons">
          {(rows, { add, remove }) => (
            <>
              {rows.map((row) => (
                <div key={row.key} className="batch-reason">
                  <Form.Item name={[row.name, 'field']} label={t('batches.reason_field')}>
                    <Select
                      allowClear
                      placeholder={t('batches.reason_whole')}
                      options={[
                        { label: t('batches.reason_facts'), options: fields },
                        { label: t('batches.reason_papers'), options: papers },
                      ]}
                    />
                  </Form.Item>
                  <Form.Item
                    name={[row.name, 'text']}
                    label={t('batches.reason_text')}
                    rules={[{ required: true, whitespace: true, message: t('batches.reason_needed') }]}
                  >
                    <Input.TextArea
                      autoSize={{ minRows: 1, maxRows: 5 }}
                      maxLength={500}
                      autoFocus={row.key === 0}
                    />
                  </Form.Item>
                  {rows.length > 1 && (
                    <Button onClick={() => remove(row.name)} aria-label={t('ui.remove')}>
                      ×
                    </Button>
                  )}
                </div>
              ))}
              <Button type="dashed" onClick={() => add({ text: '' })}>
                {t('batches.reason_add')}
              </Button>
            </>
          )}
        </Form.List>
        <Form.Item name="note" label={t('batches.note')} style={{ marginTop: 16 }}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
