export { ModelsRoutes } from './ModelsRoutes';
