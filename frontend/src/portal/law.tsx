import { useEffect } from 'react';
import { type PublicLaw, publicApi } from '../api/public-client';
import { today } from '../lib/dates';
import { anchorOf, articleAnchor, type ShownText, textsInOrder } from '../lib/laws';
import { Link, usePortal } from './context';
import { PageTitle } from './frame';
import { Await, useLoad } from './load';
import { hrefs } from './place';

type LawText = PublicLaw['document']['texts'][number];
type Article = NonNullable<LawText['articles']>[number];

/** One law with all its texts; every article has an address of its own. */
export function LawPage({ code }: { code: string }) {
  const page = useLoad(`law ${code}`, (options) => publicApi.law(code, options));
  return <Await of={page}>{(law) => <Law law={law} />}</Await>;
}

function Law({ law }: { law: PublicLaw }) {
  const { t, pick } = usePortal();
  useEffect(() => {
    const anchor = anchorOf(location.hash);
    if (anchor) document.getElementById(anchor)?.scrollIntoView();
  }, []);
  const texts = textsInOrder(law.document.texts, law.repealed_on, today());
  return (
    <>
      <PageTitle back={hrefs.law()}>{pick(law.title)}</PageTitle>
      <dl className="guide">
        <Part label={t.lawKinds[law.kind]} text={pick(law.short)} />
        <Part label={t.lawIssuer} text={pick(law.issuer)} />
        {law.repealed_on && <Part label={t.lawRepealed} text={law.repealed_on} />}
        {law.replaced_by && law.replaced_by_short && (
          <div>
            <dt>{t.lawReplacedBy}</dt>
            <dd>
              <Link href={hrefs.law(law.replaced_by)}>{pick(law.replaced_by_short)}</Link>
            </dd>
          </div>
        )}
      </dl>
      <p className="no-print">
        <button type="button" className="button" onClick={() => window.print()}>
          {t.printPage}
        </button>
      </p>
      <p>{t.lawSummary}</p>
      {texts.map((shown) => (
        <TextOf key={shown.text.from} shown={shown} called={law.called} />
      ))}
      <CitedBy law={law} />
    </>
  );
}

function Part({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function TextOf({ shown, called }: { shown: ShownText<LawText>; called: PublicLaw['called'] }) {
  const { t, pick } = usePortal();
  const { text, until, standing } = shown;
  const about = [
    text.number,
    text.passed_on && `${t.lawPassed} ${text.passed_on}`,
    until ? t.lawUntil(text.from, until) : t.lawInForce(text.from),
  ];
  return (
    <section>
      <h2>{t.lawText[standing]}</h2>
      <p>{about.filter(Boolean).join(' · ')}</p>
      {text.change && <p>{pick(text.change)}</p>}
      <p className={text.checked === 'read' ? undefined : 'alert'}>
        {t.lawChecked[text.checked]}
        {text.source && ` · ${t.lawSource(pick(text.source))}`}
      </p>
      <dl className="guide">
        {(text.articles ?? []).map((article) => (
          <ArticleOf
            key={article.no}
            article={article}
            id={shown.anchors.has(article.no) ? articleAnchor(article.no) : undefined}
            name={name(article.no)}
            was={article.was ? t.lawWas(name(article.was)) : null}
          />
        ))}
      </dl>
    </section>
  );

  function name(no: string): string {
    const known = called[no];
    return known ? pick(known) : no;
  }
}

function ArticleOf(props: { article: Article; id: string | undefined; name: string; was: string | null }) {
  const { t, pick } = usePortal();
  const { article, id, name, was } = props;
  return (
    <div id={id}>
      <dt>
        {name} {pick(article.heading) !== name && pick(article.heading)}
        {was}
      </dt>
      <dd>
        {pick(article.summary)}
        {article.checked && article.checked !== 'read' && ` [${t.lawChecked[article.checked]}]`}
      </dd>
    </div>
  );
}

function CitedBy({ law }: { law: PublicLaw }) {
  const { t, pick } = usePortal();
  const places = new Map<
    string,
    { title: string; kind: PublicLaw['cited_by'][number]['kind']; articles: Set<string> }
  >();
  for (const place of law.cited_by) {
    const key = `${place.kind} ${place.code} ${place.version}`;
    const known = places.get(key) ?? {
      title: pick(place.title),
      kind: place.kind,
      articles: new Set<string>(),
    };
    known.articles.add(pick(place.called) || t.lawWhole);
    places.set(key, known);
  }
  if (places.size === 0) return null;
  return (
    <section>
      <h2>{t.lawCitedBy}</h2>
      <ul>
        {[...places].map(([key, place]) => (
          <li key={key}>{t.lawCited(t.lawCiter[place.kind], place.title, [...place.articles])}</li>
        ))}
      </ul>
    </section>
  );
}
