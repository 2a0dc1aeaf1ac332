import { findingsOf } from './__testUtils__/nag';
import {
  readTemplate,
  templateNames,
  type Template,
} from './__testUtils__/template';

/** Findings that a template accepts in its own metadata, as `resource rule [detail]`. */
function accepted({ Resources }: Template): string[] {
  return Object.entries(Resources).flatMap(([resource, { Metadata }]) =>
    (Metadata?.cdk_nag?.rules_to_suppress ?? []).flatMap(
      ({ id, applies_to: details = [] }) =>
        details.length > 0
          ? details.map(detail => `${resource} ${id} ${detail}`)
          : [`${resource} ${id}`],
    ),
  );
}

function suppressions({ Resources }: Template) {
  return Object.values(Resources).flatMap(
    ({ Metadata }) => Metadata?.cdk_nag?.rules_to_suppress ?? [],
  );
}

describe.each(templateNames())('%s', name => {
  const template = readTemplate(name);

  it("is clean under cdk-nag's AwsSolutions rules, but for what it accepts", () => {
    const findings = findingsOf(template).map(({ resource, rule, detail }) => {
      const whole = `${resource} ${rule}`;
      const detailed = detail === undefined ? whole : `${whole} ${detail}`;
      return accepted(template).includes(whole) ? whole : detailed;
    });

    // Both ways: an acceptance that nothing calls for any more has to go.
    expect([...new Set(findings)].sort()).toEqual(accepted(template).sort());
  });

  it('says why it accepts what it does', () => {
    for (const { reason } of suppressions(template)) {
      expect(reason).toMatch(/^.{20,}\.$/);
    }
  });
});
