export { ModelsTab } from './ModelsTab';
