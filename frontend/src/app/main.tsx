import './polyfills';
import './app.css';
import './parts.css';
import './library.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../i18n';
import { App } from './app';

const root = document.getElementById('root');
if (!root) throw new Error('#root is missing');
void startI18n().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
