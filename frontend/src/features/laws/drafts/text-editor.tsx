import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Article, CHECKED, type LawText } from '../queries';
import { emptyArticle, orNone, removed, renumbered, replaced } from './edit';
import { ChoiceField, PairField, TextField } from './fields';

interface Props {
  at: string;
  text: LawText;
  before: LawText | undefined;
  onChange: (text: LawText) => void;
  onRemove?: () => void;
}

/** One text of the entry under the hand. */
export function TextEditor({ at, text, before, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const set = (change: Partial<LawText>) => onChange({ ...text, ...change });
  const articles = text.articles ?? [];
  const setArticle = (place: number, article: Article) =>
    set({ articles: replaced(articles, place, article) });
  const pair = (name: 'change' | 'source'): [string, string] => [t(`laws.${name}_zh`), t(`laws.${name}_en`)];
  const optional = (value: { zh: string; en: string }) => (value.zh || value.en ? value : undefined);
  return (
    <section className="edit-card" aria-label={t('laws.text_from', { from: text.from })}>
      <div className="edit-head">
        <h3>{t('laws.text_from', { from: text.from })}</h3>
        {onRemove && <Button onClick={onRemove}>{t('laws.remove_text')}</Button>}
      </div>
      <div className="field-grid">
        <TextField
          label={t('laws.from')}
          at={`${at}/from`}
          type="date"
          value={text.from}
          onChange={(from) => set({ from })}
        />
        <TextField
          label={t('laws.passed_on')}
          at={`${at}/passed_on`}
          type="date"
          value={text.passed_on}
          onChange={(day) => set({ passed_on: orNone(day) })}
        />
        <TextField
          label={t('laws.number')}
          at={`${at}/number`}
          value={text.number}
          onChange={(number) => set({ number: orNone(number) })}
        />
        <ChoiceField
          label={t('laws.how_read')}
          at={`${at}/checked`}
          value={text.checked}
          onChange={(checked) => checked && set({ checked })}
          options={CHECKED.map((value) => ({ value, label: t(`laws.checked.${value}`) }))}
        />
        <TextField
          label={t('laws.read_on')}
          at={`${at}/checked_on`}
          type="date"
          value={text.checked_on}
          onChange={(checked_on) => set({ checked_on })}
        />
        <PairField
          label={pair('source')}
          at={`${at}/source`}
          value={text.source}
          onChange={(source) => set({ source: optional(source) })}
        />
        <PairField
          label={pair('change')}
          at={`${at}/change`}
          value={text.change}
          onChange={(change) => set({ change: optional(change) })}
        />
      </div>
      <details open={articles.length < 12}>
        <summary>{t('laws.articles', { count: articles.length })}</summary>
        {articles.map((article, place) => (
          <ArticleEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: an article has no name but its number, which is typed here
            key={place}
            at={`${at}/articles/${place}`}
            article={article}
            before={before}
            onChange={(changed) => setArticle(place, changed)}
            onRemove={() => set({ articles: removed(articles, place) })}
          />
        ))}
        <Button onClick={() => set({ articles: [...articles, emptyArticle()] })}>
          {t('laws.add_article')}
        </Button>
      </details>
    </section>
  );
}

interface ArticleProps {
  at: string;
  article: Article;
  before: LawText | undefined;
  onChange: (article: Article) => void;
  onRemove: () => void;
}

function ArticleEditor({ at, article, before, onChange, onRemove }: ArticleProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="edit-card">
      <legend>{article.no || t('laws.new_article')}</legend>
      <div className="field-grid">
        <TextField
          label={t('laws.article_no')}
          at={`${at}/no`}
          value={article.no}
          onChange={(no) => onChange(renumbered(article, no, before))}
        />
        <TextField
          label={t('laws.article_was')}
          at={`${at}/was`}
          value={article.was}
          onChange={(was) => onChange({ ...article, was: orNone(was) })}
        />
        <PairField
          label={[t('laws.heading_zh'), t('laws.heading_en')]}
          at={`${at}/heading`}
          value={article.heading}
          onChange={(heading) => onChange({ ...article, heading })}
        />
        <PairField
          label={[t('laws.summary_zh'), t('laws.summary_en')]}
          at={`${at}/summary`}
          rows={2}
          value={article.summary}
          onChange={(summary) => onChange({ ...article, summary })}
        />
        <ChoiceField
          label={t('laws.how_read_otherwise')}
          at={`${at}/checked`}
          optional
          value={article.checked}
          onChange={(checked) => onChange({ ...article, checked })}
          options={CHECKED.map((value) => ({ value, label: t(`laws.checked.${value}`) }))}
        />
      </div>
      <Button size="small" onClick={onRemove} aria-label={t('laws.remove_article', { no: article.no })}>
        {t('ui.remove')}
      </Button>
    </fieldset>
  );
}
