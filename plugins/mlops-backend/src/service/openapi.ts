// The OpenAPI 3.1 document, made from the same schemas that validate requests.
import {
  accountsPageSchema,
  accountsQuerySchema,
  awsEventSchema,
  costsQuerySchema,
  costsSchema,
  maturityResponseSchema,
  modelDetailSchema,
  modelsPageSchema,
  modelsQuerySchema,
  namingQuerySchema,
  namingSchema,
  organizationHistoryQuerySchema,
  organizationHistorySchema,
  organizationMaturityResponseSchema,
  organizationUseCasesSchema,
  retirementSchema,
  templatesPageSchema,
  useCaseDetailSchema,
  useCaseHistorySchema,
  useCaseRegistrationSchema,
  useCaseSchema,
  useCasesPageSchema,
  useCasesQuerySchema,
  waiverRequestSchema,
  waiverSchema,
  waiversSchema,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { z } from 'zod';

interface Operation {
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  responses: Record<number, { description: string; schema?: z.ZodType }>;
}

const errors = {
  400: { description: 'Bad input; the message names the fields at fault' },
  401: { description: 'Not signed in' },
  403: { description: 'Not allowed' },
};
const notFound = { 404: { description: 'There is no such use case' } };

const operations: Record<string, Record<string, Operation>> = {
  '/use-cases': {
    get: {
      summary: 'List use cases',
      query: useCasesQuerySchema,
      responses: {
        200: { description: 'A page', schema: useCasesPageSchema },
        ...errors,
      },
    },
    post: {
      summary: 'Register a use case',
      body: useCaseRegistrationSchema,
      responses: {
        200: {
          description: 'The very same registration existed already',
          schema: useCaseSchema,
        },
        201: { description: 'Registered', schema: useCaseSchema },
        409: {
          description:
            'The name is taken; the message says by whom, and whether that use case is retired',
        },
        ...errors,
      },
    },
  },
  '/use-cases/{name}': {
    get: {
      summary: 'A use case with its evidence',
      responses: {
        200: { description: 'The use case', schema: useCaseDetailSchema },
        ...errors,
        ...notFound,
      },
    },
  },
  '/use-cases/{name}/maturity': {
    get: {
      summary: 'The maturity ladder of a use case',
      responses: {
        200: { description: 'The ladder', schema: maturityResponseSchema },
        ...errors,
        ...notFound,
      },
    },
  },
  '/use-cases/{name}/history': {
    get: {
      summary: 'What became of the stage of a use case',
      responses: {
        200: { description: 'The history', schema: useCaseHistorySchema },
        ...errors,
        ...notFound,
      },
    },
  },
  '/use-cases/{name}/waivers': {
    get: {
      summary: 'The criteria of a use case that are or were waived',
      responses: {
        200: { description: 'All waivers', schema: waiversSchema },
        ...errors,
        ...notFound,
      },
    },
  },
  '/use-cases/{name}/waivers/{criterion}': {
    put: {
      summary: 'Waive a criterion for some time',
      body: waiverRequestSchema,
      responses: {
        200: {
          description: 'Waived; a waiver that was there is replaced',
          schema: waiverSchema,
        },
        ...errors,
        404: { description: 'There is no such use case or criterion' },
      },
    },
    delete: {
      summary: 'End a waiver',
      responses: {
        204: { description: 'Ended' },
        ...errors,
        404: { description: 'There is no such use case or waiver' },
      },
    },
  },
  '/use-cases/{name}/refresh': {
    post: {
      summary: 'Collect the evidence of a use case now',
      responses: {
        200: {
          description: 'The use case with new evidence',
          schema: useCaseDetailSchema,
        },
        ...errors,
        ...notFound,
      },
    },
  },
  '/use-cases/{name}/retire': {
    post: {
      summary: 'Take a step of retiring a use case',
      body: retirementSchema,
      responses: {
        200: {
          description: 'The use case; the step is taken, now or before',
          schema: useCaseSchema,
        },
        409: { description: 'AWS has accounts of it that are not closed' },
        503: { description: 'AWS cannot be asked about its accounts' },
        ...errors,
        ...notFound,
      },
    },
  },
  '/naming/{name}': {
    get: {
      summary: 'Whether a use case may be called so, and its account names',
      query: namingQuerySchema,
      responses: {
        200: { description: 'The answer', schema: namingSchema },
        ...errors,
      },
    },
  },
  '/accounts': {
    get: {
      summary: 'List the accounts of use cases',
      query: accountsQuerySchema,
      responses: {
        200: { description: 'A page', schema: accountsPageSchema },
        ...errors,
      },
    },
  },
  '/models': {
    get: {
      summary: 'List registered models',
      query: modelsQuerySchema,
      responses: {
        200: { description: 'A page', schema: modelsPageSchema },
        ...errors,
      },
    },
  },
  '/models/{account}/{group}': {
    get: {
      summary: 'A registered model with its versions',
      responses: {
        200: { description: 'The model', schema: modelDetailSchema },
        ...errors,
        404: { description: 'There is no such model' },
      },
    },
  },
  '/organization/maturity': {
    get: {
      summary: 'How mature the organization is, and what holds it back',
      responses: {
        200: {
          description: 'The answer',
          schema: organizationMaturityResponseSchema,
        },
        ...errors,
      },
    },
  },
  '/organization/use-cases': {
    get: {
      summary: 'How every use case stands in every criterion',
      responses: {
        200: { description: 'The answer', schema: organizationUseCasesSchema },
        ...errors,
      },
    },
  },
  '/organization/history': {
    get: {
      summary: 'How many use cases had each stage, day by day',
      query: organizationHistoryQuerySchema,
      responses: {
        200: { description: 'The history', schema: organizationHistorySchema },
        ...errors,
      },
    },
  },
  '/costs': {
    get: {
      summary: 'What use cases cost, by day, use case and account',
      query: costsQuerySchema,
      responses: {
        200: { description: 'The costs', schema: costsSchema },
        ...errors,
      },
    },
  },
  '/use-case-revisions': {
    get: {
      summary: 'For each use case what changes when its entities do',
      responses: {
        200: {
          description: 'By name',
          schema: z.object({ revisions: z.record(z.string(), z.string()) }),
        },
        ...errors,
      },
    },
  },
  '/aws-events': {
    post: {
      summary:
        'Take an event of Amazon EventBridge; there when mlops.events.key is set',
      body: awsEventSchema,
      responses: {
        202: { description: 'Taken' },
        400: errors[400],
        401: { description: 'The header x-mlops-event-key is not the key' },
      },
    },
  },
  '/templates': {
    get: {
      summary: 'List the template library',
      responses: {
        200: { description: 'All templates', schema: templatesPageSchema },
        ...errors,
      },
    },
  },
};

function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
  });
  return rest;
}

