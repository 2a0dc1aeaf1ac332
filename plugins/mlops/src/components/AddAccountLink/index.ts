export { AddAccountLink } from './AddAccountLink';
