import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { isProblem } from '../../api/problem';
import { useCan, useUser } from '../../api/session';
import type { Schemas } from '../../api/types';
import { draftKey } from '../../lib/drafts';
import { randomId } from '../../lib/random';
import { upTo } from '../../lib/up-to';
import { useDraft } from '../../lib/use-draft';
import { Filter } from '../../ui/filter';
import { DraftNote } from '../../ui/form-draft';
import { ProblemAlert } from '../../ui/problem-alert';
import { TheirChanges } from '../../ui/their-changes';
import { useRebased } from '../../ui/use-rebased';
import { Recomputed } from './recomputed';
import {
  changedDays,
  daysOf,
  type Exceptions,
  exceptionsOf,
  fromRecord,
  recordOf,
  toggled,
  workingDays,
} from './year';
import { YearGrid } from './year-grid';

export type CalendarYear = Schemas['CalendarYear'];

/** What is marked and not saved. */
interface Typed {
  days: Exceptions;
  source: string;
}

interface Props {
  calendar: CalendarYear;
  onSaved: () => void;
  /** Somebody else has saved the year meanwhile. */
  onStale: () => void;
}

const SOURCE = 'source';

export function Editor({ calendar, onSaved, onStale }: Props) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const mayWrite = useCan()('calendar.write');
  const { year } = calendar;
  const draft = useDraft<Typed>(draftKey(useUser().id, `calendar.${year}`), { version: calendar.version });
  const holiday = (name: string) => t(`ui.holiday.${name}`, { defaultValue: name });
  // Before the notice is out the law's own days are the beginning of it.
  const beginning = exceptionsOf(calendar.known ? calendar.days : calendar.by_law);
  const stored = { days: beginning, source: calendar.source ?? '' };
  const [days, setDays] = useState(draft.begun?.days ?? stored.days);
  const [source, setSource] = useState(draft.begun?.source ?? stored.source);
  const [name, setName] = useState('');
  const [key, setKey] = useState(randomId);
  const [touched, setTouched] = useState(draft.begun !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun anew, it shows what it then begins with
  useEffect(() => {
    if (draft.round === 0) return;
    setDays(draft.begun?.days ?? stored.days);
    setSource(draft.begun?.source ?? stored.source);
    setTouched(draft.begun !== undefined);
  }, [draft.round]);
  const { keep } = draft;
  useEffect(() => {
    keep(touched ? { days, source } : null);
  }, [keep, touched, days, source]);
  const dayWords = (day: Exceptions[string] | null) =>
    day ? `${t(`calendar.kind.${day.kind}`)} ${holiday(day.name)}` : t('calendar.ordinary');
  const theirs = useRebased<Record<string, unknown>>({
    now: recordOf(year, stored.days, stored.source),
    typed: () => recordOf(year, days, source),
    keep: (merged) => {
      setDays(fromRecord(year, merged));
      setSource(String(merged.source ?? ''));
      setKey(randomId());
    },
    label: (field) => (field === SOURCE ? t('calendar.source') : field),
    value: (field, value) =>
      field === SOURCE ? String(value || t('ui.none')) : dayWords(value as Exceptions[string] | null),
  });
  const save = useMutation({
    mutationFn: () =>
      api.put('/calendar/{year}', {
        path: { year },
        version: calendar.version,
        key,
        body: { source, days: daysOf(days) },
      }),
    onSuccess: (answer) => {
      draft.drop();
      // Shown where it was made; the next visit reads the new version.
      queries.setQueryData(['calendar', year, 'recomputed'], answer.recomputed);
      queries.setQueryData(['calendar', year], answer.year);
      onSaved();
      return queries.invalidateQueries({
        predicate: ({ queryKey }) => ['cases', 'case', 'workbench'].includes(String(queryKey[0])),
      });
    },
    onError: (problem) => {
      if (isProblem(problem) && problem.status === 412) onStale();
    },
  });
  const change = (act: () => void) => {
    act();
    setTouched(true);
    setKey(randomId());
  };
  const changed = changedDays(year, stored.days, days);
  const ask = () => {
    // Nothing stands there yet that could be overwritten.
    if (!calendar.known) return save.mutate();
    modal.confirm({
      title: t('calendar.ask', { year, count: changed.length }),
      content: (
        <>
          <ul className="plain-list calendar-changes">
            {changed.map((day) => (
              <li key={day}>
                {day}: {dayWords(stored.days[day] ?? null)} → {dayWords(days[day] ?? null)}
              </li>
            ))}
          </ul>
          <p>{t('calendar.ask_detail')}</p>
        </>
      ),
      okText: t('calendar.save'),
      cancelText: t('ui.cancel'),
      // A refusal is shown on the page, not in the closed question.
      onOk: () => save.mutateAsync().catch(() => undefined),
    });
  };
  return (
    <>
      {!calendar.known && (
        <Alert
          type="warning"
          showIcon
          title={t('calendar.unknown', { year })}
          description={
            calendar.by_law.length > 0 &&
            t('calendar.by_law', {
              days: calendar.by_law
                .map(({ day, name }) => `${day} ${holiday(name)}`)
                .join(t('ui.list_comma')),
            })
          }
        />
      )}
      <DraftNote draft={draft} />
      {calendar.overrides.map(({ day, kind, name, source }) => (
        <Alert
          key={day}
          type="info"
          showIcon
          title={t('calendar.override', {
            day,
            kind: t(`calendar.kind.${kind}`),
            name: holiday(name),
            source,
          })}
        />
      ))}
      <ProblemAlert error={save.error} />
      {touched && <TheirChanges of={theirs} />}
      <Recomputed year={year} />
      <p>
        {t('calendar.working_days', { count: workingDays(year, days) })}
        {calendar.source && ` · ${t('calendar.source')}: ${calendar.source}`}
      </p>
      {mayWrite && (
        <div className="filters">
          <Filter label={t('calendar.holiday_name')}>
            {(id) => (
              <Input
                id={id}
                value={name}
                {...upTo(40)}
                placeholder={t('calendar.holiday_example')}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Filter>
          <Filter label={t('calendar.source')}>
            {(id) => (
              <Input
                id={id}
                style={{ width: 320 }}
                value={source}
                {...upTo(200)}
                placeholder={t('calendar.source_example')}
                onChange={(event) => change(() => setSource(event.target.value))}
              />
            )}
          </Filter>
          <Button
            type="primary"
            disabled={!source.trim() || (!touched && calendar.known)}
            loading={save.isPending}
            onClick={ask}
          >
            {t('calendar.save')}
          </Button>
        </div>
      )}
      <p className="muted">{t(mayWrite ? 'calendar.how' : 'calendar.legend')}</p>
      <YearGrid
        year={year}
        exceptions={days}
        onPress={
          mayWrite
            ? (day) => change(() => setDays((old) => toggled(old, day, name || t('calendar.unnamed'))))
            : undefined
        }
      />
    </>
  );
}
