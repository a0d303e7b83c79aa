import { useMutation } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useTownships } from '../../../api/resources/townships';
import { useUser } from '../../../api/session';
import type { Category } from '../../../api/types';
import { useText } from '../../../i18n';
import { draftKey } from '../../../lib/drafts';
import { CATEGORIES } from '../../../lib/household';
import { randomId } from '../../../lib/random';
import { upTo } from '../../../lib/up-to';
import { useDraft } from '../../../lib/use-draft';
import { Filter } from '../../../ui/filter';
import { DraftNote } from '../../../ui/form-draft';
import { MoneyInput } from '../../../ui/money';
import { ProblemAlert } from '../../../ui/problem-alert';
import { Scroll } from '../document/scroll';
import type { PolicyDocument } from '../queries';
import { useValueText } from '../values';
import { asked, type Line, lines, wrongOf } from './asked';
import { type NewSimulation, startSimulation } from './queries';
import { type Value, ValueInput } from './value-input';
import '../policies.css';
import './simulations.css';

interface Props {
  document: PolicyDocument;
  subject: Pick<NewSimulation, 'policy_code' | 'draft_id'>;
  on: string;
  onDay: (day: string) => void;
}

type Values = Record<string, Value>;

/** All that is typed, before it is a simulation. */
interface Typed {
  facts: Values;
  after: Values;
  title: string;
  division?: string;
  categories: Category[];
  budget: number | null;
}
const NOTHING: Typed = { facts: {}, after: {}, title: '', categories: [], budget: null };

export function SimulationForm({ document, subject, on, onDay }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const townships = useTownships();
  const [key, setKey] = useState(randomId);
  const draft = useDraft<Typed>(
    draftKey(useUser().id, `simulation.${subject.policy_code ?? subject.draft_id}`),
  );
  const [typed, setTyped] = useState<Typed>({ ...NOTHING, ...draft.begun });
  const { facts, after, title, division, categories, budget } = typed;
  const change = (part: Partial<Typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    draft.keep(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (draft.round > 0) setTyped({ ...NOTHING, ...draft.begun });
  }, [draft.round]);
  const all = lines(document, on);
  const { changes, facts: told } = asked(all, facts, after);
  const start = useMutation({
    mutationFn: () =>
      startSimulation(
        {
          ...subject,
          title: title.trim() || undefined,
          changes,
          facts: told,
          division,
          categories,
          on,
          budget_fen: budget ?? undefined,
        },
        key,
      ),
    onSuccess: (begun) => {
      draft.drop();
      navigate(`/simulations/${begun.id}`);
    },
    onError: () => setKey(randomId()),
  });
  const unchanged = Boolean(subject.policy_code) && changes?.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!unchanged) start.mutate();
  };
  return (
    <form className="sim-form" onSubmit={submit}>
      <ProblemAlert error={start.error} />
      <DraftNote draft={draft} />
      <h2>{t('simulations.changes')}</h2>
      <p className="muted">{t('simulations.changes_detail')}</p>
      <Scroll label={t('simulations.changes')}>
        <table className="sim-table">
          <thead>
            <tr>
              <th scope="col">{t('simulations.parameter')}</th>
              <th scope="col">{t('simulations.now')}</th>
              <th scope="col">{t('simulations.changed_to')}</th>
            </tr>
          </thead>
          <tbody>
            {all.map((line) => (
              <LineRow
                key={line.name}
                line={line}
                wrong={wrongOf(start.error, changes, line.name)}
                fact={facts[line.name]}
                onFact={(value) => change({ facts: { ...facts, [line.name]: value } })}
                after={after[line.name]}
                onAfter={(value) => change({ after: { ...after, [line.name]: value } })}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      <h2>{t('simulations.population')}</h2>
      <div className="filters">
        <Filter label={t('simulations.on')}>
          {(id) => <Input id={id} type="date" value={on} onChange={(event) => onDay(event.target.value)} />}
        </Filter>
        <Filter label={t('simulations.division')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              style={{ minWidth: 180 }}
              placeholder={t('simulations.whole_county')}
              value={division}
              onChange={(next) => change({ division: next })}
              options={townships}
            />
          )}
        </Filter>
        <Filter label={t('simulations.categories')}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              style={{ minWidth: 240 }}
              placeholder={t('ui.all')}
              value={categories}
              onChange={(next) => change({ categories: next })}
              options={CATEGORIES.map((value) => ({ value, label: t(`households.category.${value}`) }))}
            />
          )}
        </Filter>
        <Filter label={t('simulations.budget')}>
          {(id) => <MoneyInput id={id} value={budget} onChange={(fen) => change({ budget: fen })} />}
        </Filter>
        <Filter label={t('simulations.title_field')}>
          {(id) => (
            <Input
              id={id}
              {...upTo(100)}
              value={title}
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Filter>
      </div>
      <Button type="primary" htmlType="submit" loading={start.isPending} disabled={unchanged}>
        {t('simulations.start')}
      </Button>
      {unchanged && <p className="muted">{t('simulations.unchanged')}</p>}
    </form>
  );
}

interface LineProps {
  line: Line;
  wrong: string | undefined;
  fact: Value;
  onFact: (value: Value) => void;
  after: Value;
  onAfter: (value: Value) => void;
}

function LineRow({ line, wrong, fact, onFact, after, onAfter }: LineProps) {
  const { t } = useTranslation();
  const textOf = useText();
  const text = useValueText();
  const label = textOf(line.label);
  const { kind, choices } = line;
  return (
    <tr>
      <th scope="row">
        {label}
        {line.fact && <div className="muted">{t('simulations.for_all')}</div>}
      </th>
      <td>
        {line.fact ? (
          <ValueInput
            label={t('simulations.now_of', { label })}
            kind={kind}
            choices={choices}
            value={fact}
            onChange={onFact}
          />
        ) : (
          text({ type: kind, values: choices }, line.now)
        )}
      </td>
      <td>
        <ValueInput
          label={t('simulations.changed_of', { label })}
          kind={kind}
          choices={choices}
          value={after}
          onChange={onAfter}
        />
        {wrong && (
          <div className="field-wrong" role="alert">
            {wrong}
          </div>
        )}
      </td>
    </tr>
  );
}
