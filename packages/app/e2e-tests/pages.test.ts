// Every page as a person sees it: wide and narrow, light and dark. The pictures are for looking at; what is
// asserted is that the page is there, does not scroll sideways, and says nothing in the console.
import { join } from 'node:path';
import { expect, test } from './portal';

const PAGES = [
  { name: 'home', path: '/', shows: /^Welcome/ },
  { name: 'use-cases', path: '/mlops/use-cases', shows: 'fraud-detection' },
  {
    name: 'use-cases-board',
    path: '/mlops/use-cases?view=board',
    shows: 'fraud-detection',
  },
  {
    name: 'accounts',
    path: '/mlops/accounts?q=fraud',
    shows: 'fraud-detection-prod',
  },
  { name: 'models', path: '/mlops/models', shows: 'fraud-detection' },
  { name: 'templates', path: '/mlops/templates', shows: 'To upgrade' },
  { name: 'maturity', path: '/mlops/maturity', shows: 'Time to value' },
  {
    name: 'use-case',
    path: '/catalog/default/system/fraud-detection',
    shows: 'SageMaker projects',
  },
  ...['accounts', 'models', 'pipelines', 'cost', 'activity'].map(tab => ({
    name: `use-case-${tab}`,
    path: `/catalog/default/system/fraud-detection/${tab}`,
    shows: 'fraud-detection',
  })),
  {
    name: 'account',
    path: '/catalog/default/resource/fraud-detection-prod',
    shows: 'fraud-detection (prod)',
  },
  {
    name: 'create',
    path: '/create/templates/default/create-use-case',
    shows: 'Create use case',
  },
  { name: 'catalog', path: '/catalog', shows: /All/ },
];

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

for (const theme of ['light', 'dark']) {
  for (const { width, height } of SIZES) {
    test(`every page, ${theme}, ${width} pixels wide`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.addInitScript(
        ([themeId]) => {
          localStorage.setItem('theme', themeId);
          localStorage.setItem('mlops-portal.sign-in', 'user:default/jonas');
        },
        [theme],
      );
      for (const { name, path, shows } of PAGES) {
        await page.goto(path);
        await expect(page.getByText(shows).first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
        await page.screenshot({
          path: join(
            'test-results',
            'screenshots',
            `${name}-${theme}-${width}.png`,
          ),
          fullPage: true,
        });
      }
    });
  }
}

test('the sign-in page, wide and narrow', async ({ page }) => {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.goto('/');
    await expect(
      page.getByRole('heading', { name: 'MLOps Portal' }),
    ).toBeVisible();
    await page.screenshot({
      path: join('test-results', 'screenshots', `sign-in-${size.width}.png`),
    });
  }
});
