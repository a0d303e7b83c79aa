import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../../../i18n';
import {
  grid,
  type Parameter,
  type ParameterBrackets,
  type ParameterTable,
  shapeOf,
  timeline,
} from '../parameters';
import type { PolicyDocument } from '../queries';
import { useDocumentText } from '../values';
import { Cites } from './cites';
import { Scroll } from './scroll';

type DatedValue = Parameter['values'][number];
interface Props {
  document: PolicyDocument;
  on: string;
}

/** Each parameter with everything it has been, the newest last and the one that holds marked. */
export function Parameters({ document, on }: Props) {
  const { t } = useTranslation();
  const textOf = useText();
  const parameters = document.parameters ?? [];
  if (parameters.length === 0) return <p className="muted">{t('policies.no_parameters')}</p>;
  return parameters.map((parameter) => (
    <section key={parameter.name} className="parameter" aria-label={textOf(parameter.label)}>
      <h3>
        {textOf(parameter.label)} <code>{parameter.name}</code>
      </h3>
      <History document={document} parameter={parameter} on={on} />
    </section>
  ));
}

export function History({ document, parameter, on }: Props & { parameter: Parameter }) {
  const { t } = useTranslation();
  const text = useDocumentText(document);
  const shape = shapeOf(parameter);
  const entries: (Pick<DatedValue, 'from' | 'basis'> & { value?: unknown; rows?: unknown })[] =
    shape === 'values' ? parameter.values : (parameter[shape] ?? []);
  return (
    <>
      {timeline(entries, on).map((entry) => (
        <div key={entry.from} className={entry.holds ? 'dated holds' : 'dated'}>
          <div>
            {shape === 'values' && <strong>{text(parameter.unit, entry.value)}</strong>}{' '}
            <span className="muted">
              {t('policies.since', { from: entry.from })}
              {entry.next && ` ${t('policies.before', { next: entry.next })}`} · <Cites of={entry.basis} />
            </span>{' '}
            {entry.holds && <Tag color="green">{t('policies.holds')}</Tag>}
          </div>
          {shape === 'tables' && (
            <TableOf document={document} parameter={parameter} table={entry as ParameterTable} />
          )}
          {shape === 'brackets' && (
            <BracketsOf document={document} parameter={parameter} brackets={entry as ParameterBrackets} />
          )}
        </div>
      ))}
      {parameter.otherwise !== undefined && parameter.otherwise !== null && (
        <p className="muted">
          {t('policies.otherwise', { value: text(parameter.unit, parameter.otherwise) })}
        </p>
      )}
    </>
  );
}

function TableOf({
  document,
  parameter,
  table,
}: {
  document: PolicyDocument;
  parameter: Parameter;
  table: ParameterTable;
}) {
  const textOf = useText();
  const text = useDocumentText(document);
  const keys = parameter.keys ?? [];
  const { columns, rows } = grid(keys, table);
  const wide = keys.length > 1;
  const heads = wide ? keys.slice(0, -1) : keys;
  const last = keys[keys.length - 1];
  return (
    <Scroll label={textOf(parameter.label)}>
      <table className="figures">
        <thead>
          <tr>
            {heads.map((key) => (
              <th key={key.label.zh} scope="col">
                {textOf(key.label)}
              </th>
            ))}
            {columns.map((column) => (
              <th key={String(column)} scope="col" className="num">
                {wide && last ? text(last.type, column) : textOf(parameter.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ head, cells }) => (
            <tr key={JSON.stringify(head)}>
              {head.map((value, place) => (
                <th key={`${heads[place]?.label.zh}`} scope="row">
                  {text(heads[place]?.type ?? 'code', value)}
                </th>
              ))}
              {cells.map((cell, place) => (
                <td key={String(columns[place])} className="num">
                  {text(parameter.unit, cell?.value ?? parameter.otherwise)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function BracketsOf({
  document,
  parameter,
  brackets,
}: {
  document: PolicyDocument;
  parameter: Parameter;
  brackets: ParameterBrackets;
}) {
  const { t } = useTranslation();
  const textOf = useText();
  const text = useDocumentText(document);
  const over = parameter.over ?? 'int';
  return (
    <Scroll label={textOf(parameter.label)}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('policies.range_of', { kind: t(`policies.type.${over}`) })}</th>
            <th scope="col" className="num">
              {textOf(parameter.label)}
            </th>
          </tr>
        </thead>
        <tbody>
          {brackets.rows.map((row) => (
            <tr key={row.from}>
              <th scope="row">
                {typeof row.to === 'number'
                  ? row.to === row.from
                    ? text(over, row.from)
                    : `${text(over, row.from)} – ${text(over, row.to)}`
                  : t('policies.and_above', { value: text(over, row.from) })}
              </th>
              <td className="num">{text(parameter.unit, row.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
