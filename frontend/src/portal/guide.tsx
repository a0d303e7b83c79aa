import { type PublicServiceItem, publicApi } from '../api/public-client';
import { conditionValues } from '../lib/condition-values';
import { Link, usePortal } from './context';
import { PageTitle } from './frame';
import { Await, useLoad } from './load';
import { hrefs } from './place';

export function GuidePage({ code }: { code: string | null }) {
  const { t, pick } = usePortal();
  const page = useLoad('items', (options) => publicApi.serviceItems(options));
  return (
    <Await of={page}>
      {({ items }) => {
        const chosen =
          items.find((item) => item.code === code) ?? (items.length === 1 ? items[0] : undefined);
        if (chosen) return <Guide item={chosen} />;
        return (
          <>
            <PageTitle back={hrefs.home}>{t.guide}</PageTitle>
            <ul className="answers">
              {items.map((item) => (
                <li key={item.code}>
                  <Link href={hrefs.guide(item.code)} className="answer">
                    <strong>{pick(item.title)}</strong>
                  </Link>
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </Await>
  );
}

function Guide({ item }: { item: PublicServiceItem }) {
  const { t, pick } = usePortal();
  const { guide } = item;
  const limit = (value: PublicServiceItem['promised_limit']) => `${value.amount}${t.unit[value.unit]}`;
  const step = (each: PublicServiceItem['limits'][number]) => {
    const grounds = each.grounds.map((ground) => pick(ground.label)).join(t.listComma);
    const longer = each.extended_limit ? ` · ${t.extendedTo(limit(each.extended_limit), grounds)}` : '';
    return `${pick(each.label)} ${limit(each.limit)}${longer}`;
  };
  const parts: [string, string][] = [
    [t.guideAudience, pick(guide.audience)],
    [t.guideConditions, pick(guide.conditions)],
    [t.promisedLimit, limit(item.promised_limit)],
    [t.statutoryLimit, item.statutory_limit ? limit(item.statutory_limit) : t.noStatutory],
    ...(item.limits.length > 0
      ? [[t.statutorySteps, item.limits.map(step).join('\n')] as [string, string]]
      : []),
    [t.guideProcess, pick(guide.process)],
    [t.guidePlace, pick(guide.place)],
    [t.guideHours, pick(guide.hours)],
    [t.guidePhone, pick(guide.phone)],
    [t.guideFee, pick(guide.fee)],
    [t.guideResult, pick(guide.result)],
    [t.guideBasis, pick(guide.basis)],
    [t.guideFaq, pick(guide.faq)],
  ];
  return (
    <>
      <PageTitle back={hrefs.home}>{pick(item.title)}</PageTitle>
      <h2>{t.papers}</h2>
      <ul className="papers">
        {item.materials.map((paper) => (
          <li key={paper.code}>
            <strong>{pick(paper.name)}</strong>
            <span>
              {paper.required ? t.paperRequired : t.paperWhen}
              {paper.original && ` · ${t.original}`}
              {paper.copies > 0 && ` · ${t.copies(paper.copies)}`} · {pick(paper.source)}
            </span>
            <Who condition={paper.required_when} item={item} />
          </li>
        ))}
      </ul>
      <dl className="guide">
        {parts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="no-print">
        <Link href={hrefs.progress}>{t.askProgress}</Link>
      </p>
    </>
  );
}

/** Whom a paper is asked of, where the rule is about one answer; the window says the rest. */
function Who({ condition, item }: { condition: string | null | undefined; item: PublicServiceItem }) {
  const { t, pick } = usePortal();
  const about = condition ? conditionValues(condition) : null;
  const input = item.inputs.find((each) => each.name === about?.name);
  if (!about || !input) return null;
  const labels = about.values.flatMap((code) => {
    const value = input.values?.find((each) => each.code === code);
    return value ? [pick(value.label)] : [];
  });
  return labels.length > 0 ? <span>{t.paperWho(labels)}</span> : null;
}
