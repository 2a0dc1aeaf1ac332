import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import { SidebarLogo } from './SidebarLogo';

function PageItem({ icon, href, title }: NavContentNavItem) {
  return <SidebarItem icon={() => icon} to={href} text={title} />;
}

/** The sidebar: what people come for first, then the rest of the catalog. */
export function PortalSidebar({ navItems }: NavContentComponentProps) {
  const pages = navItems.withComponent(PageItem);
  // These two have an item of their own below.
  pages.take('page:search');
  pages.take('page:notifications');
  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup label="Search" icon={<SearchIcon />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        {pages.take('page:home')}
        {pages.take('page:mlops')}
        {pages.take('page:catalog')}
        {pages.take('page:scaffolder')}
        <SidebarDivider />
        <SidebarScrollWrapper>
          {pages.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsSidebarItem />
      <SidebarDivider />
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {pages.take('page:user-settings')}
      </SidebarGroup>
    </Sidebar>
  );
}
