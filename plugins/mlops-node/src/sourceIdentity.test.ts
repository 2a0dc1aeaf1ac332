import { sourceIdentityOf } from './sourceIdentity';

describe('sourceIdentityOf', () => {
  it.each([
    ['user:default/amara', 'amara'],
    ['user:partners/amara', 'amara@partners'],
    ['user:default/amara.okafor_example.com', 'amara.okafor_example.com'],
    ['user:default/x', 'x_'],
    [undefined, 'mlops-portal'],
  ])('writes %s as %s', (ref, identity) => {
    expect(sourceIdentityOf(ref)).toBe(identity);
  });

  it('tells long names apart within what AWS takes', () => {
    const namespace = 'n'.repeat(63);
    const [first, second] = ['a', 'b'].map(last =>
      sourceIdentityOf(`user:${namespace}/${'u'.repeat(62)}${last}`),
    );

    expect(first).toMatch(/^[\w+=,.@-]{2,64}$/);
    expect(first).not.toBe(second);
  });
});
