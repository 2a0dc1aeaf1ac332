import { invoke, type Answer } from './__testUtils__/inlineFunction';

describe('the function of account settings', () => {
  const settings = (
    requestType: 'Create' | 'Update' | 'Delete',
    answer: Answer,
  ) =>
    invoke({
      template: 'account-baseline.yaml',
      resource: 'AccountSettingsFunction',
      requestType,
      properties: { EbsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/ebs' },
      answer,
    });

  const done: Answer = ({ hostname }) => ({
    body: hostname.startsWith('ec2') ? '<Response/>' : '',
  });

  it.each(['Create', 'Update'] as const)(
    'encrypts volumes with the key and blocks public buckets: %s',
    async requestType => {
      const { reply, sent, errors } = await settings(requestType, done);

      expect(errors).toEqual([]);
      expect(reply).toEqual({
        url: 'https://cloudformation.example/reply',
        Status: 'SUCCESS',
        Reason: 'Done',
        StackId: 'stack',
        RequestId: 'request',
        LogicalResourceId: 'Logical',
        PhysicalResourceId: 'mlops-account-settings',
      });
      const [encrypt, key, block] = sent;
      expect(sent).toHaveLength(3);
      expect(encrypt?.body).toContain('Action=EnableEbsEncryptionByDefault');
      expect(key?.body).toContain('Action=ModifyEbsDefaultKmsKeyId');
      expect(decodeURIComponent(key?.body ?? '')).toContain(
        'KmsKeyId=arn:aws:kms:eu-west-1:123456789012:key/ebs',
      );
      expect(block).toMatchObject({
        method: 'PUT',
        path: '/v20180820/configuration/publicAccessBlock',
        hostname: '123456789012.s3-control.eu-west-1.amazonaws.com',
      });
      for (const setting of [
        'BlockPublicAcls',
        'IgnorePublicAcls',
        'BlockPublicPolicy',
        'RestrictPublicBuckets',
      ]) {
        expect(block?.body).toContain(`<${setting}>true</${setting}>`);
      }
    },
  );

  it('leaves the settings when the stack goes', async () => {
    const { reply, sent } = await settings('Delete', done);

    expect(reply.Status).toBe('SUCCESS');
    expect(sent).toEqual([]);
  });

  it('tells CloudFormation why it failed', async () => {
    const { reply, errors } = await settings('Create', () => ({
      statusCode: 403,
      body: '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>Not you</Message></Error></Errors></Response>',
    }));

    expect(reply).toMatchObject({
      Status: 'FAILED',
      Reason: 'UnauthorizedOperation: Not you',
      PhysicalResourceId: 'mlops-account-settings',
    });
    expect(errors).toHaveLength(1);
  });
});

describe('the function that shares the library', () => {
  const share = (
    requestType: 'Create' | 'Update' | 'Delete',
    answer: Answer,
    milliseconds?: number,
  ) =>
    invoke({
      template: 'governance.yaml',
      resource: 'LibraryShareFunction',
      requestType,
      properties: {
        PortfolioId: 'port-library',
        OrganizationalUnitId: 'ou-mlop-workloads',
      },
      answer,
      ...(milliseconds && { milliseconds }),
    });

  const operation = (headers: Record<string, string>) =>
    headers['x-amz-target']?.split('.')[1];

  /** Answers with the states of the share, one after another. */
  function states(...each: object[]): Answer {
    const left = [...each];
    return ({ headers }) => ({
      body: JSON.stringify(
        operation(headers) === 'DescribePortfolioShareStatus'
          ? left.shift()
          : { PortfolioShareToken: 'share-1' },
      ),
    });
  }

  it('shares with the unit, principals included, and waits until it is done', async () => {
    const { reply, sent, errors } = await share(
      'Create',
      states(
        { Status: 'NOT_STARTED' },
        { Status: 'IN_PROGRESS' },
        { Status: 'COMPLETED' },
      ),
    );

    expect(errors).toEqual([]);
    expect(reply).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'port-library/ou-mlop-workloads',
    });
    expect(sent.map(({ headers }) => operation(headers))).toEqual([
      'CreatePortfolioShare',
      'DescribePortfolioShareStatus',
      'DescribePortfolioShareStatus',
      'DescribePortfolioShareStatus',
    ]);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      PortfolioId: 'port-library',
      OrganizationNode: {
        Type: 'ORGANIZATIONAL_UNIT',
        Value: 'ou-mlop-workloads',
      },
      SharePrincipals: true,
    });
  });

  it.each(['COMPLETED_WITH_ERRORS', 'ERROR'])(
    'fails with the reasons when sharing ends as %s',
    async Status => {
      const { reply } = await share(
        'Create',
        states({
          Status,
          ShareDetails: { ShareErrors: [{ Message: 'No such unit' }] },
        }),
      );

      expect(reply).toMatchObject({
        Status: 'FAILED',
        Reason: `Error: Sharing ended as ${Status}: No such unit`,
      });
    },
  );

  it('answers before its time is over', async () => {
    const { reply } = await share(
      'Create',
      states({ Status: 'IN_PROGRESS' }),
      10_000,
    );

    expect(reply).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('still IN_PROGRESS'),
    });
  });

  it('ends the share when the stack goes', async () => {
    const { reply, sent } = await share(
      'Delete',
      states({ Status: 'COMPLETED' }),
    );

    expect(reply.Status).toBe('SUCCESS');
    expect(sent.map(({ headers }) => operation(headers))).toEqual([
      'DeletePortfolioShare',
      'DescribePortfolioShareStatus',
    ]);
  });

  it('is content when there is nothing to end', async () => {
    const { reply } = await share('Delete', () => ({
      statusCode: 400,
      body: JSON.stringify({ __type: 'ResourceNotFoundException' }),
    }));

    expect(reply.Status).toBe('SUCCESS');
  });
});
