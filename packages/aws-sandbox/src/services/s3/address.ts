/**
 * The bucket and the path of the operation, from both styles of addresses:
 * `http://bucket.127.0.0.1/key` and `http://127.0.0.1/bucket/key`.
 *
 * @param host - the header `Host`
 */
export function locateBucket(
  host: string,
  path: string,
): { path: string; labels: Record<string, string> } {
  const [, virtual] =
    /^(.+)\.(?:127\.0\.0\.1|localhost)(?::\d+)?$/.exec(host) ?? [];
  if (virtual) {
    return { path, labels: { Bucket: virtual } };
  }
  const [, bucket, rest] = /^\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  return bucket
    ? { path: rest ?? '/', labels: { Bucket: decodeURIComponent(bucket) } }
    : { path, labels: {} };
}
