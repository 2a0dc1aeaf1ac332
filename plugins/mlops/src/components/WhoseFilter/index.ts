export { WhoseFilter } from './WhoseFilter';
