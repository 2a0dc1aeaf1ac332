export { confirmationFieldOptions } from './Confirmation';
export { environmentsFieldOptions } from './Environments';
export { ownerFieldOptions } from './Owner';
export { projectTemplateFieldOptions } from './ProjectTemplate';
export { useCaseNameFieldOptions } from './UseCaseName';
