// The OpenAPI 3.1 document, made from the same schemas that validate requests.
import {
  accountsPageSchema,
  accountsQuerySchema,
  maturityResponseSchema,
  namingQuerySchema,
  namingSchema,
  retirementSchema,
  templatesPageSchema,
  useCaseDetailSchema,
  useCaseRegistrationSchema,
  useCaseSchema,
  useCasesPageSchema,
  useCasesQuerySchema,
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
