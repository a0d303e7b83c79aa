import { useQuery } from '@tanstack/react-query';
import { Alert, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useUser } from '../../api/session';
import { useText } from '../../i18n';
import { routerPath } from '../../lib/paths';
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
          <h2>{t('workbench.month')}</h2>
          <Descriptions
            bordered
            column={{ xs: 1, md: 3 }}
            items={[
              { key: 'received', label: t('workbench.received'), children: data.month.received },
              { key: 'closed', label: t('workbench.closed'), children: data.month.closed },
              {
                key: 'approved',
                label: t('workbench.approved'),
                children: <Money fen={data.month.approved_fen} unit />,
              },
              {
                key: 'approved_monthly',
                label: t('workbench.approved_monthly'),
                children: <Money fen={data.month.approved_monthly_fen} unit />,
              },
              {
                key: 'approved_yearly',
                label: t('workbench.approved_yearly'),
                children: <Money fen={data.month.approved_yearly_fen} unit />,
              },
            ]}
          />
        </>
      )}
    </Page>
  );
}
