import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { IconBundleBlueprint } from '@backstage/plugin-app-react';
import {
  RiApps2Line,
  RiBookOpenLine,
  RiBuilding2Line,
  RiChat3Line,
  RiComputerLine,
  RiDashboardLine,
  RiDatabase2Line,
  RiErrorWarningLine,
  RiExternalLinkLine,
  RiFileAddLine,
  RiFileTextLine,
  RiGithubFill,
  RiGroupLine,
  RiImageLine,
  RiLayoutGridLine,
  RiMailLine,
  RiMapPinLine,
  RiNodeTree,
  RiPlugLine,
  RiQuestionLine,
  RiSearchLine,
  RiStarFill,
  RiStarLine,
  RiUserLine,
} from '@remixicon/react';

/**
 * The icons that plugins ask for by name, from the set that `@backstage/ui`
 * uses, so that old and new parts of the portal look alike.
 */
const systemIcons = IconBundleBlueprint.make({
  name: 'system',
  params: {
    icons: {
      brokenImage: <RiImageLine size="1em" />,
      catalog: <RiApps2Line size="1em" />,
      scaffolder: <RiFileAddLine size="1em" />,
      techdocs: <RiBookOpenLine size="1em" />,
      search: <RiSearchLine size="1em" />,
      chat: <RiChat3Line size="1em" />,
      dashboard: <RiDashboardLine size="1em" />,
      docs: <RiFileTextLine size="1em" />,
      email: <RiMailLine size="1em" />,
      github: <RiGithubFill size="1em" />,
      group: <RiGroupLine size="1em" />,
      help: <RiQuestionLine size="1em" />,
      'kind:api': <RiPlugLine size="1em" />,
      'kind:component': <RiComputerLine size="1em" />,
      'kind:domain': <RiBuilding2Line size="1em" />,
      'kind:group': <RiGroupLine size="1em" />,
      'kind:location': <RiMapPinLine size="1em" />,
      'kind:system': <RiNodeTree size="1em" />,
      'kind:user': <RiUserLine size="1em" />,
      'kind:resource': <RiDatabase2Line size="1em" />,
      'kind:template': <RiLayoutGridLine size="1em" />,
      user: <RiUserLine size="1em" />,
      warning: <RiErrorWarningLine size="1em" />,
      star: <RiStarFill size="1em" />,
      unstarred: <RiStarLine size="1em" />,
      externalLink: <RiExternalLinkLine size="1em" />,
    },
  },
});

/** The portal's icons. */
export const iconsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [systemIcons],
});
