/** Something that was shared, or whom it was shared with. */
export interface ShareAssociation {
  /** ARN of the resource; account id, or ARN of the principal. */
  entity: string;
  type: 'RESOURCE' | 'PRINCIPAL';
  status: 'ASSOCIATING' | 'ASSOCIATED' | 'DISASSOCIATED';
  createdAt: number;
  changedAt: number;
}

/** A resource share of AWS RAM. */
export interface ResourceShare {
  arn: string;
  accountId: string;
  region: string;
  name: string;
  allowExternalPrincipals: boolean;
  /** What made it: somebody, or a service on their behalf. */
  featureSet: 'STANDARD' | 'CREATED_FROM_POLICY';
  status: 'ACTIVE' | 'DELETED';
  createdAt: number;
  changedAt: number;
  associations: ShareAssociation[];
  /** A second request with the same token is the same request. */
  token?: string;
}

/** What of a data lake a grant of AWS Lake Formation is about. */
export type LakeResource =
  | { kind: 'DATABASE'; database: string }
  /** All tables of the database when no table is named. */
  | { kind: 'TABLE'; database: string; table?: string };

/** A grant of AWS Lake Formation. */
export interface LakeGrant {
  /** Account of the data catalog. */
  catalogId: string;
  region: string;
  /** Account id, or ARN of an IAM principal, an organization or one of its units. */
  principal: string;
  resource: LakeResource;
  permissions: string[];
  /** Of those, what the principal may grant to others. */
  grantable: string[];
  updatedAt: number;
  updatedBy: string;
  /** ARN of the resource share that carries it to another account. */
  shareArn?: string;
}
