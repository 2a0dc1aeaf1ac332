import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { LogoMark } from '../../components/LogoMark';

const useStyles = makeStyles({
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    height: 3 * sidebarConfig.logoHeight,
    paddingLeft: 22,
    color: '#ffffff',
    whiteSpace: 'nowrap',
  },
  name: {
    fontSize: 18,
    fontWeight: 600,
    letterSpacing: '-0.01em',
  },
});

/** Mark, and name when there is room, leading home. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      className={classes.link}
      aria-label="MLOps Portal, home"
    >
      <LogoMark size={28} />
      {isOpen && <span className={classes.name}>MLOps Portal</span>}
    </Link>
  );
}
