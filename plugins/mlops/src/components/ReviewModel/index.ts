export { ReviewModel } from './ReviewModel';
export type { Decision } from './useReview';
