import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { serviceItemQuery } from '../../api/resources/reference';
import type { ServiceItem } from '../../api/types';
import { useText } from '../../i18n';
import { conditionValues } from '../../lib/condition-values';
import { DataTable } from '../../ui/data-table';
import { Page } from '../../ui/page';
import { usePolicyName } from '../../ui/policy-name';
import './texts';

type Material = ServiceItem['materials'][number];
const PARTS = [
  'audience',
  'conditions',
  'process',
  'place',
  'hours',
  'phone',
  'fee',
  'result',
  'basis',
  'faq',
] as const;

/** The published instruction for one service item, as staff hand it to a citizen. */
export function Component() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const textOf = useText();
  const query = useQuery(serviceItemQuery(code));
  const item = query.data;
  return (
    <Page
      title={item ? textOf(item.title) : t('services.title')}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={
        <Button className="no-print" onClick={() => window.print()}>
          {t('ui.print')}
        </Button>
      }
    >
      {item && <Guide item={item} />}
    </Page>
  );
}

function Guide({ item }: { item: ServiceItem }) {
  const { t } = useTranslation();
  const textOf = useText();
  const policyName = usePolicyName();
  const limit = ({ amount, unit }: ServiceItem['promised_limit']) =>
    t(`services.limit.${unit}`, { count: amount });
  return (
    <>
      <Descriptions
        bordered
        column={1}
        size="small"
        items={[
          { key: 'promised', label: t('services.promised'), children: limit(item.promised_limit) },
          {
            key: 'statutory',
            label: t('services.statutory'),
            children: item.statutory_limit ? limit(item.statutory_limit) : t('services.no_statutory'),
          },
          ...(item.limits.length > 0
            ? [
                {
                  key: 'limits',
                  label: t('services.limits'),
                  children: item.limits.map((each) => (
                    <div key={each.code}>
                      {t('cases.fault_of', { label: textOf(each.label) })}
                      {each.extended_limit
                        ? t('services.limit_extended', {
                            limit: limit(each.limit),
                            extended: limit(each.extended_limit),
                            grounds: each.grounds
                              .map((ground) => textOf(ground.label))
                              .join(t('ui.list_comma')),
                          })
                        : limit(each.limit)}{' '}
                      <span className="muted">
                        {each.basis.map((cited) => textOf(cited.text)).join(t('ui.list_comma'))}
                      </span>
                    </div>
                  )),
                },
              ]
            : []),
          ...PARTS.map((part) => ({
            key: part,
            label: t(`services.guide.${part}`),
            children: <span style={{ whiteSpace: 'pre-line' }}>{textOf(item.guide[part])}</span>,
          })),
          {
            key: 'policy',
            label: t('services.policy'),
            children: <Link to={`/policies/${item.policy_code}`}>{policyName(item.policy_code)}</Link>,
          },
        ]}
      />
      <h2>{t('services.materials')}</h2>
      <DataTable<Material>
        label={t('services.materials')}
        rowKey="code"
        dataSource={item.materials}
        columns={[
          {
            title: t('services.material'),
            render: (_, material) => (
              <>
                {textOf(material.name)}
                {material.sample && <div className="muted">{textOf(material.sample)}</div>}
              </>
            ),
          },
          {
            title: t('services.needed'),
            render: (_, material) => (
              <>
                <Tag color={material.required ? 'blue' : 'default'}>
                  {t(material.required ? 'services.always' : 'services.sometimes')}
                </Tag>
                {material.required_when && <When condition={material.required_when} item={item} />}
              </>
            ),
          },
          {
            title: t('services.original'),
            render: (_, material) => t(material.original ? 'ui.yes' : 'ui.no'),
          },
          { title: t('services.copies'), dataIndex: 'copies', align: 'right' },
          { title: t('services.source'), render: (_, material) => textOf(material.source) },
        ]}
      />
      <h2>{t('services.stages')}</h2>
      <ol>
        {item.stages.map((stage) => (
          <li key={stage.code}>
            {textOf(stage.label)} {stage.closed && <Tag>{t('services.closed')}</Tag>}
          </li>
        ))}
      </ol>
    </>
  );
}

/** The condition in words where it is about one field; as the document has it otherwise. */
function When({ condition, item }: { condition: string; item: ServiceItem }) {
  const { t } = useTranslation();
  const textOf = useText();
  const about = conditionValues(condition);
  const input = item.inputs.find((each) => each.name === about?.name);
  if (!about || !input) return <code>{condition}</code>;
  const values = about.values.map(
    (code) => textOf(input.values?.find((value) => value.code === code)?.label) || code,
  );
  return (
    <div className="muted condition">
      {t('services.when_value', { name: textOf(input.label), values: values.join(t('ui.list_comma')) })}
    </div>
  );
}
