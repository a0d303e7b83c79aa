import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useText } from '../../i18n';
import { DataTable } from '../../ui/data-table';
import type { Impact, Touched } from './queries';

type Days = Touched['holds'][number];

/** Where a document is read that cites a law; a flow has no page of its own. */
function pathOf(place: Touched): string | null {
  if (place.kind === 'item') return `/services/${place.code}`;
  return place.kind === 'policy' ? `/policies/${place.code}?on=${place.valid_from}` : null;
}

/** Every place that cites a law and on which days it may; of a proposed entry also what that changes. */
export function TouchedTable({
  touched,
  label,
  changes,
}: {
  touched: Touched[];
  label: string;
  changes?: boolean;
}) {
  const { t } = useTranslation();
  const textOf = useText();
  const days = (all: Days[]) =>
    all
      .map(({ from, until }) => (until ? t('laws.days', { from, until }) : t('laws.days_open', { from })))
      .join(t('ui.list_comma'));
  const change = {
    title: t('laws.change_of_it'),
    render: (_: unknown, place: Touched) => (
      <>
        {place.lost.length > 0 && <div className="fails">{t('laws.lost', { days: days(place.lost) })}</div>}
        {place.renumbered_to && (
          <div className="fails">
            {t('laws.renumbered', { article: place.renumbered_to, from: place.renumbered_from ?? '' })}
          </div>
        )}
        {place.no_basis && (
          <div className="fails">{t('laws.no_basis', { days: days([place.no_basis]) })}</div>
        )}
        {place.gained.length > 0 && <div>{t('laws.gained', { days: days(place.gained) })}</div>}
        {place.lost.length + place.gained.length === 0 && !place.renumbered_to && (
          <span className="muted">{t('laws.unchanged')}</span>
        )}
      </>
    ),
  };
  return (
    <DataTable<Touched>
      label={label}
      empty={t('laws.cited_by_none')}
      rowKey={(place) => `${place.kind} ${place.code} ${place.version} ${place.pointer}`}
      size="small"
      tableLayout="fixed"
      scroll={{ x: 700 }}
      dataSource={touched}
      columns={[
        {
          title: t('laws.citer'),
          width: '32%',
          render: (_, place) => {
            const path = pathOf(place);
            const title = `${textOf(place.title)} ${t('laws.version_no', { version: place.version })}`;
            return (
              <>
                {t(`laws.citers.${place.kind}`)} · {path ? <Link to={path}>{title}</Link> : title}
                <div className="muted">
                  <code>{place.pointer}</code>
                </div>
              </>
            );
          },
        },
        {
          title: t('laws.article'),
          width: '18%',
          render: (_, place) => textOf(place.called) || t('laws.whole'),
        },
        { title: t('laws.holds'), render: (_, place) => days(place.holds) || t('laws.holds_never') },
        ...(changes ? [change] : []),
      ]}
    />
  );
}

/** What an entry touches: told before it is proposed, and again to whoever puts it in force. */
export function ImpactView({ impact }: { impact: Impact }) {
  const { t } = useTranslation();
  const textOf = useText();
  const losing = impact.touched.filter((place) => place.lost.length > 0).length;
  const moved = impact.touched.filter((place) => place.renumbered_to).length;
  return (
    <section aria-label={t('laws.impact')}>
      <h2>{t('laws.impact')}</h2>
      <p role="status" className={losing + moved > 0 ? 'fails' : undefined}>
        {t('laws.impact_summary', { touched: impact.touched.length, losing, moved })}
      </p>
      {impact.running.length > 0 && (
        <ul>
          {impact.running.map((item) => (
            <li key={`${item.item_code} ${item.item_version}`}>
              {t('laws.running', {
                title: textOf(item.title),
                version: item.item_version,
                count: item.running,
              })}
            </li>
          ))}
        </ul>
      )}
      <p className="muted">{t('laws.running_detail')}</p>
      <TouchedTable touched={impact.touched} label={t('laws.impact')} changes />
    </section>
  );
}
