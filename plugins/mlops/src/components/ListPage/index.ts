export { ListFilters } from './ListFilters';
export { ListPage } from './ListPage';
export { ListState } from './ListState';
