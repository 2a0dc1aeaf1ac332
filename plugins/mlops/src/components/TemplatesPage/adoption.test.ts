import type { LibraryTemplate } from '@mlops-portal/backstage-plugin-mlops-common';
import { templateUse } from './adoption';

const TEMPLATE: LibraryTemplate = {
  name: 'train-and-register',
  productId: 'prod-1',
  description: '',
  owner: 'platform',
  versions: [
    {
      name: '1.9.0',
      provisioningArtifactId: 'pa-1',
      createdAt: '2026-01-01T00:00:00.000Z',
      deprecated: true,
    },
    {
      name: '1.10.0',
      provisioningArtifactId: 'pa-2',
      createdAt: '2026-03-01T00:00:00.000Z',
      deprecated: false,
    },
    {
      name: '2.0.0',
      provisioningArtifactId: 'pa-3',
      createdAt: '2026-06-01T00:00:00.000Z',
      deprecated: false,
    },
  ],
};

function adopted(
  version: string,
  useCases: string[],
  template = TEMPLATE.name,
) {
  return { template, version, supported: true, useCases };
}

describe('templateUse', () => {
  it('tells the newest version that can be launched, and who is on another', () => {
    const use = templateUse(TEMPLATE, [
      adopted('2.0.0', ['churn']),
      adopted('1.10.0', ['fraud']),
      adopted('1.9.0', ['pricing', 'churn']),
      adopted('2.0.0', ['other'], 'batch'),
    ]);
    expect(use.current?.version).toBe('2.0.0');
    expect(use.versions.map(({ version, state }) => [version, state])).toEqual([
      ['2.0.0', 'current'],
      ['1.10.0', 'supported'],
      ['1.9.0', 'deprecated'],
    ]);
    expect(use.useCases).toEqual(['churn', 'fraud', 'pricing']);
    expect(use.behind).toEqual(['churn', 'fraud', 'pricing']);
  });

  it('knows versions that are run and no longer in the library', () => {
    const { versions, behind } = templateUse(TEMPLATE, [
      adopted('0.1.0', ['old']),
    ]);
    expect(versions.at(-1)).toEqual({
      version: '0.1.0',
      state: 'removed',
      useCases: ['old'],
    });
    expect(behind).toEqual(['old']);
  });

  it('has no newest version when all are deprecated', () => {
    const { current } = templateUse(
      {
        ...TEMPLATE,
        versions: TEMPLATE.versions.map(version => ({
          ...version,
          deprecated: true,
        })),
      },
      [],
    );
    expect(current).toBeUndefined();
  });
});
