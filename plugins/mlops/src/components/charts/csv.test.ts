import { toCsv } from './csv';

describe('toCsv', () => {
  it('writes a line for each row', () => {
    expect(
      toCsv([
        ['Day', 'Cost'],
        ['2026-11-25', 12.5],
        ['2026-11-26', undefined],
      ]),
    ).toBe('Day,Cost\r\n2026-11-25,12.5\r\n2026-11-26,\r\n');
  });

  it('puts into quotation marks what would break a line', () => {
    expect(toCsv([['a,b', 'say "hi"', 'two\nlines']])).toBe(
      '"a,b","say ""hi""","two\nlines"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])(
    'does not let a spreadsheet take %j for a formula',
    text => {
      expect(toCsv([[text]])).toBe(`'${text}\r\n`);
    },
  );

  it('leaves negative numbers as they are', () => {
    expect(toCsv([[-1]])).toBe('-1\r\n');
  });
});
