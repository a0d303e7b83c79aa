import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { serviceItemsQuery } from '../../api/resources/reference';
import type { ServiceItem } from '../../api/types';
import { useText } from '../../i18n';
import { DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { usePolicyName } from '../../ui/policy-name';
import './texts';

export function Component() {
  const { t } = useTranslation();
  const textOf = useText();
  const policyName = usePolicyName();
  const query = useQuery(serviceItemsQuery());
  const limit = ({ amount, unit }: ServiceItem['promised_limit']) =>
    t(`services.limit.${unit}`, { count: amount });
  return (
    <Page title={t('services.title')} error={query.error} onRetry={() => query.refetch()}>
      <DataTable<ServiceItem>
        label={t('services.title')}
        rowKey="code"
        loading={query.isPending}
        dataSource={query.data?.items ?? []}
        columns={[
          {
            title: t('services.name'),
            render: (_, item) => <Link to={`/services/${item.code}`}>{textOf(item.title)}</Link>,
          },
          {
            title: t('services.kind'),
            render: (_, item) => t(`services.kinds.${item.kind}`, { defaultValue: item.kind }),
          },
          { title: t('services.promised'), render: (_, item) => limit(item.promised_limit) },
          {
            title: t('services.statutory'),
            render: (_, item) =>
              item.statutory_limit ? limit(item.statutory_limit) : t('services.no_statutory'),
          },
          {
            title: t('services.policy'),
            render: (_, item) => (
              <Link to={`/policies/${item.policy_code}`}>{policyName(item.policy_code)}</Link>
            ),
          },
        ]}
      />
    </Page>
  );
}
