import { Form, type FormInstance, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../i18n';
import { type Facts, isEntered, isRequired, isUsed } from '../lib/fact-form';
import { FactsList } from './facts-list';
import { MoneyInput } from './money';
import { PercentInput } from './typed-number';

interface Text {
  zh: string;
  en: string;
}
export interface FactInput {
  name: string;
  label: Text;
  type: string;
  values?: { code: string; label: Text }[] | null;
  min?: number | null;
  max?: number | null;
  default?: unknown;
  required?: boolean;
  required_when?: string | null;
  used_when?: string | null;
  help?: Text | null;
  source?: string;
  /** Of a list: what each of its members is asked. */
  fields?: FactInput[];
  max_items?: number | null;
}

interface Props {
  form: FormInstance;
  /** Keeps its fields apart from those of the page's other forms, which may ask for the like. */
  name?: string;
  inputs: FactInput[];
  facts: Facts;
  onChange: (facts: Facts) => void;
  /** Remarks of whoever sent the case back, by field name. */
  remarks?: Record<string, string[]>;
  disabled?: boolean;
}

/** The policy's inputs as a form: it decides the fields, their kinds and when they apply. */
export function FactsForm({ form, name = 'facts', inputs, facts, onChange, remarks, disabled }: Props) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <Form
      form={form}
      name={name}
      layout="vertical"
      component={false}
      disabled={disabled}
      initialValues={facts}
      onValuesChange={(_changed, all) => onChange({ ...facts, ...all })}
    >
      <div className="field-grid">
        {inputs
          .filter((input) => isEntered(input) && isUsed(input, facts))
          .map((input) => {
            const required = isRequired(input, facts);
            const remark = remarks?.[input.name];
            if (input.type === 'list') return <FactsList key={input.name} input={input} />;
            return (
              <Form.Item
                key={input.name}
                name={input.name}
                label={text(input.label)}
                rules={[{ required, message: t('ui.required') }]}
                help={remark?.length ? remark.join(' · ') : undefined}
                validateStatus={remark?.length ? 'warning' : undefined}
                extra={text(input.help) || undefined}
              >
                <FactControl input={input} />
              </Form.Item>
            );
          })}
      </div>
    </Form>
  );
}

/** The form hands value, onChange and id on to the one control chosen here. */
export function FactControl({ input, ...field }: { input: FactInput; [field: string]: unknown }) {
  const { t } = useTranslation();
  const text = useText();
  const range = { min: input.min ?? undefined, max: input.max ?? undefined };
  switch (input.type) {
    case 'fen':
      return <MoneyInput {...field} />;
    case 'int':
    case 'persons':
    case 'days':
    case 'months':
    case 'years':
      return (
        <InputNumber
          {...field}
          {...range}
          precision={0}
          suffix={input.type === 'int' ? undefined : t(`ui.counted.${input.type}`)}
          style={{ width: '100%' }}
          keyboard={false}
        />
      );
    case 'date':
      return <Input {...field} type="date" />;
    case 'permille':
      return <PercentInput {...field} />;
    case 'bool':
      return (
        <Radio.Group
          {...field}
          options={[
            { value: true, label: t('ui.yes') },
            { value: false, label: t('ui.no') },
          ]}
        />
      );
    case 'code':
      return (
        <Select
          {...field}
          showSearch={{ optionFilterProp: 'label' }}
          options={(input.values ?? []).map((value) => ({ value: value.code, label: text(value.label) }))}
        />
      );
    default:
      return <Input {...field} autoComplete="off" />;
  }
}
