import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './style.scss';

const root = document.getElementById('counterfoil-root');
if (root !== null) createRoot(root).render(<App />);
