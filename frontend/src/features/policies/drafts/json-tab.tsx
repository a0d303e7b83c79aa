import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asDocument } from './edit';
import { useEditing } from './editing';

/** The whole document as it is stored, for all that has no field of its own. */
export function JsonTab() {
  const { t } = useTranslation();
  const id = useId();
  const { document, set } = useEditing();
  const [text, setText] = useState(() => JSON.stringify(document, null, 2));
  const [wrong, setWrong] = useState<string | null>(null);
  const apply = () => {
    try {
      const parsed: unknown = JSON.parse(text);
      if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
        return setWrong(t('policy_drafts.json_no_object'));
      setWrong(null);
      set([], asDocument(parsed as Record<string, unknown>));
    } catch (error) {
      setWrong(t('policy_drafts.json_wrong', { detail: (error as Error).message }));
    }
  };
  return (
    <>
      <label htmlFor={id}>{t('policy_drafts.json_detail')}</label>
      <Input.TextArea
        id={id}
        className="formula"
        spellCheck={false}
        autoSize={{ minRows: 16, maxRows: 30 }}
        status={wrong ? 'error' : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div role="alert" className="fails">
        {wrong}
      </div>
      <Button className="below" onClick={apply}>
        {t('policy_drafts.json_apply')}
      </Button>
    </>
  );
}
