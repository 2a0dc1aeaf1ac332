/** A parameter of a template. */
export interface TemplateParameter {
  Type: string;
  Description?: string;
  Default?: string;
  AllowedValues?: string[];
  AllowedPattern?: string;
}

/** A CloudFormation template, as far as the sandbox reads it. */
export interface CloudFormationTemplate {
  AWSTemplateFormatVersion?: string;
  Description?: string;
  Parameters?: Record<string, TemplateParameter>;
  Resources: Record<
    string,
    {
      Type: string;
      DependsOn?: string | string[];
      DeletionPolicy?: string;
      Properties?: Record<string, unknown>;
    }
  >;
  Outputs?: Record<string, { Description?: string; Value: unknown }>;
}
