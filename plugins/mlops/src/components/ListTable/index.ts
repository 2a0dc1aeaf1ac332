export { ListCell } from './ListCell';
export { ListTable } from './ListTable';
