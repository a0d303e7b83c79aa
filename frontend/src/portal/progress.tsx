import { type FormEvent, Fragment, useEffect, useRef, useState } from 'react';
import { type PublicProgress, publicApi } from '../api/public-client';
import { usePortal } from './context';
import { PageTitle } from './frame';
import { useErrorText } from './load';
import { hrefs } from './place';
import { checkProgress, type ProgressField } from './progress-form';
import { ReadAloud } from './read-aloud';

export function ProgressPage() {
  const { t } = usePortal();
  const [answer, setAnswer] = useState<PublicProgress | null>(null);
  return (
    <>
      <PageTitle back={hrefs.home}>{t.progress}</PageTitle>
      {answer ? (
        <Answer progress={answer} again={() => setAnswer(null)} />
      ) : (
        <Question onAnswer={setAnswer} />
      )}
    </>
  );
}

function Question({ onAnswer }: { onAnswer: (progress: PublicProgress) => void }) {
  const { t, language } = usePortal();
  const textOf = useErrorText();
  const [wrong, setWrong] = useState<ProgressField[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const messages: Record<ProgressField, string> = { case_no: t.caseNoNeeded, id_tail: t.idTailNeeded };

  useEffect(() => {
    if (wrong.length > 0 || failure) summary.current?.focus();
  }, [wrong, failure]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const checked = checkProgress(String(form.get('case_no') ?? ''), String(form.get('id_tail') ?? ''));
    setFailure(null);
    setWrong(checked.wrong);
    if (checked.wrong.length > 0) return;
    setBusy(true);
    try {
      onAnswer(await publicApi.progress(checked.query, { language }));
    } catch (error) {
      setFailure(textOf(error));
    } finally {
      setBusy(false);
    }
  };
  const field = (name: ProgressField, label: string, hint: string, mode: 'text' | 'numeric') => (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <p id={`${name}-hint`} className="hint">
        {hint}
      </p>
      {wrong.includes(name) && (
        <p id={`${name}-wrong`} className="wrong">
          {messages[name]}
        </p>
      )}
      <input
        id={name}
        name={name}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        inputMode={mode}
        aria-invalid={wrong.includes(name)}
        aria-describedby={`${name}-hint${wrong.includes(name) ? ` ${name}-wrong` : ''}`}
      />
    </div>
  );
  return (
    <form onSubmit={submit} noValidate>
      {(wrong.length > 0 || failure) && (
        <div className="alert" role="alert" tabIndex={-1} ref={summary}>
          {failure ?? (
            <>
              <p>{t.problems}</p>
              <ul>
                {wrong.map((name) => (
                  <li key={name}>
                    <a href={`#${name}`}>{messages[name]}</a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {field('case_no', t.caseNo, t.caseNoHint, 'text')}
      {field('id_tail', t.idTail, t.idTailHint, 'text')}
      <button type="submit" className="button big" disabled={busy}>
        {busy ? t.asking : t.ask}
      </button>
    </form>
  );
}

function Answer({ progress, again }: { progress: PublicProgress; again: () => void }) {
  const { t, pick } = usePortal();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <>
      <div className="progress-answer" ref={box} tabIndex={-1}>
        <dl>
          <dt>{t.state}</dt>
          <dd className="state">{pick(progress.state)}</dd>
          {progress.promised_on && (
            <>
              <dt>{t.promised}</dt>
              <dd>
                <time dateTime={progress.promised_on}>{progress.promised_on}</time>{' '}
                {progress.provisional && t.provisionalDate}
              </dd>
            </>
          )}
          <dt>{t.missingPapers}</dt>
          <dd>
            {progress.missing.length === 0 ? (
              t.nothingMissing
            ) : (
              <ol>
                {progress.missing.map((paper) => (
                  <li key={paper.zh}>{pick(paper)}</li>
                ))}
              </ol>
            )}
          </dd>
          {progress.remedy && (
            <>
              <dt>{t.remedy}</dt>
              <dd>
                {pick(progress.remedy.text)}
                {progress.remedy.basis.length > 0 && (
                  <p className="hint">
                    {t.remedyBasis}
                    {progress.remedy.basis.map((cited, place) => (
                      <Fragment key={cited.text.zh}>
                        {place > 0 && t.comma}
                        {pick(cited.text)}
                      </Fragment>
                    ))}
                  </p>
                )}
              </dd>
            </>
          )}
        </dl>
      </div>
      <p className="actions">
        <button type="button" className="button" onClick={again}>
          {t.askAgain}
        </button>
        <ReadAloud selector=".progress-answer" />
      </p>
    </>
  );
}
