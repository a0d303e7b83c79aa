import { PublicError, publicApi } from '../api/public-client';
import { PublicNoticeSheet } from '../ui/public-notice-sheet';
import { Link, usePortal } from './context';
import { PageTitle } from './frame';
import { Missing } from './home';
import { Await, useLoad } from './load';
import { hrefs } from './place';
import { ReadAloud } from './read-aloud';

export function NoticePage({ id }: { id: string }) {
  const { t, language } = usePortal();
  const page = useLoad(`notice ${id}`, (options) => publicApi.notice(id, options));
  return (
    <Await
      of={page}
      failed={(error) => {
        if (!(error instanceof PublicError)) return null;
        if (error.status === 410) return <Ended />;
        // A malformed id is for the reader the same as an unknown one.
        return error.status === 404 || error.status === 400 ? <Missing /> : null;
      }}
    >
      {(notice) => (
        <>
          <PageTitle back={hrefs.browse()}>{t.notices}</PageTitle>
          <PublicNoticeSheet notice={notice} language={language} />
          <p className="no-print actions">
            <button type="button" className="button" onClick={() => print()}>
              {t.printList}
            </button>
            <ReadAloud selector=".public-notice" />
          </p>
        </>
      )}
    </Await>
  );
}

function Ended() {
  const { t } = usePortal();
  return (
    <>
      <PageTitle back={hrefs.browse()}>{t.ended}</PageTitle>
      <p>{t.endedText}</p>
      <p>
        <Link href={hrefs.browse()}>{t.notices}</Link>
      </p>
    </>
  );
}
