// AWS Signature Version 4, from the side that checks it.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as far as its signature covers it. */
export interface SignedRequest {
  method: string;
  /** Path with query. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** What a request says about who signed it. */
export interface Authorization {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/(\d{8})\/([^/\s]+)\/([^/\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/** Reads the header `Authorization`; undefined when it is not one of Signature Version 4. */
export function parseAuthorization(
  header: string | undefined,
): Authorization | undefined {
  const match = AUTHORIZATION.exec(header ?? '');
  if (!match) {
    return undefined;
  }
  const [, accessKeyId, date, region, service, signedHeaders, signature] =
    match;
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
  };
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function headerValue(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text.trim().replace(/\s+/g, ' ');
}

/** Percent-encodes all but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(pair => pair.map(encode))
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(pair => pair.join('='))
    .join('&');
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** What stands for the body: S3 lets clients leave it out of the signature, and always says which hash it is. */
function payloadHash({ headers, body }: SignedRequest): string {
  return headers['x-amz-content-sha256']?.toString() ?? sha256(body);
}

/** Whether the body is the one that was signed, as far as its hash was signed. */
function hasSignedBody(request: SignedRequest): boolean {
  const hash = payloadHash(request);
  return (
    hash === 'UNSIGNED-PAYLOAD' ||
    hash.startsWith('STREAMING-') ||
    hash === sha256(request.body)
  );
}

/** The path as it is signed: encoded once more than it is sent, save by S3. */
function canonicalPath(path: string, service: string): string {
  return service === 's3' ? path : path.split('/').map(encode).join('/');
}

function canonicalRequest(
  request: SignedRequest,
  { signedHeaders, service }: Authorization,
): string {
  const [path, query = ''] = request.url.split('?');
  return [
    request.method,
    canonicalPath(path, service),
    canonicalQuery(query),
    ...signedHeaders.map(
      name => `${name}:${headerValue(request.headers[name])}`,
    ),
    '',
    signedHeaders.join(';'),
    payloadHash(request),
  ].join('\n');
}

/** Whether a request was signed with this secret, and has not been changed since. */
export function isSignedWith(
  secretAccessKey: string,
  authorization: Authorization,
  request: SignedRequest,
): boolean {
  const { date, region, service, signature } = authorization;
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    headerValue(request.headers['x-amz-date']),
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonicalRequest(request, authorization)),
  ].join('\n');
  const signingKey = [region, service, 'aws4_request'].reduce<Buffer>(
    hmac,
    hmac(`AWS4${secretAccessKey}`, date),
  );
  return (
    hasSignedBody(request) &&
    timingSafeEqual(
      hmac(signingKey, stringToSign),
      Buffer.from(signature, 'hex'),
    )
  );
}
