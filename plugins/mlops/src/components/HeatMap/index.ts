export { HeatMapCard } from './HeatMapCard';
export { drawHeatMap, heatMapFills, type HeatMapViewport } from './draw';
export { heatMapModel, type HeatMapFilter, type HeatMapModel } from './model';
