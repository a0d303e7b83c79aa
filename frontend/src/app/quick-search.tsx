import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCan } from '../api/session';

/**
 * Search from anywhere: cases by name, initials, id tail or number. What is typed may be personal, so it travels
 * in the navigation state and never in the address.
 */
export function QuickSearch() {
  const { t } = useTranslation();
  const allowed = useCan();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const target = allowed('case.list') ? '/cases' : allowed('person.search') ? '/persons' : null;
  if (!target) return <div className="quick-search" />;
  return (
    <search className="quick-search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim().length >= 2) navigate(target, { state: { q: text.trim() } });
        }}
      >
        <input
          type="search"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t('app.search_placeholder')}
          aria-label={t('app.search_placeholder')}
        />
      </form>
    </search>
  );
}
