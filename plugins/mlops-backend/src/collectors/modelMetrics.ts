// Metrics of a model version, from what DescribeModelPackage tells.
import type { ModelVersion } from '@mlops-portal/backstage-plugin-mlops-common';
import { z } from 'zod';
import { byName } from './listing';

type Metric = ModelVersion['metrics'][number];

const metricSchema = z.object({ name: z.string(), value: z.number() });

/** As far as it is needed of SageMaker's schema for the content of model cards. */
const cardSchema = z.object({
  evaluation_details: z.array(
    z.object({
      metric_groups: z
        .array(z.object({ metric_data: z.array(z.unknown()) }))
        .optional(),
    }),
  ),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A card that cannot be read has no metrics.
    return undefined;
  }
}

function fromCard(content: string): Metric[] {
  const card = cardSchema.safeParse(parseJson(content));
  return (card.data?.evaluation_details ?? [])
    .flatMap(({ metric_groups: groups }) => groups ?? [])
    .flatMap(({ metric_data: data }) => data)
    .flatMap(metric => metricSchema.safeParse(metric).data ?? []);
}

function fromMetadata(properties: Record<string, string>): Metric[] {
  return Object.entries(properties).flatMap(([name, text]) => {
    const value = text.trim() === '' ? NaN : Number(text);
    return Number.isFinite(value) ? { name, value } : [];
  });
}

/**
 * Takes the metrics of a model version by name: the numbers in the evaluation
 * details of its model card, and those in its customer metadata. Of several with
 * one name the first counts, and the card goes before the metadata.
 *
 * @param cardContent - `ModelCard.ModelCardContent`, JSON
 * @param properties - `CustomerMetadataProperties`
 */
export function readMetrics(
  cardContent: string | undefined,
  properties: Record<string, string> | undefined,
): Metric[] {
  const metrics = new Map<string, Metric>();
  for (const metric of [
    ...fromCard(cardContent ?? ''),
    ...fromMetadata(properties ?? {}),
  ]) {
    if (!metrics.has(metric.name)) {
      metrics.set(metric.name, metric);
    }
  }
  return [...metrics.values()].sort(byName);
}
