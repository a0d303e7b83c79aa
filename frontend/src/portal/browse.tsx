import { type FormEvent, useState } from 'react';
import { type PublicDivision, type PublicNoticeRow, publicApi } from '../api/public-client';
import { Link, usePortal } from './context';
import { descend } from './descend';
import { PageTitle } from './frame';
import { Await, useErrorText, useLoad } from './load';
import { hrefs } from './place';
import { Preliminary } from './preliminary';
import { quarterText } from './quarter';

interface Options {
  language: string;
  signal: AbortSignal;
}

const isVillage = (division: string) => !division.endsWith('000');

async function look(division: string | null, options: Options) {
  const children = (parent?: string) => publicApi.divisions({ parent }, options).then((page) => page.items);
  if (!division) {
    const { at, below } = await descend(children);
    if (!at) return { here: null, trail: [], below, notices: null, preliminary: null };
    const notices = await publicApi.notices({ division: at.code }, options);
    return { here: at, trail: [], below, notices, preliminary: null };
  }
  const [detail, below, notices, preliminary] = await Promise.all([
    publicApi.division(division, options),
    children(division),
    publicApi.notices({ division }, options),
    // They hang in the village, and on no wider list.
    isVillage(division) ? publicApi.preliminary(division, options) : null,
  ]);
  return { here: detail, trail: detail.ancestors, below, notices, preliminary };
}

export function Browse({ division }: { division: string | null }) {
  const { t } = usePortal();
  const page = useLoad(`browse ${division ?? ''}`, (options) => look(division, options));
  return (
    <>
      <PageTitle back={hrefs.home}>{t.notices}</PageTitle>
      <FindPlace />
      <Await of={page}>
        {({ here, trail, below, notices, preliminary }) => (
          <>
            <nav aria-label={t.choose} className="trail">
              <Link href={hrefs.browse()}>{t.allPlaces}</Link>
              {trail.map((step) => (
                <Link key={step.code} href={hrefs.browse(step.code)}>
                  {step.name}
                </Link>
              ))}
              {here && <span aria-current="page">{here.name}</span>}
            </nav>
            <Places title={here && trail.length > 0 ? t.places : t.choose} places={below} />
            {preliminary && <Preliminary notices={preliminary.items} />}
            {here && notices && (
              <Notices
                key={here.code}
                division={here.code}
                first={notices.items}
                firstCursor={notices.next_cursor}
              />
            )}
          </>
        )}
      </Await>
    </>
  );
}

function Places({ title, places }: { title: string; places: PublicDivision[] }) {
  if (places.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="places">
        {places.map((place) => (
          <li key={place.code}>
            <Link href={hrefs.browse(place.code)} className="place">
              {place.name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Notices(props: { division: string; first: PublicNoticeRow[]; firstCursor: string | null }) {
  const { t, pick, language } = usePortal();
  const textOf = useErrorText();
  const [rows, setRows] = useState(props.first);
  const [cursor, setCursor] = useState(props.firstCursor);
  const [error, setError] = useState<unknown>(null);
  const more = async () => {
    try {
      const page = await publicApi.notices({ division: props.division, cursor }, { language });
      setRows((known) => [...known, ...page.items]);
      setCursor(page.next_cursor);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <section>
      <h2>{t.current}</h2>
      {rows.length === 0 && <p>{t.noNotices}</p>}
      <ul className="notices">
        {rows.map((row) => (
          <li key={row.id}>
            <Link href={hrefs.notice(row.id)} className="notice-link">
              <strong>
                {row.township} {row.village}
              </strong>
              <span>
                {pick(row.item_title)} · {quarterText(row.quarter, t)}
                {row.part > 1 && ` · ${t.supplement}`} · {t.entries(row.entry_count)} · {t.until(row.end_on)}
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
    </section>
  );
}

function FindPlace() {
  const { t, language } = usePortal();
  const textOf = useErrorText();
  const [found, setFound] = useState<PublicDivision[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const search = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim();
    if (!q) return setFound(null);
    try {
      setFound((await publicApi.divisions({ q }, { language })).items);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is unknown to the oldest browsers served */}
      <form className="find" role="search" onSubmit={search}>
        <label htmlFor="place">{t.searchPlace}</label>
        <div className="row">
          <input id="place" name="q" type="search" autoComplete="off" enterKeyHint="search" />
          <button type="submit" className="button">
            {t.searchButton}
          </button>
        </div>
      </form>
      <div role="status">
        {error !== null && <p className="alert">{textOf(error)}</p>}
        {found?.length === 0 && <p>{t.searchNone}</p>}
        {found && found.length > 0 && (
          <ul className="notices">
            {found.map((place) => (
              <li key={place.code}>
                <Link href={hrefs.browse(place.code)} className="notice-link">
                  {place.full_name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
