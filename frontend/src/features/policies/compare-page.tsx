import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { rowsOf } from '../../api/cursor';
import { useText } from '../../i18n';
import { Filter, useFilters } from '../../ui/filter';
import { Page } from '../../ui/page';
import { Difference } from './difference-view';
import { CitationNames } from './document/cites';
import { policiesQuery, policyQuery } from './queries';
import './texts';

/** Two versions of a policy side by side; the last two unless others are chosen. */
export function Component() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const textOf = useText();
  const filters = useFilters();
  const all = useInfiniteQuery(policiesQuery());
  const versions = rowsOf(all.data)
    .filter((one) => one.code === code)
    .sort((a, b) => b.version - a.version);
  const chosen = (name: string, otherwise: number) =>
    versions.find((one) => String(one.version) === filters.get(name)) ?? versions[otherwise];
  const after = chosen('to', 0);
  const before = chosen('from', 1);
  const old = useQuery({ ...policyQuery(code, before?.valid_from), enabled: Boolean(before) });
  const now = useQuery({ ...policyQuery(code, after?.valid_from), enabled: Boolean(after) });
  const ready =
    old.data && now.data && old.data.version === before?.version && now.data.version === after?.version;
  const choose = (name: 'from' | 'to', version: number | undefined) => (
    <Filter label={t(`policies.compare_${name}`)}>
      {(id) => (
        <Select
          id={id}
          style={{ minWidth: 210 }}
          value={version}
          onChange={(next) => filters.set({ [name]: String(next) })}
          options={versions.map((one) => ({
            value: one.version,
            label: t('policies.version_since', { version: one.version, from: one.valid_from }),
          }))}
        />
      )}
    </Filter>
  );
  return (
    <Page
      title={t('policies.compare_title', { title: versions[0] ? textOf(versions[0].title) : code })}
      loading={all.isPending}
      error={all.error ?? old.error ?? now.error}
      onRetry={() => all.refetch()}
    >
      <div className="filters">
        {choose('from', before?.version)}
        {choose('to', after?.version)}
      </div>
      {!before && <p>{t('policies.one_version')}</p>}
      {ready && old.data && now.data && (
        <CitationNames value={[...now.data.citations, ...old.data.citations]}>
          <Difference before={old.data.document} after={now.data.document} />
        </CitationNames>
      )}
    </Page>
  );
}
