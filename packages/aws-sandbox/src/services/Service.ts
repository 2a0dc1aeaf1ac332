import type { Caller, Operations } from '../operation';
import type { State } from '../state/model';
import type { Constraints } from '../wire/constraints';
import type { Address } from '../wire/restRoutes';
import type { SchemaExports } from '../wire/schemas';

/** A service of AWS: how it stands on the wire and what it can do. */
export interface Service {
  /** The service's name in a SigV4 credential scope, and the prefix of its IAM actions. */
  signingName: string;
  protocol: 'awsJson1_1' | 'awsQuery' | 'restJson1' | 'restXml';
  /** What stands before the last dot in `X-Amz-Target`, of awsJson1_1 services. */
  targetPrefix?: string;
  /** The namespace of its XML, of awsQuery and restXml services. */
  xmlNamespace?: string;
  /** What of an address is not the path of an operation, of restXml and restJson1 services. */
  locate?: (host: string, path: string) => Pick<Address, 'path' | 'labels'>;
  /** What the SDK client's package exports. */
  schemas: SchemaExports;
  /** The exception for input that does not fit. */
  validationError: string;
  /** What it answers when it is asked too often. */
  throttling: { error: string; message: string };
  /** The exception for a failure on its own side. */
  failure: string;
  constraints: Constraints;
  /** Refuses an operation to an account, beyond what IAM refuses. */
  authorize?: (state: State, caller: Caller, operation: string) => void;
  operations: Operations;
}
