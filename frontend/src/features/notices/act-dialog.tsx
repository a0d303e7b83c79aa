import { Alert, Checkbox, Form, type FormInstance, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '../../lib/dates';
import { shiftDay } from '../../lib/periods';
import { upTo } from '../../lib/up-to';
import { ProblemAlert } from '../../ui/problem-alert';
import type { Notice, NoticeAct } from './queries';

/** Of the whole notice; those of one person stand at the person. */
export type ActName = Exclude<NoticeAct['act'], 'withhold' | 'restore'>;

export interface ActValues {
  end_on?: string;
  reason?: string;
  seen?: boolean;
}

interface Props {
  act: ActName;
  /** One notice, or the first of many that are answered alike. */
  notice: Notice;
  form: FormInstance<ActValues>;
  /** Of the form: it begins its fields' ids. */
  name: string;
  title: string;
  okText: string;
  width?: number;
  /** What was typed earlier. */
  begun?: ActValues;
  error: unknown;
  busy: boolean;
  /** Nothing can be sent yet, or any more. */
  barred: boolean;
  onTyped: (changed: Partial<ActValues>, all: ActValues) => void;
  onSend: (values: ActValues) => void;
  onClose: () => void;
  /** What the act is about. */
  children: ReactNode;
}

/** What an act asks for, of one notice or of many. */
export function ActDialog({ act, notice, form, begun, error, busy, barred, children, ...of }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      width={of.width}
      title={of.title}
      okText={of.okText}
      cancelText={t('ui.cancel')}
      okButtonProps={{ danger: act === 'withdraw', disabled: barred }}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={of.onClose}
    >
      <ProblemAlert error={error} hideFieldErrors />
      <p>{t(`notices.act_detail.${act}`)}</p>
      {children}
      <Form<ActValues>
        form={form}
        name={of.name}
        layout="vertical"
        // That it was seen is said each time anew.
        initialValues={{ end_on: notice.usual_end_on, ...begun, seen: false }}
        onFinish={(values) => !barred && !busy && of.onSend(values)}
        onValuesChange={of.onTyped}
      >
        {act === 'submit' && (
          <Form.Item
            name="end_on"
            label={t('notices.end_on')}
            extra={t('notices.term', { days: notice.term_days })}
            rules={[{ required: true }]}
          >
            <Input type="date" min={shiftDay(today(), 15)} />
          </Form.Item>
        )}
        {(act === 'return' || act === 'withdraw') && (
          <Form.Item
            name="reason"
            label={t('notices.reason')}
            rules={[{ required: true, whitespace: true, message: t('notices.reason_needed') }]}
          >
            <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} {...upTo(500)} />
          </Form.Item>
        )}
        {act === 'sign' && (
          <Form.Item
            name="seen"
            valuePropName="checked"
            rules={[
              {
                validator: (_, value) =>
                  value ? Promise.resolve() : Promise.reject(new Error(t('notices.seen_needed'))),
              },
            ]}
          >
            <Checkbox>{t('notices.seen')}</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

/** Until when it stands on the board once it is signed. */
export function ShownUntil({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  return <p>{t('notices.shown_until', { day: notice.end_on ?? '—', days: notice.term_days })}</p>;
}

export function NotNow() {
  const { t } = useTranslation();
  return <Alert className="problem" type="warning" showIcon title={t('notices.not_now')} />;
}
