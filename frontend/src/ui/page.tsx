import { Skeleton } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert';

interface Props {
  title: string;
  extra?: ReactNode;
  /** What is wrong with loading the page as a whole. */
  error?: unknown;
  onRetry?: () => void;
  loading?: boolean;
  children?: ReactNode;
}

/** One heading, its actions, and the body: loading, failed or there. */
export function Page({ title, extra, error, onRetry, loading, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('ui.product')}`;
  }, [title, t]);
  return (
    <article className="page">
      <header className="page-head">
        <h1>{title}</h1>
        {extra && <div className="page-extra">{extra}</div>}
      </header>
      <ProblemAlert error={error} onRetry={onRetry} />
      {loading ? <Skeleton active paragraph={{ rows: 8 }} /> : children}
    </article>
  );
}
