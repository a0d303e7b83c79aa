import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isProblem } from '../../api/problem';
import type { Person, PolicyInput, Preview } from '../../api/types';
import { useText } from '../../i18n';
import { EvaluationLines } from '../../ui/evaluation-lines';
import { Money } from '../../ui/money';
import { WarningLink } from '../../ui/warnings';

interface Props {
  preview: Preview | undefined;
  pending: boolean;
  error?: unknown;
  inputs: PolicyInput[];
  /** Cases of the applicant that are not closed, to go to when a warning names one. */
  openCases?: Person['open_cases'];
}

/** What the policy would give, and why: it follows the typing. */
export function Calculation({ preview, pending, error, inputs, openCases = [] }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const labelOf = (pointer: string) => {
    const name = /^(?:\/facts)?\/(\w+)$/.exec(pointer)?.[1];
    const label = text(inputs.find((input) => input.name === name)?.label);
    return label ? t('cases.fault_of', { label }) : '';
  };
  return (
    <section aria-label={t('cases.calculation')} aria-live="polite" aria-busy={pending}>
      <h2>{t('cases.calculation')}</h2>
      {preview?.warnings.map((warning) => (
        <Alert
          key={warning.code + warning.message.zh}
          className="problem"
          type="warning"
          showIcon
          title={text(warning.message)}
          description={
            warning.link ? (
              <WarningLink to={warning.link} />
            ) : (
              openCases.map((open) => (
                <Link key={open.id} to={`/cases/${open.id}`}>
                  {t('cases.open_existing', { no: open.case_no })}
                </Link>
              ))
            )
          }
        />
      ))}
      {!preview && (pending ? <Skeleton active /> : <p className="muted">{t('cases.calculation_waits')}</p>)}
      {!preview && !pending && isProblem(error) && error.status === 0 && (
        <p className="field-wrong">{t('cases.calculation_offline')}</p>
      )}
      {/* What is computed and cannot be all the same: costs below what the year has counted, a bill that counts elsewhere. */}
      {preview?.evaluation &&
        preview.errors.map((fault) => (
          <Alert
            key={fault.pointer + fault.code}
            className="problem"
            type="error"
            showIcon
            title={`${labelOf(fault.pointer)}${fault.message}`}
          />
        ))}
      {preview?.evaluation && <EvaluationLines evaluation={preview.evaluation} />}
      {preview && !preview.evaluation && (
        <>
          <p className="muted">{t('cases.calculation_needs')}</p>
          <ul>
            {preview.errors.map((fault) => (
              <li key={fault.pointer + fault.code}>
                {labelOf(fault.pointer)}
                {fault.message}
              </li>
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

/** The sum alone, beside the buttons it is sent with. */
export function Total({ of }: { of: Preview | undefined }) {
  const { t } = useTranslation();
  if (!of?.evaluation) return null;
  return (
    <p>
      {t('cases.total_now')}{' '}
      <strong>
        <Money fen={of.evaluation.amount_fen} unit />
      </strong>
    </p>
  );
}
