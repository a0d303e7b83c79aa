import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import { MoneyInput } from '../../../ui/money';
import { PercentInput } from '../../../ui/typed-number';
import { Cites } from '../document/cites';
import { Scroll } from '../document/scroll';
import { grid, type Parameter, type ParameterBrackets, type ParameterTable, shapeOf } from '../parameters';
import { useDocumentText } from '../values';
import { CitationsField } from './citations-field';
import { numbered, type Path, without } from './edit';
import { useEditing } from './editing';
import { ProblemsAt, RemoveButton, TextField, ValueField } from './fields';

interface Dated {
  from: string;
}

/** Whether the value of this day stands in the version in force. */
export const isPublished = (
  old: Parameter | undefined,
  shape: 'values' | 'tables' | 'brackets',
  from: string,
): boolean => (old?.[shape] ?? []).some((entry) => entry.from === from);

/** A further value begins as a copy of the last, from the version's first day, with a basis of its own. */
export function nextEntry(entries: Dated[], from: string): object {
  const last = entries[entries.length - 1];
  return { value: 0, rows: undefined, ...structuredClone(last ?? {}), from, basis: [] };
}

interface Props {
  path: Path;
  parameter: Parameter;
  entry: Dated;
  published: boolean;
  onRemove: () => void;
}

/** One dated value. What is published stays closed until someone says that it is to be corrected. */
export function DatedValue({ path, parameter, entry, published, onRemove }: Props) {
  const { t } = useTranslation();
  const { document } = useEditing();
  const text = useDocumentText(document);
  const [correcting, setCorrecting] = useState(false);
  const shape = shapeOf(parameter);
  const one = entry as Parameter['values'][number];
  if (published && !correcting) {
    return (
      <div className="dated">
        {shape === 'values' && <strong>{text(parameter.unit, one.value)}</strong>}{' '}
        <span className="muted">
          {t('policies.since', { from: one.from })} · <Cites of={one.basis} />
        </span>{' '}
        <Tag>{t('policy_drafts.published')}</Tag>
        <Button size="small" onClick={() => setCorrecting(true)}>
          {t('policy_drafts.correct', { from: one.from })}
        </Button>
        <ProblemsAt path={path} />
      </div>
    );
  }
  return (
    <div className="dated editing">
      {published && <p className="fails">{t('policy_drafts.correcting')}</p>}
      <div className="edit-row">
        <TextField type="date" label={t('policy_drafts.since')} path={[...path, 'from']} value={one.from} />
        {shape === 'values' && (
          <ValueField
            label={t('policy_drafts.value')}
            path={[...path, 'value']}
            value={one.value}
            kind={parameter.unit}
          />
        )}
        <RemoveButton what={one.from} onClick={onRemove} />
      </div>
      <CitationsField label={t('policy_drafts.value_basis')} path={[...path, 'basis']} value={one.basis} />
      {shape === 'tables' && (
        <TableEditor path={path} parameter={parameter} table={entry as ParameterTable} />
      )}
      {shape === 'brackets' && (
        <BracketsEditor path={path} parameter={parameter} brackets={entry as ParameterBrackets} />
      )}
      <ProblemsAt path={path} />
    </div>
  );
}

/** A bare figure in a cell; its name is told by the row and the column. */
function Cell({ name, kind, path, value }: { name: string; kind: string; path: Path; value: unknown }) {
  const { set } = useEditing();
  if (kind === 'fen')
    return (
      <MoneyInput
        aria-label={name}
        value={typeof value === 'number' ? value : null}
        onChange={(fen) => set(path, fen ?? undefined)}
      />
    );
  if (kind === 'permille')
    return (
      <PercentInput
        aria-label={name}
        value={typeof value === 'number' ? value : undefined}
        onChange={(share) => set(path, share)}
      />
    );
  return (
    <Input
      aria-label={name}
      value={String(value ?? '')}
      onChange={(event) => {
        const typed = event.target.value;
        set(path, /^-?\d+$/.test(typed) ? Number(typed) : kind === 'code' ? typed : undefined);
      }}
    />
  );
}

function TableEditor({
  path,
  parameter,
  table,
}: {
  path: Path;
  parameter: Parameter;
  table: ParameterTable;
}) {
  const textOf = useText();
  const { document } = useEditing();
  const text = useDocumentText(document);
  const keys = parameter.keys ?? [];
  const { columns, rows } = grid(keys, table);
  const last = keys[keys.length - 1];
  const wide = keys.length > 1;
  return (
    <Scroll label={textOf(parameter.label)}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">
              {(wide ? keys.slice(0, -1) : keys).map((key) => textOf(key.label)).join(' · ')}
            </th>
            {columns.map((column) => (
              <th key={String(column)} scope="col">
                {wide && last ? text(last.type, column) : textOf(parameter.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ head, cells }) => {
            const name = head.map((value, place) => text(keys[place]?.type ?? 'code', value)).join(' · ');
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, place) => (
                  <td key={String(columns[place])}>
                    {cell && (
                      <Cell
                        name={`${name} ${wide && last ? text(last.type, columns[place]) : ''}`}
                        kind={parameter.unit}
                        path={[...path, 'rows', table.rows.indexOf(cell), 'value']}
                        value={cell.value}
                      />
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

interface BracketsProps {
  path: Path;
  parameter: Parameter;
  brackets: ParameterBrackets;
}
function BracketsEditor({ path, parameter, brackets }: BracketsProps) {
  const { t } = useTranslation();
  const textOf = useText();
  const { set } = useEditing();
  const over = parameter.over ?? 'int';
  const rows = brackets.rows ?? [];
  return (
    <Scroll label={textOf(parameter.label)}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('policy_drafts.from_number')}</th>
            <th scope="col">{t('policy_drafts.to_number')}</th>
            <th scope="col">{textOf(parameter.label)}</th>
            <th scope="col">{t('policy_drafts.act')}</th>
          </tr>
        </thead>
        <tbody>
          {numbered(rows).map(({ at, item }) => (
            <tr key={at}>
              {(['from', 'to'] as const).map((end) => (
                <td key={end}>
                  <Cell
                    name={`${t(`policy_drafts.${end}_number`)} ${at + 1}`}
                    kind={over}
                    path={[...path, 'rows', at, end]}
                    value={item[end]}
                  />
                </td>
              ))}
              <td>
                <Cell
                  name={`${textOf(parameter.label)} ${at + 1}`}
                  kind={parameter.unit}
                  path={[...path, 'rows', at, 'value']}
                  value={item.value}
                />
              </td>
              <td>
                <RemoveButton
                  what={String(at + 1)}
                  onClick={() => set([...path, 'rows'], without(rows, at))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        size="small"
        onClick={() =>
          set([...path, 'rows', rows.length], { from: 0, value: rows[rows.length - 1]?.value ?? 0 })
        }
      >
        {t('policy_drafts.add_bracket')}
      </Button>
    </Scroll>
  );
}
