import { Button, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { MoneyInput } from '../../../ui/money';
import { PercentInput } from '../../../ui/typed-number';
import { choiceOf } from '../values';
import { type Path, pointerOf } from './edit';
import { useEditing } from './editing';
import { FormulaEditor, ProblemLine } from './formula-editor';
import { withWords } from './inputs';
import { problemsUnder } from './problems';

export function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="edit-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface Field {
  label: string;
  path: Path;
  value: unknown;
}

/** A member of the document that is a text; left empty it is taken away where that is allowed. */
export function TextField(props: Field & { type?: 'date'; optional?: boolean; list?: string }) {
  const { set } = useEditing();
  const { label, path, value, type, optional } = props;
  return (
    <Labelled label={label}>
      {(id) => (
        <Input
          id={id}
          type={type}
          autoComplete="off"
          value={String(value ?? '')}
          onChange={(event) => set(path, event.target.value || (optional ? undefined : ''))}
        />
      )}
    </Labelled>
  );
}

/** A whole number; empty takes it away. */
export function NumberField({ label, path, value }: Field) {
  const { set } = useEditing();
  return (
    <Labelled label={label}>
      {(id) => (
        <InputNumber
          id={id}
          inputMode="numeric"
          autoComplete="off"
          precision={0}
          keyboard={false}
          controls={false}
          style={{ width: '100%' }}
          value={typeof value === 'number' ? value : null}
          onChange={(number) => set(path, number ?? undefined)}
        />
      )}
    </Labelled>
  );
}

const WORDS_IN = ['zh', 'en'] as const;

/** Words in both languages that may be absent: without any in either there are none. */
export function WordsFields({ label, path, value }: Field) {
  const { t } = useTranslation();
  const { set } = useEditing();
  const words = value as Parameters<typeof withWords>[0];
  return WORDS_IN.map((language) => (
    <Labelled key={language} label={t(`policy_drafts.words_${language}`, { what: label })}>
      {(id) => (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 1, maxRows: 6 }}
          value={words?.[language] ?? ''}
          onChange={(event) => set(path, withWords(words, language, event.target.value))}
        />
      )}
    </Labelled>
  ));
}

/** In pixels: as long as fits above or below a field of a small screen. */
const LONGEST_LIST = 320;

interface Choosing {
  options: { value: string; label: string }[];
  /** Where a choice changes more than its own member. */
  onChoose?: (value: string) => void;
}

export function ChoiceField(props: Field & Choosing) {
  const { set } = useEditing();
  return (
    <Labelled label={props.label}>
      {(id) => (
        <Select
          id={id}
          value={String(props.value ?? '') || undefined}
          listHeight={LONGEST_LIST}
          onChange={props.onChoose ?? ((value) => set(props.path, value))}
          options={props.options}
        />
      )}
    </Labelled>
  );
}

export function FormulaField(props: Field & { rulesAbove?: number; optional?: boolean }) {
  const { document, check, set } = useEditing();
  return (
    <FormulaEditor
      label={props.label}
      value={String(props.value ?? '')}
      onChange={(text) => set(props.path, text || (props.optional ? undefined : ''))}
      document={document}
      rulesAbove={props.rulesAbove ?? document.rules.length}
      problems={problemsUnder(check?.problems ?? [], pointerOf(props.path))}
    />
  );
}

interface Measured {
  kind: string;
  /** May be absent: what is left empty is taken away. */
  optional?: boolean;
  /** The codes allowed, where they are known. */
  choices?: { code: string; label: { zh: string; en: string } }[];
}

/** A single value of the document by what it measures: yuan, a rate in thousandths, a choice, yes or no. */
export function ValueField({ label, path, value, kind, optional, choices }: Field & Measured) {
  const { t } = useTranslation();
  const textOf = useText();
  const { document, set } = useEditing();
  if (kind === 'fen')
    return (
      <Labelled label={label}>
        {(id) => (
          <MoneyInput
            id={id}
            value={typeof value === 'number' ? value : null}
            onChange={(fen) => set(path, fen ?? (optional ? undefined : null))}
          />
        )}
      </Labelled>
    );
  if (kind === 'bool') {
    const answers = { true: true, false: false } as Record<string, boolean>;
    return (
      <Labelled label={label}>
        {(id) => (
          <Select
            id={id}
            allowClear={optional}
            value={value === undefined || value === null ? undefined : String(value)}
            onChange={(next) => set(path, answers[next])}
            options={[
              { value: 'true', label: t('ui.yes') },
              { value: 'false', label: t('ui.no') },
            ]}
          />
        )}
      </Labelled>
    );
  }
  if (kind === 'code' && choices) {
    return (
      <Labelled label={label}>
        {(id) => (
          <Select
            id={id}
            allowClear={optional}
            value={typeof value === 'string' ? value : undefined}
            onChange={(next) => set(path, next)}
            options={choices.map((one) => ({ value: one.code, label: textOf(one.label) || one.code }))}
          />
        )}
      </Labelled>
    );
  }
  if (kind === 'code' || kind === 'date') {
    return (
      <Labelled label={label}>
        {(id) => (
          <>
            <Input
              id={id}
              type={kind === 'date' ? 'date' : undefined}
              value={String(value ?? '')}
              onChange={(event) => set(path, event.target.value || (optional ? undefined : ''))}
            />
            <small className="muted">{textOf(choiceOf(document, value)?.label)}</small>
          </>
        )}
      </Labelled>
    );
  }
  if (kind === 'permille')
    return (
      <Labelled label={label}>
        {(id) => (
          <PercentInput
            id={id}
            value={typeof value === 'number' ? value : undefined}
            onChange={(share) => set(path, share)}
          />
        )}
      </Labelled>
    );
  return <NumberField label={label} path={path} value={value} />;
}

/** What is wrong beneath a place and not shown at one of the named members. */
export function ProblemsAt({ path, shown = [] }: { path: Path; shown?: string[] }) {
  const { check } = useEditing();
  const pointer = pointerOf(path);
  const left = problemsUnder(check?.problems ?? [], pointer).filter(
    (one) => !shown.some((name) => problemsUnder([one], `${pointer}/${name}`).length > 0),
  );
  return left.map((problem) => (
    <ProblemLine key={problem.pointer + problem.code + problem.detail} problem={problem} />
  ));
}

export function RemoveButton({ what, onClick }: { what: string; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button size="small" danger aria-label={t('policy_drafts.remove', { what })} onClick={onClick}>
      {t('policy_drafts.remove_short')}
    </Button>
  );
}
