import { Link, usePortal } from './context';
import { PageTitle } from './frame';
import { hrefs } from './place';

export function Home() {
  const { t } = usePortal();
  const answers = [
    { href: hrefs.progress, title: t.askProgress, hint: t.askProgressHint },
    { href: hrefs.browse(), title: t.askNotices, hint: t.askNoticesHint },
    { href: hrefs.guide(), title: t.askGuide, hint: t.askGuideHint },
    { href: hrefs.law(), title: t.askLaws, hint: t.askLawsHint },
  ];
  return (
    <>
      <PageTitle>{t.question}</PageTitle>
      <ul className="answers">
        {answers.map((answer) => (
          <li key={answer.href}>
            <Link href={answer.href} className="answer">
              <strong>{answer.title}</strong>
              <span>{answer.hint}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Missing() {
  const { t } = usePortal();
  return (
    <>
      <PageTitle>{t.missing}</PageTitle>
      <p>{t.missingText}</p>
      <p>
        <Link href={hrefs.home}>{t.home}</Link>
      </p>
    </>
  );
}
