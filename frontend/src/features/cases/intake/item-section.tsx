import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceItem } from '../../../api/types';
import { useText } from '../../../i18n';
import { DiscardQuestion } from './discard-question';

interface Props {
  items: Pick<ServiceItem, 'code' | 'title'>[];
  chosen: string;
  /** A case is of one item from the beginning. */
  fixed: boolean;
  files: number;
  entries: number;
  onChoose: (code: string) => Promise<void>;
}

/** Another item asks for other facts and papers: what was entered for this one is asked about before it goes. */
export function ItemSection({ items, chosen, fixed, files, entries, onChoose }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const [next, setNext] = useState<string | null>(null);
  return (
    <fieldset className="form-section">
      <legend>{t('cases.section_item')}</legend>
      <Select
        style={{ minWidth: 260 }}
        aria-label={t('cases.section_item')}
        value={chosen || null}
        disabled={fixed}
        onChange={(code) => (files + entries > 0 ? setNext(code) : void onChoose(code))}
        options={items.map((item) => ({ value: item.code, label: text(item.title) }))}
      />
      {next !== null && (
        <DiscardQuestion
          title={t('cases.other_item_ask')}
          discard={t('cases.other_item_discard')}
          keep={t('cases.other_item_keep')}
          onDiscard={() => onChoose(next).then(() => setNext(null))}
          onKeep={() => setNext(null)}
        >
          {t('cases.other_item_detail', { files, entries })}
        </DiscardQuestion>
      )}
    </fieldset>
  );
}
