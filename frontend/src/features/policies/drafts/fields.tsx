import { Button, Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { MoneyInput } from '../../../ui/money';
import { choiceOf } from '../values';
import { type Path, pointerOf } from './edit';
import { useEditing } from './editing';
import { FormulaEditor, ProblemLine } from './formula-editor';
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
        <Input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={String(value ?? '')}
          onChange={(event) =>
            set(path, /^-?\d+$/.test(event.target.value) ? Number(event.target.value) : undefined)
          }
        />
      )}
    </Labelled>
  );
}

export function ChoiceField(props: Field & { options: { value: string; label: string }[] }) {
  const { set } = useEditing();
  return (
    <Labelled label={props.label}>
      {(id) => (
        <Select
          id={id}
          value={String(props.value ?? '') || undefined}
          onChange={(value) => set(props.path, value)}
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

/** A single value of the document by what it measures: yuan, a rate in thousandths, a choice, yes or no. */
export function ValueField({ label, path, value, kind }: Field & { kind: string }) {
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
            onChange={(fen) => set(path, fen ?? null)}
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
            value={value === undefined ? undefined : String(value)}
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
  if (kind === 'code' || kind === 'date') {
    return (
      <Labelled label={label}>
        {(id) => (
          <>
            <Input
              id={id}
              type={kind === 'date' ? 'date' : undefined}
              value={String(value ?? '')}
              onChange={(event) => set(path, event.target.value)}
            />
            <small className="muted">{textOf(choiceOf(document, value)?.label)}</small>
          </>
        )}
      </Labelled>
    );
  }
  return <NumberField label={`${label}${kind === 'permille' ? ' (‰)' : ''}`} path={path} value={value} />;
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
