import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTownships } from '../../api/resources/townships';
import { useText } from '../../i18n';
import { Filter, type useFilters } from '../../ui/filter';
import { type AuditFilter, optionsQuery } from './queries';

interface Props {
  filter: AuditFilter;
  filters: ReturnType<typeof useFilters>;
}

/** Who, what, which record, where and when: each is chosen by its name. */
export function Filters({ filter, filters }: Props) {
  const { t } = useTranslation();
  const text = useText();
  const townships = useTownships();
  const { data } = useQuery(optionsQuery());
  const choices = {
    actor: data?.actors.map(({ id, name, username, role }) => ({
      value: id,
      label: `${name} (${username}) · ${t(`app.role.${role}`)}`,
    })),
    action: data?.actions.map(({ code, label }) => ({ value: code, label: text(label) })),
    subject_type: data?.subject_types.map(({ code, label }) => ({ value: code, label: text(label) })),
    division: townships,
  };
  return (
    <div className="filters">
      {(['actor', 'action', 'subject_type', 'division'] as const).map((name) => (
        <Filter key={name} label={t(`audit.${name}`)}>
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: name === 'actor' ? 240 : 170 }}
              placeholder={t('ui.all')}
              value={filter[name]}
              onChange={(value) => filters.set({ [name]: value, ...(name === 'subject_type' ? ALONE : {}) })}
              options={choices[name]}
            />
          )}
        </Filter>
      ))}
      <Filter label={t('audit.case_no')}>
        {(id) => (
          <Settled
            id={id}
            value={filter.case_no ?? ''}
            onSettle={(value) => filters.set({ case_no: value, subject_type: null, subject_id: null })}
          />
        )}
      </Filter>
      {(['from', 'to'] as const).map((name) => (
        <Filter key={name} label={t(`audit.${name}`)}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={filter[name] ?? ''}
              onChange={(event) => filters.set({ [name]: event.target.value })}
            />
          )}
        </Filter>
      ))}
      {filters.any && <Button onClick={filters.clear}>{t('ui.reset')}</Button>}
    </div>
  );
}

/** A case has its number and a record its kind: the server takes one or the other. */
const ALONE = { case_no: null, subject_id: null };

/** Typing does not ask the server at every letter: only Enter or leaving the field does. */
function Settled({ id, value, onSettle }: { id: string; value: string; onSettle: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const settle = (typed: string) => typed.trim() !== value && onSettle(typed.trim());
  return (
    <Input
      id={id}
      value={text}
      allowClear
      style={{ width: 190 }}
      onChange={(event) => {
        setText(event.target.value);
        if (event.target.value === '') settle('');
      }}
      onPressEnter={() => settle(text)}
      onBlur={() => settle(text)}
    />
  );
}
