import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { translateWordPressWords } from './ui/wordpress-words.ts';
import './index.scss';

translateWordPressWords();
const root = document.getElementById('counterfoil-root');
if (root !== null) createRoot(root).render(<App />);
