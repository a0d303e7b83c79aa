import { Button, Progress, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { answersNothing } from '../../api/lost-writes';
import { isProblem } from '../../api/problem';
import { type PendingFile, TooLarge } from './upload-queue';

interface Props {
  pending: PendingFile;
  onRemove: () => void;
  /** Absent where the form's own button sends the files. */
  onRetry?: () => void;
}

/** A file that is not with the server yet: how far it is, or what became of it. */
export function PendingFileLine({ pending, onRemove, onRetry }: Props) {
  const { t } = useTranslation();
  const { file, state, progress, problem } = pending;
  return (
    <li>
      {file.name}{' '}
      {state === 'sending' && (
        <Progress
          percent={Math.round(progress * 100)}
          size="small"
          aria-label={t('cases.upload_progress', { name: file.name })}
        />
      )}
      {state === 'done' && <Tag color="green">{t('cases.upload_done')}</Tag>}
      {state === 'waiting' && <span className="muted">{t('cases.upload_waiting')} </span>}
      {state === 'failed' && (
        <span className="field-wrong" role="alert">
          {t(pending.kept && neverArrived(problem) ? 'cases.upload_failed_kept' : 'cases.upload_failed', {
            why: reasonOf(problem, t),
          })}{' '}
        </span>
      )}
      {state === 'failed' && onRetry && !(problem instanceof TooLarge) && (
        <Button size="small" type="primary" onClick={onRetry}>
          {t('cases.upload_again')}
          <span className="sr-only">{file.name}</span>
        </Button>
      )}{' '}
      {(state === 'waiting' || state === 'failed') && (
        <Button size="small" onClick={onRemove}>
          {t('ui.remove')}
          <span className="sr-only">{file.name}</span>
        </Button>
      )}
    </li>
  );
}

const neverArrived = (problem: unknown): boolean =>
  isProblem(problem) && (problem.status === 0 || answersNothing(problem.status));

function reasonOf(problem: unknown, t: ReturnType<typeof useTranslation>['t']): string {
  if (problem instanceof TooLarge) return t('cases.upload_too_large');
  if (isProblem(problem)) return problem.detail || problem.title || t('ui.network_title');
  return t('ui.unexpected_title');
}
