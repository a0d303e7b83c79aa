import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Browse } from './browse';
import { PortalProvider, usePortal } from './context';
import { Frame } from './frame';
import { GuidePage } from './guide';
import { Home, Missing } from './home';
import { LawPage } from './law';
import { LawsPage } from './laws';
import { NoticePage } from './notice';
import { ProgressPage } from './progress';
import './portal.css';

function Page() {
  const { place } = usePortal();
  switch (place.page) {
    case 'home':
      return <Home />;
    case 'browse':
      return <Browse division={place.division} />;
    case 'notice':
      return <NoticePage key={place.id} id={place.id} />;
    case 'progress':
      return <ProgressPage />;
    case 'guide':
      return <GuidePage code={place.code} />;
    case 'laws':
      return <LawsPage />;
    case 'law':
      return <LawPage key={place.code} code={place.code} />;
    case 'missing':
      return <Missing />;
  }
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <PortalProvider>
        <Frame>
          <Page />
        </Frame>
      </PortalProvider>
    </StrictMode>,
  );
}
