import { createApp } from '@backstage/frontend-defaults';
import { homeModule } from './modules/home/homeModule';
import { iconsModule } from './modules/icons/iconsModule';
import { navModule } from './modules/nav/navModule';
import { signInModule } from './modules/signIn/signInModule';
import { themeModule } from './modules/theme/themeModule';

/** The portal. Plugins are found by `app.packages: all`; here is what is this portal's own. */
export const app = createApp({
  features: [homeModule, iconsModule, navModule, signInModule, themeModule],
});
