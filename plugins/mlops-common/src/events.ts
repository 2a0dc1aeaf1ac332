import { z } from 'zod';

/** Topic of the events service under which changes of use cases are published. */
export const USE_CASE_CHANGED_TOPIC = 'mlops.use-case-changed';

/** Payload of {@link USE_CASE_CHANGED_TOPIC}. */
export const useCaseChangedSchema = z.object({ useCase: z.string() });

/** Topic of the events service under which changes of the template library are published; without a payload. */
export const LIBRARY_CHANGED_TOPIC = 'mlops.library-changed';
