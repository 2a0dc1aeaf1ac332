// cdk-nag's AwsSolutions rules on a template as it is, through CfnInclude.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Template } from './template';

/** Something that cdk-nag minds. */
export interface Finding {
  /** Logical id of the resource. */
  resource: string;
  /** The rule, for example AwsSolutions-IAM5. */
  rule: string;
  /** What exactly, for rules that say so: `Resource::*`. */
  detail?: string;
}

/** All findings on a template, those that it declares as accepted among them. */
export function findingsOf(template: Template): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-foundation-'));
  try {
    const templateFile = join(folder, 'template.json');
    writeFileSync(templateFile, JSON.stringify(template));
    const app = new App({ outdir: join(folder, 'out') });
    const stack = new Stack(app, 'Foundation');
    const included = new CfnInclude(stack, 'Template', { templateFile });
    const report = new AwsSolutionsChecks(app).validateScope(included);
    return report.violations.flatMap(({ ruleName, violatingResources }) => {
      const [, rule = ruleName, detail] =
        /^(.*?)(?:\[(.*)\])?$/.exec(ruleName) ?? [];
      return violatingResources.map(({ constructPath }) => ({
        resource: constructPath?.split('/').at(-1) ?? '',
        rule,
        ...(detail !== undefined && { detail }),
      }));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
