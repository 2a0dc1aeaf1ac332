import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import { createRoot } from 'react-dom/client';
import { app } from './App';
import './brand.css';

const element = document.getElementById('root');
if (!element) {
  throw new Error('The page has no element with the id root.');
}
createRoot(element).render(app.createRoot());
