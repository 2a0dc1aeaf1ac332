import { isWaiverInForce, waiverRequestSchema } from './waiver';

describe('isWaiverInForce', () => {
  it.each([
    ['2026-12-30T00:00:00.000Z', true],
    ['2026-12-31T23:59:59.999Z', true],
    ['2027-01-01T00:00:00.000Z', false],
    ['2027-01-01T00:30:00.000+01:00', true],
  ])('at %s is %s of one until 2026-12-31', (now, inForce) => {
    expect(isWaiverInForce({ until: '2026-12-31' }, new Date(now))).toBe(
      inForce,
    );
  });
});

describe('waiverRequestSchema', () => {
  it('takes a reason and a day', () => {
    expect(
      waiverRequestSchema.parse({
        reason: '  Moves next month. ',
        until: '2026-12-31',
      }),
    ).toEqual({ reason: 'Moves next month.', until: '2026-12-31' });
  });

  it.each([
    ['no reason to speak of', { reason: 'because', until: '2026-12-31' }],
    ['no day', { reason: 'Moves next month.', until: 'soon' }],
    [
      'anything else',
      { reason: 'Moves next month.', until: '2026-12-31', author: 'me' },
    ],
  ])('refuses %s', (_, request) => {
    expect(waiverRequestSchema.safeParse(request).success).toBe(false);
  });
});
