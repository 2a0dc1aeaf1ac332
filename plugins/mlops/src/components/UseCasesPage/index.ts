export { UseCasesPage } from './UseCasesPage';
