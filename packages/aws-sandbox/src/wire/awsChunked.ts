// Bodies in the content encoding aws-chunked, as SDKs send what they stream.

/** A body without its chunks, and the headers that came after it. */
export interface Unchunked {
  body: Buffer;
  trailers: Record<string, string>;
}

/** Whether a body is sent in chunks. */
export function isAwsChunked(
  headers: Record<string, string | string[] | undefined>,
): boolean {
  return (
    headers['x-amz-content-sha256']?.toString().startsWith('STREAMING-') ??
    false
  );
}

/**
 * Takes a body out of its chunks: size in hexadecimal, with a signature or
 * not, then as many bytes; after the empty one come trailers. Signatures of
 * chunks are not checked, that of the request is.
 *
 * @returns undefined when it is not in chunks, or ends too early
 */
export function fromAwsChunks(chunked: Buffer): Unchunked | undefined {
  const parts: Buffer[] = [];
  let position = 0;
  for (;;) {
    const end = chunked.indexOf('\r\n', position);
    const size = /^([0-9a-f]+)(;.*)?$/i.exec(
      chunked.subarray(position, Math.max(end, position)).toString('latin1'),
    )?.[1];
    if (!size) {
      return undefined;
    }
    const start = end + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) {
      return {
        body: Buffer.concat(parts),
        trailers: readTrailers(chunked.subarray(start).toString('latin1')),
      };
    }
    if (start + length > chunked.length) {
      return undefined;
    }
    parts.push(chunked.subarray(start, start + length));
    position = start + length + 2;
  }
}

function readTrailers(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(/\r?\n/)
      .map(line => /^([^:]+):(.*)$/.exec(line))
      .flatMap(match =>
        match
          ? [[match[1].trim().toLocaleLowerCase('en-US'), match[2].trim()]]
          : [],
      ),
  );
}
