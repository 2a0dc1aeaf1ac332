import {
  createExtensionTester,
  mockApis,
} from '@backstage/frontend-test-utils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { useCaseEntity } from '../../__testUtils__/fixtures';
import { mlopsPlugin } from '../../plugin';

describe('the tabs of a use case', () => {
  it.each([
    ['accounts', 'Accounts'],
    ['models', 'Models'],
    ['pipelines', 'Pipelines and monitors'],
    ['cost', 'Cost'],
    ['activity', 'Activity'],
  ] as const)('bring %s to the pages of use cases only', (name, title) => {
    const tab = createExtensionTester(
      mlopsPlugin.getExtension(`entity-content:mlops/${name}`),
      { apis: [mockApis.translation()] },
    );

    expect(tab.get(EntityContentBlueprint.dataRefs.title)).toBe(title);
    const isShown = tab.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(isShown?.(useCaseEntity)).toBe(true);
    expect(isShown?.({ ...useCaseEntity, spec: { type: 'product' } })).toBe(
      false,
    );
  });
});
