import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, InputNumber } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { useCan, useUser } from '../../api/session';
import type { Schemas } from '../../api/types';
import { today } from '../../lib/dates';
import { draftKey } from '../../lib/drafts';
import { randomId } from '../../lib/random';
import { upTo } from '../../lib/up-to';
import { useDraft } from '../../lib/use-draft';
import { Filter, useFilters } from '../../ui/filter';
import { DraftNote } from '../../ui/form-draft';
import { Page } from '../../ui/page';
import { ProblemAlert } from '../../ui/problem-alert';
import { Recomputed } from './recomputed';
import { daysOf, type Exceptions, exceptionsOf, toggled, workingDays } from './year';
import { YearGrid } from './year-grid';
import './texts';

type CalendarYear = Schemas['CalendarYear'];

/** What is marked and not saved. */
interface Typed {
  days: Exceptions;
  source: string;
}

export function Component() {
  const { t } = useTranslation();
  const filters = useFilters();
  const year = Number(filters.get('year') ?? today().slice(0, 4));
  const query = useQuery({
    queryKey: ['calendar', year],
    queryFn: ({ signal }) => api.get('/calendar/{year}', { path: { year }, signal }),
  });
  return (
    <Page
      title={t('calendar.title', { year })}
      loading={query.isPending}
      error={query.error}
      onRetry={() => query.refetch()}
    >
      <div className="filters">
        <Filter label={t('calendar.year')}>
          {(id) => (
            <InputNumber
              id={id}
              min={2004}
              max={2100}
              precision={0}
              value={year}
              onChange={(value) => value && filters.set({ year: String(value) })}
            />
          )}
        </Filter>
      </div>
      {query.data && <Editor key={`${year}-${query.data.version}`} calendar={query.data} />}
    </Page>
  );
}

function Editor({ calendar }: { calendar: CalendarYear }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayWrite = useCan()('calendar.write');
  const draft = useDraft<Typed>(draftKey(useUser().id, `calendar.${calendar.year}`), {
    version: calendar.version,
  });
  const holiday = (name: string) => t(`ui.holiday.${name}`, { defaultValue: name });
  // Before the notice is out the law's own days are the beginning of it.
  const beginning = exceptionsOf(calendar.known ? calendar.days : calendar.by_law);
  const stored = { days: beginning, source: calendar.source ?? '' };
  const [days, setDays] = useState(draft.begun?.days ?? stored.days);
  const [source, setSource] = useState(draft.begun?.source ?? stored.source);
  const [name, setName] = useState('');
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
  const [key, setKey] = useState(randomId);
  const save = useMutation({
    mutationFn: () =>
      api.put('/calendar/{year}', {
        path: { year: calendar.year },
        version: calendar.version,
        key,
        body: { source, days: daysOf(days) },
      }),
    onSuccess: (answer) => {
      draft.drop();
      // Shown where it was made; the next visit reads the new version.
      queries.setQueryData(['calendar', calendar.year, 'recomputed'], answer.recomputed);
      queries.setQueryData(['calendar', calendar.year], answer.year);
      return queries.invalidateQueries({
        predicate: ({ queryKey }) => ['cases', 'case', 'workbench'].includes(String(queryKey[0])),
      });
    },
  });
  const change = (act: () => void) => {
    act();
    setTouched(true);
    setKey(randomId());
  };
  return (
    <>
      {!calendar.known && (
        <Alert
          type="warning"
          showIcon
          title={t('calendar.unknown', { year: calendar.year })}
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
      <Recomputed year={calendar.year} />
      <p>
        {t('calendar.working_days', { count: workingDays(calendar.year, days) })}
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
            onClick={() => save.mutate()}
          >
            {t('calendar.save')}
          </Button>
        </div>
      )}
      <p className="muted">{t(mayWrite ? 'calendar.how' : 'calendar.legend')}</p>
      <YearGrid
        year={calendar.year}
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
