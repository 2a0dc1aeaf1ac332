export { ProjectsCard } from './ProjectsCard';
