import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { numbered } from './edit';
import { useEditing } from './editing';
import { InputEditor } from './input-editor';
import { freeName } from './inputs';

export function InputsTab() {
  const { t } = useTranslation();
  const { document, set } = useEditing();
  const { inputs } = document;
  return (
    <>
      <p className="muted">{t('policy_drafts.inputs_detail')}</p>
      {numbered(inputs).map(({ at, item }) => (
        <InputEditor key={at} list={['inputs']} among={inputs} at={at} input={item} />
      ))}
      <Button
        onClick={() =>
          set(['inputs', inputs.length], {
            name: freeName(inputs, 'input'),
            label: { zh: '', en: '' },
            type: 'fen',
            min: 0,
            max: 1_000_000_000,
            required: true,
          })
        }
      >
        {t('policy_drafts.add_input')}
      </Button>
    </>
  );
}
