import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../../i18n';
import { type Change, difference, type Section } from './difference';
import { useNamed } from './document/cites';
import type { PolicyDocument } from './queries';
import { useDocumentText } from './values';
import './policies.css';

const SECTIONS: Section[] = ['head', 'parameters', 'inputs', 'rules', 'result', 'examples'];
const COLORS = { added: 'green', removed: 'red', changed: 'blue' };
const FORMULAS = ['formula', 'when', 'eligible', 'amount', 'min', 'max', 'used_when', 'required_when'];

type Cited = Parameters<ReturnType<typeof useNamed>>[0];
const isBasis = (value: unknown): value is Cited[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => typeof one === 'object' && one !== null && 'law' in one);

/** In what two versions differ, place by place, in plain words. */
export function Difference({ before, after }: { before: PolicyDocument; after: PolicyDocument }) {
  const { t } = useTranslation();
  const changes = difference(before, after);
  if (changes.length === 0) return <p>{t('policies.no_difference')}</p>;
  const numberedChanges = changes.map((change, at) => ({ change, at }));
  return SECTIONS.map((section) => {
    const here = numberedChanges.filter(({ change }) => change.section === section);
    if (here.length === 0) return null;
    return (
      <section key={section} aria-label={t(`policies.section.${section}`)}>
        <h3>{t(`policies.section.${section}`)}</h3>
        <ul className="changes">
          {here.map(({ change, at }) => (
            <li key={at}>
              <ChangeLine change={change} document={change.kind === 'removed' ? before : after} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function ChangeLine({ change, document }: { change: Change; document: PolicyDocument }) {
  const { t } = useTranslation();
  const textOf = useText();
  const text = useDocumentText(document);
  const named = useNamed();
  const what = change.what && t(`policies.member.${change.what}`, { defaultValue: change.what });
  const say = (value: unknown): string => {
    if (value === undefined || value === null || value === '') return t('policies.absent');
    if (change.what === 'value') return text(change.unit ?? '', value);
    if (change.section === 'examples' && change.what === 'amount_fen') return text('fen', value);
    if (isBasis(value)) return value.map((one) => textOf(named(one).text)).join('\n');
    if (typeof value === 'object' && 'zh' in value) return textOf(value as { zh: string; en: string });
    return typeof value === 'object' ? JSON.stringify(value, null, 1) : text('', value);
  };
  const whole = change.what === undefined;
  const code =
    (change.what && FORMULAS.includes(change.what)) ||
    (typeof (change.after ?? change.before) === 'object' &&
      change.what !== 'label' &&
      change.what !== 'title');
  return (
    <>
      <Tag color={COLORS[change.kind]}>{t(`policies.change.${change.kind}`)}</Tag>
      {change.name && (
        <strong>
          {textOf(change.label) || change.name}
          {change.label && <code> {change.name}</code>}
        </strong>
      )}{' '}
      {what && change.what !== 'value' && <span>{what}</span>}
      {change.from && <span>{t('policies.since', { from: change.from })}</span>}
      {change.at && <Spot document={document} change={change} />}
      {!whole &&
        (code ? (
          <div className="side-by-side">
            <div>
              <small className="muted">{t('policies.before_change')}</small>
              <code className="cel-source gone">{say(change.before)}</code>
            </div>
            <div>
              <small className="muted">{t('policies.after_change')}</small>
              <code className="cel-source come">{say(change.after)}</code>
            </div>
          </div>
        ) : (
          <span className="change-values">
            {' '}
            <del>{say(change.before)}</del> → <ins>{say(change.after)}</ins>
          </span>
        ))}
    </>
  );
}

/** Where in a table or between which bounds. */
function Spot({ document, change }: { document: PolicyDocument; change: Change }) {
  const { t } = useTranslation();
  const text = useDocumentText(document);
  const parameter = document.parameters?.find((one) => one.name === change.name);
  const at = change.at ?? [];
  const over = parameter?.over;
  if (over) {
    const [from, to] = at;
    return (
      <span>
        {' '}
        {to === null
          ? t('policies.and_above', { value: text(over, from) })
          : `${text(over, from)} – ${text(over, to)}`}
      </span>
    );
  }
  const words = at.map((value, place) => text(parameter?.keys?.[place]?.type ?? 'code', value));
  return <span> {words.join(' · ')}</span>;
}