function queryParameters(query: z.ZodObject) {
  const { properties = {}, required = [] } = jsonSchema(query, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function content(schema: z.ZodType, io: 'input' | 'output') {
  return { 'application/json': { schema: jsonSchema(schema, io) } };
}

function operationObject(path: string, operation: Operation) {
  const { summary, query, body, responses } = operation;
  return {
    summary,
    parameters: [
      ...pathParameters(path),
      ...(query ? queryParameters(query) : []),
    ],
    ...(body && {
      requestBody: { required: true, content: content(body, 'input') },
    }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { description, schema }]) => [
        status,
        {
          description,
          ...(schema && { content: content(schema, 'output') }),
        },
      ]),
    ),
  };
}

/** The OpenAPI 3.1 document of the API. */
export function createOpenApiDocument() {
  return {
    openapi: '3.1.0',
    info: { title: 'MLOps Portal', version: '1' },
    servers: [{ url: '/api/mlops' }],
    security: [{ backstage: [] }],
    components: {
      securitySchemes: { backstage: { type: 'http', scheme: 'bearer' } },
    },
    paths: Object.fromEntries(
      Object.entries(operations).map(([path, methods]) => [
        path,
        Object.fromEntries(
          Object.entries(methods).map(([method, operation]) => [
            method,
            operationObject(path, operation),
          ]),
        ),
      ]),
    ),
  };
}
