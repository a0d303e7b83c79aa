import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceItem } from '../../../api/types';
import { useText } from '../../../i18n';
import { DiscardQuestion } from './discard-question';
import { entriesOf, type IntakeDraft } from './draft';

interface Form {
  items: Pick<ServiceItem, 'code' | 'title'>[];
  chosen: string;
  /** Once a case is being made it is of that item. */
  fixed: boolean;
  draft: IntakeDraft;
  files: number;
  onChoose: (code: string) => Promise<void>;
}

interface OtherItem {
  section: ReactNode;
  /** While it asks, nothing else of the form goes on. */
  asks: boolean;
}

/** Another item asks for other facts and papers: what was entered for this one is asked about before it goes. */
export function useOtherItem({ items, chosen, fixed, draft, files, onChoose }: Form): OtherItem {
  const { t } = useTranslation();
  const text = useText();
  const [next, setNext] = useState<string | null>(null);
  const entries = entriesOf(draft);
  const section = (
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
  return { section, asks: next !== null };
}
