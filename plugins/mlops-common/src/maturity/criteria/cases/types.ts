import type { Evidence } from '../../../evidence';
import type { Verdict } from '../../types';

/** For a criterion: evidence that gets each verdict, by what is the matter with it. */
export type Cases = Record<string, Record<Verdict, Record<string, Evidence>>>;
