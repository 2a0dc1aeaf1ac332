export { LegacyUseCasesPage } from './LegacyUseCasesPage';
