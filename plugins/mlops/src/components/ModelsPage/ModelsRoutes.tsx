import { Route, Routes } from 'react-router-dom';
import { ModelPage } from '../ModelPage';
import { ModelsPage } from './ModelsPage';

/** The pages of models: the list, and one for each model. */
export function ModelsRoutes() {
  return (
    <Routes>
      <Route index element={<ModelsPage />} />
      <Route path=":account/:group" element={<ModelPage />} />
    </Routes>
  );
}
