import { HumanDuration } from '@backstage/types';

export interface Config {
  /** The MLOps portal. */
  mlops: {
    aws: {
      /** AWS region of the machine learning accounts, for example eu-west-1. */
      region: string;
      /**
       * Base address of a stand-in for AWS, such as the sandbox of this
       * project. Leave it out to reach the real AWS.
       */
      endpoint?: string;
      /** Account that manages the AWS organization, 12 digits. */
      managementAccountId: string;
      /** Account that holds the template library, 12 digits. */
      governanceAccountId: string;
      /** Account that holds the shared data, 12 digits. */
      dataLakeAccountId: string;
      /** Names of the IAM roles the portal assumes in each account. */
      roles: {
        /** May only read; collectors use it. */
        reader: string;
        /** May create accounts, projects and what goes with them; scaffolder actions use it. */
        provisioner: string;
      };
      /**
       * External id that the roles ask for, when they do.
       * @visibility secret
       */
      externalId?: string;
    };
    accounts: {
      /**
       * How accounts come about: through AWS Organizations itself, or through
       * the Account Factory of AWS Control Tower.
       */
      vendor: 'organizations' | 'control-tower';
      /** Of the vendor control-tower. */
      controlTower?: {
        /**
         * Name of the Service Catalog product that makes accounts. Default:
         * AWS Control Tower Account Factory
         */
        product?: string;
        /**
         * The user of IAM Identity Center who gets access to each new account:
         * somebody, or a mailbox, of the platform team.
         */
        ssoUser: {
          email: string;
          firstName: string;
          lastName: string;
        };
      };
      baseline?: {
        /**
         * Names of the service-managed StackSets that every account gets.
         * Default: mlops-account-baseline and mlops-portal-roles
         */
        stackSets?: string[];
      };
      /**
       * How the email address of an account is made, with {useCase},
       * {environment} and {domain} in it.
       * Default: aws+{useCase}-{environment}@{domain}
       */
      emailPattern?: string;
      /** The domain of these addresses. */
      emailDomain: string;
      /**
       * Name of the service control policy that guards machine learning
       * accounts. Default: mlops-guardrails
       */
      guardRailPolicy?: string;
      /** Ids of the organizational units the accounts of each environment belong to. */
      organizationalUnits: {
        experimentation: string;
        dev: string;
        test: string;
        prod: string;
      };
    };
    studio?: {
      /**
       * Name of the Service Catalog product that deploys SageMaker AI Studio.
       * It has an output DomainId. Default: sagemaker-studio
       */
      product?: string;
    };
    sync?: {
      /** How often evidence is collected from AWS. Default: 10 minutes. */
      frequency?: HumanDuration | string;
      /** After which time a collection is given up. Default: 30 minutes. */
      timeout?: HumanDuration | string;
      /** How many accounts are read at the same time. Default: 8. */
      concurrency?: number;
      /** How long the reading of one account may take. Default: 2 minutes. */
      accountTimeout?: HumanDuration | string;
    };
    maturity?: {
      /** Ids of criteria that are not judged, such as repeatable.experiments. */
      disabledCriteria?: string[];
      /** Criteria that belong to another stage. */
      stages?: {
        /** Id of the criterion. */
        criterion: string;
        stage: 'initial' | 'repeatable' | 'reliable' | 'scalable';
      }[];
      /** Within which time an idea should be in production. Default: 90 days. */
      timeToProductionTarget?: HumanDuration | string;
    };
    history?: {
      /** For how long daily snapshots and costs are kept. Default: 400 days. */
      retention?: HumanDuration | string;
    };
    costs?: {
      /** Whether Cost Explorer is asked, which takes money for each answer. Default: true. */
      enabled?: boolean;
      /** How often it is asked. Default: 6 hours. */
      frequency?: HumanDuration | string;
    };
    events?: {
      /**
       * What has to be sent in the header x-mlops-event-key with events of
       * Amazon EventBridge that are posted to /api/mlops/aws-events. Without it
       * nobody can post events. At least 16 characters.
       * @visibility secret
       */
      key?: string;
    };
  };
}
