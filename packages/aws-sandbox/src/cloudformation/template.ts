/** A parameter of a template. */
export interface TemplateParameter {
  Type: string;
  Description?: string;
  Default?: string | number | boolean;
  AllowedValues?: (string | number | boolean)[];
  AllowedPattern?: string;
  ConstraintDescription?: string;
  MinLength?: number | string;
  MaxLength?: number | string;
  MinValue?: number | string;
  MaxValue?: number | string;
  NoEcho?: boolean | string;
}

/** A resource that a template declares. */
export interface TemplateResource {
  Type: string;
  /** Name of the condition under which there is one. */
  Condition?: string;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Properties?: Record<string, unknown>;
}

/** What a stack says about itself once it is there. */
export interface TemplateOutput {
  Condition?: string;
  Description?: string;
  Value: unknown;
  Export?: { Name: unknown };
}

/** A rule about parameters. */
export interface TemplateRule {
  RuleCondition?: unknown;
  Assertions: { Assert: unknown; AssertDescription?: string }[];
}

/** A CloudFormation template, as far as the sandbox reads it. */
export interface CloudFormationTemplate {
  AWSTemplateFormatVersion?: string;
  Description?: string;
  Parameters?: Record<string, TemplateParameter>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Rules?: Record<string, TemplateRule>;
  Conditions?: Record<string, unknown>;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, TemplateOutput>;
}
