import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';
import { useCan } from '../../api/session';
import { useText } from '../../i18n';
import { today } from '../../lib/dates';
import { anchorOf, textsInOrder } from '../../lib/laws';
import { Page } from '../../ui/page';
import { type LawDetail, lawQuery } from './queries';
import { TextSheet } from './text-sheet';
import { TouchedTable } from './touched';
import './texts';

/** One law with all its texts; every article has an address of its own. */
export function Component() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const textOf = useText();
  const can = useCan();
  const query = useQuery(lawQuery(code));
  const law = query.data;
  return (
    <Page
      title={law ? textOf(law.title) : t('laws.title')}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={
        <>
          <Button className="no-print" onClick={() => window.print()}>
            {t('ui.print')}
          </Button>
          {can('policy.draft') && (
            <Link to={`/law-drafts/new?from=${code}`} className="no-print">
              <Button type="primary">{t('laws.change')}</Button>
            </Link>
          )}
        </>
      }
    >
      {law && <Whole key={law.code} law={law} />}
    </Page>
  );
}

function Whole({ law }: { law: LawDetail }) {
  const { t } = useTranslation();
  const textOf = useText();
  const { hash } = useLocation();
  useEffect(() => {
    const anchor = anchorOf(hash);
    if (anchor) document.getElementById(anchor)?.scrollIntoView();
  }, [hash]);
  const ended = law.repealed_on && {
    key: 'repealed',
    label: t('laws.repealed_on'),
    children: law.repealed_on,
  };
  const by = law.replaced_by && {
    key: 'by',
    label: t('laws.replaced_by'),
    children: <Link to={`/laws/${law.replaced_by}`}>{textOf(law.replaced_by_short) || law.replaced_by}</Link>,
  };
  return (
    <>
      <Descriptions
        bordered
        column={1}
        size="small"
        items={[
          { key: 'kind', label: t('laws.kind'), children: t(`laws.kinds.${law.kind}`) },
          { key: 'issuer', label: t('laws.issuer'), children: textOf(law.issuer) },
          { key: 'short', label: t('laws.short'), children: textOf(law.short) },
          ...(ended ? [ended] : []),
          ...(by ? [by] : []),
          {
            key: 'version',
            label: t('laws.entry'),
            children: t('laws.version_no', { version: law.version }),
          },
        ]}
      />
      <p className="muted below">{t('laws.own_words')}</p>
      {textsInOrder(law.document.texts, law.repealed_on, today()).map((shown) => (
        <TextSheet key={shown.text.from} shown={shown} called={law.called} />
      ))}
      <h2>{t('laws.cited_by')}</h2>
      <TouchedTable touched={law.cited_by} label={t('laws.cited_by')} />
    </>
  );
}
