export { UseCaseLink, useUseCaseHref } from './UseCaseLink';
