import { Button, Empty, Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import './data-table.css';

interface Props<T> extends Omit<TableProps<T>, 'pagination' | 'title'> {
  /** Read aloud with the table. */
  label: string;
  empty?: string;
  hasMore?: boolean;
  onMore?: () => void;
  loadingMore?: boolean;
}

/** A table that grows by cursor: the lists have no page numbers. */
export function DataTable<T extends object>(props: Props<T>) {
  const { label, empty, hasMore, onMore, loadingMore, ...table } = props;
  const { t } = useTranslation();
  return (
    <section aria-label={label} className="data-table">
      <Table<T>
        size="middle"
        scroll={{ x: true }}
        {...table}
        pagination={false}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? t('ui.no_rows')} />,
        }}
      />
      {hasMore && (
        <div className="more">
          <Button onClick={onMore} loading={loadingMore}>
            {t('ui.more')}
          </Button>
        </div>
      )}
    </section>
  );
}
