import type { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { NoticeStore } from '../database/NoticeStore';
import type { Notice } from './notices';

/** What the notifier works with. */
export interface NotifierOptions {
  notifications: NotificationService;
  notices: NoticeStore;
  logger: LoggerService;
  now: () => Date;
}

/** Tells owners of use cases what happened, each thing once. */
export class Notifier {
  readonly #options: NotifierOptions;

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /**
   * Sends what was not sent before. What cannot be sent is said in the log and
   * not sent again: collecting evidence does not wait for it.
   */
  async tell(
    useCase: { name: string; owner: string },
    notices: Notice[],
  ): Promise<void> {
    const { notifications, notices: store, logger, now } = this.#options;
    for (const { key, ...payload } of notices) {
      if (!(await store.isNew(key, now().toISOString()))) {
        continue;
      }
      try {
        await notifications.send({
          recipients: { type: 'entity', entityRef: useCase.owner },
          payload: {
            ...payload,
            link: `/catalog/default/system/${useCase.name}`,
            scope: key,
          },
        });
      } catch (error) {
        logger.warn(
          `${useCase.owner} could not be told: ${payload.title}`,
          new ForwardedError('The notifications plugin failed', error),
        );
      }
    }
  }
}
