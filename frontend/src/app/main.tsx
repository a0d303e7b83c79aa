import './polyfills';
import './app.css';
import './parts.css';
import './library.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../i18n';
import { dropOldDrafts } from '../lib/drafts';
import { dropOldFiles } from '../lib/outbox';
import { App } from './app';

const root = document.getElementById('root');
if (!root) throw new Error('#root is missing');
const HOUR = 3600_000;
function dropOld() {
  void dropOldFiles();
  dropOldDrafts();
}
dropOld();
// A page may stay open for days, at the login too.
window.setInterval(dropOld, HOUR);

void startI18n().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
