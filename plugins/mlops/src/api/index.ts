export { mlopsApiRef, type MlopsApi } from './MlopsApi';
export { MlopsClient } from './MlopsClient';
