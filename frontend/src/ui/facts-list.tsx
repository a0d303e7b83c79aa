import { Button, Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../i18n';
import { FactControl, type FactInput } from './facts-form';

/** A list of members: each with its own fields, added and removed one by one. */
export function FactsList({ input }: { input: FactInput }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <fieldset className="form-section facts-list">
      <legend>{text(input.label)}</legend>
      <Form.List name={input.name}>
        {(members, { add, remove }) => (
          <>
            {members.map((member, place) => (
              <fieldset key={member.key} className="facts-member">
                <legend className="sr-only">{t('ui.member_no', { number: place + 1 })}</legend>
                <div className="facts-member-head">
                  <strong aria-hidden>{t('ui.member_no', { number: place + 1 })}</strong>
                  <Button size="small" onClick={() => remove(member.name)}>
                    {t('ui.remove_member', { number: place + 1 })}
                  </Button>
                </div>
                <div className="field-grid">
                  {(input.fields ?? []).map((field) => (
                    <MemberField key={field.name} list={member.name} field={field} />
                  ))}
                </div>
              </fieldset>
            ))}
            <Button onClick={() => add({})} disabled={members.length >= (input.max_items ?? 50)}>
              {t('ui.add_member')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function MemberField({ list, field }: { list: number; field: FactInput }) {
  const { t } = useTranslation();
  const text = useText();
  // What is no unless told is ticked or left alone; of anything else the clerk answers yes or no.
  if (field.type === 'bool' && field.default === false) {
    return (
      <Form.Item name={[list, field.name]} valuePropName="checked">
        <Checkbox>{text(field.label)}</Checkbox>
      </Form.Item>
    );
  }
  return (
    <Form.Item
      name={[list, field.name]}
      label={text(field.label)}
      rules={[{ required: field.required, message: t('ui.required') }]}
      extra={text(field.help) || undefined}
    >
      <FactControl input={field} />
    </Form.Item>
  );
}
