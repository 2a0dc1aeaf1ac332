import { createHash, createHmac } from 'node:crypto';
import { request as send } from 'node:http';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { temporaryPath } from '../../__testUtils__/files';
import { startHarness, type Harness } from '../../__testUtils__/harness';
import {
  ACCOUNT_IDS,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
} from '../../constants';

const Bucket = 'mlops-library-100000000001-eu-west-1';

async function withBucket(
  options: Parameters<typeof startHarness>[0] = {},
): Promise<Harness> {
  const harness = await startHarness(options);
  await harness.s3.send(new CreateBucketCommand({ Bucket }));
  return harness;
}

async function read({ s3 }: Pick<Harness, 's3'>, Key: string) {
  const { Body, ...rest } = await s3.send(
    new GetObjectCommand({ Bucket, Key }),
  );
  return { text: await Body?.transformToString(), ...rest };
}

describe('buckets', () => {
  it('are made, found, listed and removed', async () => {
    const { s3 } = await startHarness();
    await expect(
      s3.send(new HeadBucketCommand({ Bucket })),
    ).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
    const { Location } = await s3.send(new CreateBucketCommand({ Bucket }));
    expect(Location).toBe(`/${Bucket}`);
    expect(await s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({
      BucketRegion: REGION,
    });
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets).toEqual([
      { Name: Bucket, CreationDate: expect.any(Date), BucketRegion: REGION },
    ]);
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket })),
    ).rejects.toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('have names that nobody else has', async () => {
    const harness = await withBucket();
    await expect(
      harness.s3.send(new CreateBucketCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    const other = await harness.account(ACCOUNT_IDS.governance);
    await expect(
      other.s3.send(new CreateBucketCommand({ Bucket })),
    ).rejects.toMatchObject({
      name: 'BucketAlreadyExists',
      $metadata: { httpStatusCode: 409 },
    });
    await expect(
      other.s3.send(new ListObjectsV2Command({ Bucket })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it.each(['ab', 'With-Capitals', '10.0.0.1', 'two..dots', 'xn--name'])(
    'cannot be called %s',
    async name => {
      const { s3 } = await startHarness();
      await expect(
        s3.send(new CreateBucketCommand({ Bucket: name })),
      ).rejects.toMatchObject({ name: 'InvalidBucketName' });
    },
  );

  it('are in the region they are made in', async () => {
    const { s3, clients } = await startHarness();
    await expect(
      s3.send(
        new CreateBucketCommand({
          Bucket,
          CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
        }),
      ),
    ).rejects.toMatchObject({ name: 'IllegalLocationConstraintException' });
    const first = clients(PORTAL_CREDENTIALS, 'us-east-1');
    await first.s3.send(new CreateBucketCommand({ Bucket }));
    expect(await s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({
      BucketRegion: 'us-east-1',
    });
  });

  it('are not removed with what is in them', async () => {
    const { s3 } = await withBucket();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    await expect(
      s3.send(new DeleteBucketCommand({ Bucket })),
    ).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    });
  });
});

describe('objects', () => {
  it('come back as they were put, after a restart, too', async () => {
    const statePath = temporaryPath('state.json');
    const harness = await withBucket({ statePath });
    const Key = "templates/ä b+c(1)'.yaml";
    const { ETag } = await harness.s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: 'Résumé: <&>',
        ContentType: 'text/yaml',
        Metadata: { version: '1' },
      }),
    );
    await harness.sandbox.stop();
    const again = await startHarness({ statePath });
    expect(await read(again, Key)).toMatchObject({
      text: 'Résumé: <&>',
      ETag,
      ContentType: 'text/yaml',
      Metadata: { version: '1' },
      ContentLength: 13,
    });
    expect(
      await again.s3.send(new HeadObjectCommand({ Bucket, Key })),
    ).toMatchObject({
      ETag,
      ContentLength: 13,
      LastModified: expect.any(Date),
    });
    await again.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(read(again, Key)).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(
      again.s3.send(new HeadObjectCommand({ Bucket, Key })),
    ).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('can be streamed, and larger than a request to other services', async () => {
    const harness = await withBucket();
    const half = Buffer.alloc(900_000, 'x');
    await harness.s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'big',
        Body: Readable.from([half, half]),
        ContentLength: 1_800_000,
      }),
    );
    expect((await read(harness, 'big')).ContentLength).toBe(1_800_000);
  });

  it('are refused when they arrive damaged', async () => {
    const { s3 } = await withBucket();
    const put = (checks: object) =>
      s3.send(
        new PutObjectCommand({ Bucket, Key: 'a', Body: 'text', ...checks }),
      );
    const md5 = createHash('md5').update('text').digest('base64');
    await put({ ContentMD5: md5 });
    const wrong = createHash('md5').update('other').digest('base64');
    await expect(put({ ContentMD5: wrong })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(put({ ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    const sha256 = createHash('sha256').update('other').digest('base64');
    await expect(put({ ChecksumSHA256: sha256 })).rejects.toMatchObject({
      name: 'BadDigest',
    });
  });

  it('are only put where there is none, when asked for', async () => {
    const { s3 } = await withBucket();
    const put = () =>
      s3.send(
        new PutObjectCommand({
          Bucket,
          Key: 'a',
          Body: 'a',
          IfNoneMatch: '*',
        }),
      );
    await put();
    await expect(put()).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
  });

  it('are listed by prefix and folder, in pages', async () => {
    const { s3 } = await withBucket();
    for (const Key of ['a/1', 'a/2', 'b/c/1', 'b/d', 'e']) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    }
    const list = async (input: object) => {
      const keys: (string | undefined)[] = [];
      let pages = 0;
      for await (const page of paginateListObjectsV2(
        { client: s3 },
        { Bucket, ...input },
      )) {
        pages += 1;
        keys.push(
          ...(page.Contents ?? []).map(({ Key }) => Key),
          ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        );
      }
      return { keys, pages };
    };
    expect(await list({})).toEqual({
      keys: ['a/1', 'a/2', 'b/c/1', 'b/d', 'e'],
      pages: 1,
    });
    expect(await list({ Prefix: 'b/', Delimiter: '/' })).toEqual({
      keys: ['b/d', 'b/c/'],
      pages: 1,
    });
    expect(await list({ MaxKeys: 2, StartAfter: 'a/1' })).toEqual({
      keys: ['a/2', 'b/c/1', 'b/d', 'e'],
      pages: 2,
    });
  });
});

describe('requests to S3', () => {
  it('name the bucket in the host, too', async () => {
    const { sandbox } = await withBucket();
    const { port } = new URL(sandbox.url);
    // Nothing resolves the name, so the connection goes to the address.
    const s3 = new S3Client({
      endpoint: sandbox.url,
      region: REGION,
      credentials: PORTAL_CREDENTIALS,
      forcePathStyle: true,
    });
    s3.middlewareStack.add(
      next => args => {
        const { request } = args as {
          request: { path: string; headers: Record<string, string> };
        };
        request.path = request.path.replace(`/${Bucket}`, '') || '/';
        request.headers.host = `${Bucket}.127.0.0.1:${port}`;
        return next(args);
      },
      { step: 'build', priority: 'low' },
    );
    await s3.send(new PutObjectCommand({ Bucket, Key: 'x/y', Body: 'text' }));
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(KeyCount).toBe(1);
  });

  it.each([
    ['GetBucketLocation', new GetBucketLocationCommand({ Bucket })],
    [
      'CopyObject',
      new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }),
    ],
  ])('for %s are not taken for something else', async (name, command) => {
    const { s3 } = await withBucket();
    await expect(
      s3.send(command as GetBucketLocationCommand),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
      message: `The AWS sandbox does not know s3:${name}.`,
      $metadata: { httpStatusCode: 501 },
    });
  });

  it('are refused with a wrong secret, and to those who may only read', async () => {
    const harness = await withBucket();
    const { s3 } = harness.clients({
      ...PORTAL_CREDENTIALS,
      secretAccessKey: 'other',
    });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
    const reader = await harness.account(ACCOUNT_IDS.management, ROLES.reader);
    await expect(
      reader.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('are read as the command line sends them: nothing but the headers says what they are', async () => {
    const harness = await withBucket();
    const { status } = await putByHand(
      harness,
      'hand made',
      'UNSIGNED-PAYLOAD',
    );
    expect(status).toBe(200);
    expect((await read(harness, 'hand')).text).toBe('hand made');
    const chunked = await putByHand(
      harness,
      '4;chunk-signature=0\r\nhand\r\n5;chunk-signature=0\r\n made\r\n0;chunk-signature=0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      { 'x-amz-decoded-content-length': '9' },
    );
    // The checksum that came last counts.
    expect(chunked.status).toBe(400);
    expect(chunked.text).toContain('<Code>BadDigest</Code>');
    const damaged = await putByHand(harness, 'hand made', 'a'.repeat(64));
    expect(damaged.text).toContain('<Code>SignatureDoesNotMatch</Code>');
  });
});

/** Puts an object as no SDK of JavaScript does it. */
async function putByHand(
  { sandbox }: Harness,
  body: string,
  contentHash: string,
  more: Record<string, string> = {},
): Promise<{ status?: number; text: string }> {
  const { host, port } = new URL(sandbox.url);
  const date = '20260101T000000Z';
  const path = `/${Bucket}/hand`;
  const headers: Record<string, string> = {
    host,
    'x-amz-content-sha256': contentHash,
    'x-amz-date': date,
    ...more,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    'PUT',
    path,
    '',
    ...names.map(name => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    contentHash,
  ].join('\n');
  const scope = `20260101/${REGION}/s3/aws4_request`;
  const toSign = [
    'AWS4-HMAC-SHA256',
    date,
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = ['20260101', REGION, 's3', 'aws4_request'].reduce<
    string | Buffer
  >(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${PORTAL_CREDENTIALS.secretAccessKey}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${PORTAL_CREDENTIALS.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return new Promise((resolve, reject) => {
    const sent = send(
      {
        host: '127.0.0.1',
        port,
        path,
        method: 'PUT',
        headers: { ...headers, authorization },
      },
      response => {
        let text = '';
        response.on('data', data => {
          text += data;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode, text }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
