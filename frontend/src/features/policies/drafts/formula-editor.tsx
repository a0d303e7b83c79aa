import { Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import type { PolicyDocument } from '../queries';
import { type Candidate, complete, completions } from './completion';
import { type DraftProblem, marked } from './problems';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  document: PolicyDocument;
  /** How many rules stand above: a formula may use those only. */
  rulesAbove: number;
  problems: DraftProblem[];
}

/** A formula as it is typed: names are offered, what is wrong is told below with its place marked. */
export function FormulaEditor({ label, value, onChange, document, rulesAbove, problems }: Props) {
  const { t } = useTranslation();
  const textOf = useText();
  const id = useId();
  const area = useRef<TextAreaRef>(null);
  const [offer, setOffer] = useState<Candidate[]>([]);
  const [active, setActive] = useState(0);
  const [caretTo, setCaretTo] = useState<number | null>(null);
  const field = () => area.current?.resizableTextArea?.textArea;
  useEffect(() => {
    if (caretTo === null) return;
    area.current?.resizableTextArea?.textArea.setSelectionRange(caretTo, caretTo);
    setCaretTo(null);
  }, [caretTo]);
  const suggest = (text: string, caret: number) => {
    setOffer(completions(document, rulesAbove, text, caret));
    setActive(0);
  };
  const take = (candidate: Candidate) => {
    const done = complete(value, field()?.selectionStart ?? value.length, candidate);
    onChange(done.text);
    setOffer([]);
    setCaretTo(done.caret);
    field()?.focus();
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.ctrlKey && event.key === ' ') {
      event.preventDefault();
      suggest(value, event.currentTarget.selectionStart);
      return;
    }
    const chosen = offer[active];
    if (!chosen || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') setActive((active + 1) % offer.length);
    else if (event.key === 'ArrowUp') setActive((active + offer.length - 1) % offer.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(chosen);
    else if (event.key === 'Escape') setOffer([]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="formula-field">
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        ref={area}
        id={id}
        className="formula"
        spellCheck={false}
        autoComplete="off"
        autoSize={{ minRows: 1, maxRows: 8 }}
        status={problems.length > 0 ? 'error' : undefined}
        value={value}
        aria-invalid={problems.length > 0 || undefined}
        aria-describedby={problems.length > 0 ? `${id}-wrong` : undefined}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={offer.length > 0 ? `${id}-offer` : undefined}
        aria-activedescendant={offer.length > 0 ? `${id}-${active}` : undefined}
        onChange={(event) => {
          onChange(event.target.value);
          suggest(event.target.value, event.target.selectionStart);
        }}
        onKeyDown={pressed}
        onBlur={() => setOffer([])}
      />
      {offer.length > 0 && (
        <div className="offer" id={`${id}-offer`} role="listbox" aria-label={t('policy_drafts.offer')}>
          {offer.map((candidate, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled where the caret is, in the field.
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field.
            <div
              key={candidate.name}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(candidate)}
            >
              <code>{candidate.name}</code> <span>{textOf(candidate.label)}</span>{' '}
              <small>{t(`policy_drafts.kind.${candidate.kind}`)}</small>
            </div>
          ))}
        </div>
      )}
      <div id={`${id}-wrong`} aria-live="polite">
        {problems.map((problem) => (
          <ProblemLine key={problem.pointer + problem.code + problem.detail} problem={problem} text={value} />
        ))}
      </div>
    </div>
  );
}

/** One thing that is wrong, in the reader's language; where it has a position, the formula with it marked. */
export function ProblemLine({ problem, text }: { problem: DraftProblem; text?: string }) {
  const { i18n } = useTranslation();
  const said = (i18n.language === 'en' ? problem.en : problem.zh) || problem.detail;
  const parts =
    text !== undefined && typeof problem.position === 'number' ? marked(text, problem.position) : null;
  return (
    <div className="fails problem-line">
      {said}
      {parts && (
        <code className="cel-source">
          {parts[0]}
          <mark>{parts[1]}</mark>
          {parts[2]}
        </code>
      )}
    </div>
  );
}
