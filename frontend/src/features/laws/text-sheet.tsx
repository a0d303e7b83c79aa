import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../../i18n';
import { articleAnchor, type ShownText } from '../../lib/laws';
import { DataTable } from '../../ui/data-table';
import type { Article, LawDetail, LawText } from './queries';

interface Props {
  shown: ShownText<LawText>;
  called: LawDetail['called'];
}

/** One text of a law: its days, how far it was read, and its articles. */
export function TextSheet({ shown, called }: Props) {
  const { t } = useTranslation();
  const textOf = useText();
  const { text, until, standing } = shown;
  const name = (no: string): string => textOf(called[no]) || no;
  const days = until ? t('laws.days', { from: text.from, until }) : t('laws.days_open', { from: text.from });
  const about = [text.number, text.passed_on && t('laws.passed', { day: text.passed_on }), days];
  const label = `${t(`laws.text.${standing}`)} ${text.from}`;
  return (
    <section aria-label={label}>
      <h2>{t(`laws.text.${standing}`)}</h2>
      <p>{about.filter(Boolean).join(' · ')}</p>
      {text.change && <p>{textOf(text.change)}</p>}
      <Alert
        className="below"
        type={text.checked === 'read' ? 'success' : 'warning'}
        showIcon
        title={t(`laws.checked.${text.checked}`)}
        description={[textOf(text.source), t('laws.checked_on', { day: text.checked_on })]
          .filter(Boolean)
          .join(' · ')}
      />
      <DataTable<Article>
        label={label}
        rowKey="no"
        size="small"
        tableLayout="fixed"
        scroll={{}}
        dataSource={text.articles ?? []}
        onRow={(article) => ({ id: shown.anchors.has(article.no) ? articleAnchor(article.no) : undefined })}
        columns={[
          {
            title: t('laws.article'),
            width: '20%',
            render: (_, article) => (
              <>
                {name(article.no)}
                {article.was && <div className="muted">{t('laws.was', { article: name(article.was) })}</div>}
              </>
            ),
          },
          { title: t('laws.heading'), width: '24%', render: (_, article) => textOf(article.heading) },
          {
            title: t('laws.summary'),
            render: (_, article) => (
              <>
                {textOf(article.summary)}
                {article.checked && article.checked !== 'read' && (
                  <div className="fails">{t(`laws.checked.${article.checked}`)}</div>
                )}
              </>
            ),
          },
        ]}
      />
    </section>
  );
}
