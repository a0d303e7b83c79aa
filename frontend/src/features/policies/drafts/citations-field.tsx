import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/types';
import { useText } from '../../../i18n';
import { useDebounced } from '../../../lib/debounce';
import { useNamed } from '../document/cites';
import { articlesOf } from './citations';
import { numbered, type Path, without } from './edit';
import { useEditing } from './editing';
import { Labelled, ProblemsAt, RemoveButton } from './fields';
import { lawQuery, lawsQuery } from './queries';

type Citation = Schemas['Citation'];
const QUIET_MS = 250;

interface Props {
  label: string;
  path: Path;
  value: Citation[] | null | undefined;
}

/** What a part of the document rests on: laws of the register, each with its article. */
export function CitationsField({ label, path, value }: Props) {
  const { t } = useTranslation();
  const { set } = useEditing();
  const basis = value ?? [];
  return (
    <fieldset className="citations">
      <legend>{label}</legend>
      {numbered(basis).map(({ at, item }) => (
        <CitationRow
          key={at}
          path={[...path, at]}
          citation={item}
          onRemove={() => set(path, without(basis, at))}
        />
      ))}
      <ProblemsAt path={path} />
      <Button size="small" onClick={() => set([...path, basis.length], { law: '' })}>
        {t('policy_drafts.add_law')}
      </Button>
    </fieldset>
  );
}

interface RowProps {
  path: Path;
  citation: Citation;
  onRemove: () => void;
}

function CitationRow({ path, citation, onRemove }: RowProps) {
  const { t } = useTranslation();
  const textOf = useText();
  const named = useNamed();
  const { set } = useEditing();
  const [typed, setTyped] = useState('');
  const asked = useDebounced(typed.trim(), QUIET_MS);
  const found = useQuery(lawsQuery(asked));
  const law = useQuery({ ...lawQuery(citation.law), enabled: citation.law !== '' });
  // The one chosen stands in the field also where the search does not find it.
  const chosen = law.data && { value: law.data.code, label: textOf(law.data.short) };
  const options = (found.data?.items ?? [])
    .filter((one) => one.code !== citation.law)
    .map((one) => ({ value: one.code, label: [textOf(one.short), one.number].filter(Boolean).join(' · ') }));
  return (
    <div className="edit-row">
      <Labelled label={t('policy_drafts.law')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ filterOption: false, onSearch: setTyped }}
            value={citation.law || undefined}
            placeholder={t('policy_drafts.law_search')}
            notFoundContent={found.isFetching ? null : t('policy_drafts.no_law')}
            options={chosen ? [chosen, ...options] : options}
            // An article of the one before is none of this.
            onChange={(code) => set(path, { law: code })}
          />
        )}
      </Labelled>
      <Labelled label={t('policy_drafts.article')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            allowClear
            value={citation.article ?? undefined}
            placeholder={t('policy_drafts.whole_law')}
            options={articlesOf(law.data, textOf)}
            onChange={(no) => set([...path, 'article'], no)}
          />
        )}
      </Labelled>
      <Labelled label={t('policy_drafts.citation_note')}>
        {(id) => (
          <Input
            id={id}
            autoComplete="off"
            value={citation.note ?? ''}
            onChange={(event) => set([...path, 'note'], event.target.value || undefined)}
          />
        )}
      </Labelled>
      <RemoveButton what={textOf(named(citation).text)} onClick={onRemove} />
    </div>
  );
}
