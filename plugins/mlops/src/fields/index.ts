export { environmentsFieldOptions } from './Environments';
export { projectTemplateFieldOptions } from './ProjectTemplate';
export { useCaseNameFieldOptions } from './UseCaseName';
