import { useQuery } from '@tanstack/react-query';
import { Alert, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useUser } from '../../api/session';
import type { Schemas } from '../../api/types';
import { useText } from '../../i18n';
import { routerPath } from '../../lib/paths';
import { Meant } from '../../ui/meant';
import { Money } from '../../ui/money';
import { Page } from '../../ui/page';

const TONES: Record<string, string> = {
  overdue: 'counter-urgent',
  nearly_due: 'counter-soon',
  returned: 'counter-soon',
};

export function Component() {
  const { t } = useTranslation();
  const text = useText();
  const user = useUser();
  const workbench = useQuery({
    queryKey: ['workbench'],
    queryFn: ({ signal }) => api.get('/workbench', { signal }),
    refetchInterval: 120_000,
  });
  const data = workbench.data;
  return (
    <Page
      title={t('workbench.title', { name: user.name })}
      loading={workbench.isPending}
      error={workbench.error}
      onRetry={() => void workbench.refetch()}
    >
      {data && (
        <>
          <p className="muted">
            {data.today} · {user.division.full_name}
          </p>
          {data.calendar_notice && (
            <Alert className="problem" type="warning" showIcon title={text(data.calendar_notice.message)} />
          )}
          <ul className="counters">
            {data.counters.map((counter) => (
              <li key={counter.code}>
                <Link
                  to={routerPath(counter.link)}
                  title={text(counter.meaning)}
                  className={`counter ${counter.count > 0 ? (TONES[counter.code] ?? '') : ''}`}
                >
                  <span>{text(counter.label)}</span>
                  <strong>{counter.count}</strong>
                </Link>
                {counter.items.length > 1 && (
                  <ul className="counter-items">
                    {counter.items.map((item) => (
                      <li key={item.item_code}>
                        <Link to={routerPath(item.link)}>
                          {text(item.title)} {item.count}
                        </Link>
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
          {data.counters.length === 0 && <p>{t('workbench.nothing')}</p>}
          {data.month && <Month month={data.month} />}
        </>
      )}
    </Page>
  );
}

/** The month's figures: those of the monthly report, each leading to its rows where the post has them. */
function Month({ month }: { month: NonNullable<Schemas['Workbench']['month']> }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <>
      <h2>{t('workbench.month', { month: month.month })}</h2>
      <Descriptions
        bordered
        column={{ xs: 1, md: 3 }}
        items={month.figures.map(({ code, label, meaning, value, link }) => {
          const shown = code.endsWith('_fen') ? <Money key={code} fen={value} unit /> : value;
          return {
            key: code,
            label: <Meant meaning={text(meaning)}>{text(label)}</Meant>,
            children: link ? <Link to={routerPath(link)}>{shown}</Link> : shown,
          };
        })}
      />
    </>
  );
}
