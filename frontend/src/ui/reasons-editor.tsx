import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { upTo } from '../lib/up-to';

/** Reasons, each tied to the field or paper it is about, so that whoever mends it is led there. */
export function ReasonsEditor({
  fields,
  label,
}: {
  fields: { value: string; label: string }[];
  label: string;
}) {
  const { t } = useTranslation();
  return (
    <Form.List name="reasons" initialValue={[{}]}>
      {(rows, { add, remove }) => (
        <fieldset className="form-section">
          <legend>{label}</legend>
          {rows.map((row) => (
            <div key={row.key} className="reason-row">
              <Form.Item name={[row.name, 'field']} label={t('ui.reason_field')}>
                <Select
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder={t('ui.reason_whole')}
                  options={fields}
                />
              </Form.Item>
              <Form.Item
                name={[row.name, 'text']}
                label={t('ui.reason_text')}
                rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
              >
                <Input.TextArea rows={2} {...upTo(500)} />
              </Form.Item>
              {rows.length > 1 && <Button onClick={() => remove(row.name)}>{t('ui.remove')}</Button>}
            </div>
          ))}
          <Button onClick={() => add({})}>{t('ui.reason_add')}</Button>
        </fieldset>
      )}
    </Form.List>
  );
}
