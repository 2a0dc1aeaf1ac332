export { RetirementNotice } from './RetirementNotice';
