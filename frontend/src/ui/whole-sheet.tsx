import { Alert, Button } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ListSheet, type SheetTable } from './list-sheet';
import { Page } from './page';

interface Whole<T, P> {
  rows: T[];
  first: P;
  tooMany: boolean;
}

interface Props<T, P> {
  query: { data: Whole<T, P> | undefined; isPending: boolean; error: unknown; refetch: () => unknown };
  title: string;
  unit: string;
  printedBy: string;
  /** Name and account, where the list shows personal data. */
  viewer?: string;
  period?: ReactNode;
  /** The most rows that are printed at once. */
  most: number;
  tableOf: (rows: T[], first: P) => SheetTable;
  closing?: ReactNode;
  onBack: () => void;
}

/** A list read to its end and then laid out; a part of it would pass for the whole. */
export function WholeSheet<T, P>(props: Props<T, P>) {
  const { query, title, most, tableOf, onBack, ...sheet } = props;
  const { t } = useTranslation();
  const { data } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows make the table; its words do not change while it is read
  const tables = useMemo(() => (data && !data.tooMany ? [tableOf(data.rows, data.first)] : null), [data]);
  if (tables) return <ListSheet {...sheet} title={title} tables={tables} onBack={onBack} />;
  return (
    <Page
      title={title}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
      extra={<Button onClick={onBack}>{t('ui.back')}</Button>}
    >
      {data?.tooMany && <Alert type="warning" showIcon title={t('ui.too_many_to_print', { most })} />}
    </Page>
  );
}
