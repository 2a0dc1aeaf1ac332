export { StageBar, StageChip } from './StageChip';
