import { sessionOf } from './session';

describe('sessionOf', () => {
  it('names the task in CloudTrail', () => {
    expect(sessionOf({ task: { id: '0f7d1c2e-5a4b' } })).toEqual({
      name: 'mlops-0f7d1c2e-5a4b',
    });
  });

  it('keeps to what AWS takes for a session name', () => {
    const { name } = sessionOf({ task: { id: `a b/${'c'.repeat(80)}` } });

    expect(name).toMatch(/^[\w+=,.@-]{2,64}$/);
  });
});
