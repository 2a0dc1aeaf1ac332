// Values that come as text: of form fields, query strings, headers and XML.
import type { NormalizedSchema } from '@smithy/core/schema';

/** Reads a value; what does not fit is left as it is, so that validation can say what is wrong with it. */
export function readScalar(schema: NormalizedSchema, text: string): unknown {
  if (schema.isNumericSchema()) {
    const number = Number(text);
    return Number.isNaN(number) || text.trim() === '' ? text : number;
  }
  if (schema.isBooleanSchema()) {
    const lower = text.toLocaleLowerCase('en-US');
    return ['true', 'false'].includes(lower) ? lower === 'true' : text;
  }
  if (schema.isTimestampSchema()) {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? text : date;
  }
  return text;
}
