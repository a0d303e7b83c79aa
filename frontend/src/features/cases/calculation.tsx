import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../api/types';
import { useText } from '../../i18n';
import { EvaluationLines } from '../../ui/evaluation-lines';
import { Money } from '../../ui/money';

/** What the policy would give, and why: it follows the typing. */
export function Calculation({ preview, pending }: { preview: Preview | undefined; pending: boolean }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <section aria-label={t('cases.calculation')} aria-live="polite" aria-busy={pending}>
      <h2>{t('cases.calculation')}</h2>
      {preview?.warnings.map((warning) => (
        <Alert key={warning.code} className="problem" type="warning" showIcon title={text(warning.message)} />
      ))}
      {!preview && (pending ? <Skeleton active /> : <p className="muted">{t('cases.calculation_waits')}</p>)}
      {preview?.evaluation && <EvaluationLines evaluation={preview.evaluation} />}
      {preview && !preview.evaluation && (
        <>
          <p className="muted">{t('cases.calculation_needs')}</p>
          <ul>
            {preview.errors.map((error) => (
              <li key={error.pointer + error.code}>{error.message}</li>
            ))}
          </ul>
        </>
      )}
      {preview && (
        <YearTotal
          paid={preview.paid_this_year_fen}
          cap={preview.cap_fen}
          remaining={preview.remaining_fen}
        />
      )}
    </section>
  );
}

export function YearTotal(props: {
  paid: number;
  cap: number | null | undefined;
  remaining?: number | null;
}) {
  const { t } = useTranslation();
  return (
    <p className="year-total">
      {t('cases.paid_this_year')} <Money fen={props.paid} unit />
      {props.cap !== null && props.cap !== undefined && (
        <>
          {' · '}
          {t('cases.cap')} <Money fen={props.cap} unit />
        </>
      )}
      {props.remaining !== null && props.remaining !== undefined && (
        <>
          {' · '}
          {t('cases.remaining')} <Money fen={props.remaining} unit />
        </>
      )}
    </p>
  );
}
