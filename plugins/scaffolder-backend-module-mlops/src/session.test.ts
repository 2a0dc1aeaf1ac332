import { sessionOf } from './session';

describe('sessionOf', () => {
  it('names the task and the person in CloudTrail', () => {
    expect(
      sessionOf({
        task: { id: '0f7d1c2e-5a4b' },
        user: { ref: 'user:default/amara' },
      }),
    ).toEqual({ name: 'mlops-0f7d1c2e-5a4b', sourceIdentity: 'amara' });
  });

  it('names the portal when no person began the task', () => {
    expect(sessionOf({ task: { id: '0f7d1c2e-5a4b' } })).toMatchObject({
      sourceIdentity: 'mlops-portal',
    });
  });

  it('keeps to what AWS takes for a session name', () => {
    const { name } = sessionOf({ task: { id: `a b/${'c'.repeat(80)}` } });

    expect(name).toMatch(/^[\w+=,.@-]{2,64}$/);
  });
});
