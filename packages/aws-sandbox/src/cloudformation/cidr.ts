function toNumber(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  const isAddress =
    parts.length === 4 &&
    parts.every(part => Number.isInteger(part) && part >= 0 && part <= 255);
  return isAddress
    ? parts.reduce((number, part) => number * 256 + part, 0)
    : undefined;
}

function toAddress(number: number): string {
  return [24, 16, 8, 0]
    .map(bits => Math.floor(number / 2 ** bits) % 256)
    .join('.');
}

/**
 * Cuts the first blocks of one size out of a block of IPv4 addresses, as
 * `Fn::Cidr` does.
 *
 * @param bits - how many bits of an address differ within a block
 * @returns undefined when it is no block of addresses, or too small
 */
export function cidrBlocks(
  block: string,
  count: number,
  bits: number,
): string[] | undefined {
  const [address = '', length] = block.split('/');
  const whole = 32 - Number(length);
  const start = toNumber(address);
  if (
    start === undefined ||
    !(bits >= 1 && bits <= whole) ||
    !(count >= 1 && count <= 2 ** (whole - bits))
  ) {
    return undefined;
  }
  const first = Math.floor(start / 2 ** whole) * 2 ** whole;
  return Array.from(
    { length: count },
    (_, index) => `${toAddress(first + index * 2 ** bits)}/${32 - bits}`,
  );
}
