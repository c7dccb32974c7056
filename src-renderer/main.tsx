/** Entry point of the window: React into #root, the stores to the program's events. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './fonts/inter.css';
import './app/page.css';
import { App } from './app/App.tsx';
import { follow } from './stores/app-store.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
follow();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
