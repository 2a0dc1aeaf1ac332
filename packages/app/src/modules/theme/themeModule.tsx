import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import {
  createBaseThemeOptions,
  createUnifiedTheme,
  genPageTheme,
  palettes,
  shapes,
  UnifiedThemeProvider,
} from '@backstage/theme';
import DarkIcon from '@material-ui/icons/Brightness2';
import LightIcon from '@material-ui/icons/WbSunny';
import type { ReactNode } from 'react';

const NAVIGATION = {
  background: '#0f2f33',
  indicator: '#5eead4',
  color: '#c9dcdc',
  selectedColor: '#ffffff',
  navItem: { hoverBackground: '#1b454a' },
  submenu: { background: '#1b454a' },
};

const page = genPageTheme({
  colors: ['#0f2f33', '#0f766e'],
  shape: shapes.wave,
});

const light = createUnifiedTheme({
  ...createBaseThemeOptions({
    palette: {
      ...palettes.light,
      primary: { main: '#0f766e' },
      link: '#0f766e',
      linkHover: '#134e4a',
      navigation: NAVIGATION,
    },
  }),
  defaultPageTheme: 'home',
  pageTheme: { home: page },
});

const dark = createUnifiedTheme({
  ...createBaseThemeOptions({
    palette: {
      ...palettes.dark,
      primary: { main: '#5eead4' },
      link: '#5eead4',
      linkHover: '#99f6e4',
      navigation: { ...NAVIGATION, background: '#0b1f21' },
    },
  }),
  defaultPageTheme: 'home',
  pageTheme: { home: page },
});

function LightProvider({ children }: { children: ReactNode }) {
  return <UnifiedThemeProvider theme={light}>{children}</UnifiedThemeProvider>;
}

function DarkProvider({ children }: { children: ReactNode }) {
  return <UnifiedThemeProvider theme={dark}>{children}</UnifiedThemeProvider>;
}

/** The portal's colours, in place of Backstage's own two themes. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ThemeBlueprint.make({
      name: 'light',
      params: {
        theme: {
          id: 'light',
          title: 'Light',
          variant: 'light',
          icon: <LightIcon />,
          Provider: LightProvider,
        },
      },
    }),
    ThemeBlueprint.make({
      name: 'dark',
      params: {
        theme: {
          id: 'dark',
          title: 'Dark',
          variant: 'dark',
          icon: <DarkIcon />,
          Provider: DarkProvider,
        },
      },
    }),
  ],
});
