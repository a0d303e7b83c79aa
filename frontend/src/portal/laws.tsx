import { type FormEvent, useState } from 'react';
import { type PublicLawRow, publicApi } from '../api/public-client';
import { Link, usePortal } from './context';
import { PageTitle } from './frame';
import { Await, useErrorText, useLoad } from './load';
import { hrefs } from './place';

/** What everything here rests on, the highest rank first. */
export function LawsPage() {
  const { t } = usePortal();
  const [q, setQ] = useState('');
  const page = useLoad(`laws ${q}`, (options) => publicApi.laws({ q }, options));
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setQ(String(new FormData(event.currentTarget).get('q') ?? '').trim());
  };
  return (
    <>
      <PageTitle back={hrefs.home}>{t.laws}</PageTitle>
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is unknown to the oldest browsers served */}
      <form className="find" role="search" onSubmit={search}>
        <label htmlFor="law">{t.searchLaw}</label>
        <div className="row">
          <input id="law" name="q" type="search" autoComplete="off" enterKeyHint="search" />
          <button type="submit" className="button">
            {t.searchButton}
          </button>
        </div>
      </form>
      <Await of={page}>
        {({ items, next_cursor }) => <Found key={q} q={q} first={items} firstCursor={next_cursor} />}
      </Await>
    </>
  );
}

function Found(props: { q: string; first: PublicLawRow[]; firstCursor: string | null }) {
  const { t, pick, language } = usePortal();
  const textOf = useErrorText();
  const [rows, setRows] = useState(props.first);
  const [cursor, setCursor] = useState(props.firstCursor);
  const [error, setError] = useState<unknown>(null);
  const more = async () => {
    try {
      const page = await publicApi.laws({ q: props.q, cursor }, { language });
      setRows((known) => [...known, ...page.items]);
      setCursor(page.next_cursor);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      <div role="status">{rows.length === 0 && <p>{t.lawNone}</p>}</div>
      <ul className="notices">
        {rows.map((row) => (
          <li key={row.code}>
            <Link href={hrefs.law(row.code)} className="notice-link">
              <strong>{pick(row.title)}</strong>
              <span>
                {[t.lawKinds[row.kind], row.number, t.lawInForce(row.from), standing(row)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {error !== null && (
        <p className="alert" role="alert">
          {textOf(error)}
        </p>
      )}
      {cursor && (
        <button type="button" className="button" onClick={more}>
          {t.more}
        </button>
      )}
    </>
  );

  function standing(row: PublicLawRow): string | null {
    if (row.in_force) return row.checked === 'read' ? null : t.lawChecked[row.checked];
    return row.repealed_on ? t.lawEnded : t.lawToCome;
  }
}
