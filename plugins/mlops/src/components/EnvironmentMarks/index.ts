export { EnvironmentMarks } from './EnvironmentMarks';
