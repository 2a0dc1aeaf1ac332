// The page a team lead opens.
import { expect, signIn, test } from './portal';

test.beforeEach(async ({ page }) => {
  await signIn(page, 'Jonas Weber');
  await page.goto('/mlops');
  await expect(
    page.getByRole('link', { name: 'fraud-detection' }),
  ).toBeVisible();
});

test('the stage counts filter the table', async ({ page }) => {
  await page
    .getByRole('button', { name: /^Initial/ })
    .or(page.getByRole('radio', { name: /^Initial/ }))
    .first()
    .click();
  await expect(page).toHaveURL(/stage=initial/);
  await expect(
    page.getByRole('link', { name: 'campaign-uplift' }),
  ).toBeHidden();
  await expect(
    page.getByRole('link', { name: 'customer-segmentation' }),
  ).toBeVisible();
});

test('a search finds by owner, and survives a reload', async ({ page }) => {
  await page.getByRole('searchbox').fill('pricing');
  await expect(
    page.getByRole('link', { name: 'dynamic-pricing' }),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'fraud-detection' }),
  ).toBeHidden();
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('pricing');
  await expect(
    page.getByRole('link', { name: 'fraud-detection' }),
  ).toBeHidden();
});

test('nothing found says so and offers the way back', async ({ page }) => {
  await page.getByRole('searchbox').fill('zzz');
  await expect(page.getByText('No use case matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(
    page.getByRole('link', { name: 'fraud-detection' }),
  ).toBeVisible();
});

test('a column sorts, and the address keeps the order', async ({ page }) => {
  await page.getByRole('columnheader', { name: /Last change/ }).click();
  await expect(page).toHaveURL(/orderBy=changedAt/);
});

test('a board shows the stages side by side, and leads to a use case', async ({
  page,
}) => {
  await page.getByRole('radio', { name: 'Board' }).click();
  await expect(page).toHaveURL(/view=board/);
  const scalable = page.getByRole('region', { name: 'Scalable' });
  await scalable.getByRole('link', { name: 'fraud-detection' }).click();
  await expect(page).toHaveURL(/catalog\/default\/system\/fraud-detection/);
});

test('columns are chosen', async ({ page }) => {
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Registered' }).click();
  await page.keyboard.press('Escape');
  await expect(
    page.getByRole('columnheader', { name: /Registered/ }),
  ).toBeVisible();
  await expect(page).toHaveURL(/columns=.*registeredAt/);
});

test('pages follow each other', async ({ page }) => {
  await page.goto('/mlops?limit=10');
  const first = page.getByRole('link', { name: 'ad-click-prediction' });
  const last = page.getByRole('link', { name: 'next-best-offer' });
  await expect(first).toBeVisible();
  await page.getByRole('button', { name: 'Next table page' }).click();
  await expect(last).toBeVisible();
  await expect(first).toBeHidden();
  await page.getByRole('button', { name: 'Previous table page' }).click();
  await expect(first).toBeVisible();
  await expect(last).toBeHidden();
});

test('a backend that does not answer is told, with a way to try again', async ({
  page,
  consoleLog,
}) => {
  await page.route('**/api/mlops/use-cases?*', route =>
    route.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        error: {
          name: 'ServiceUnavailableError',
          message: 'The database is being moved',
        },
        response: { statusCode: 503 },
      }),
    }),
  );
  await page.reload();
  await expect(
    page.getByText('The use cases could not be loaded'),
  ).toBeVisible();
  await expect(page.getByText(/The database is being moved/)).toBeVisible();
  await page.unroute('**/api/mlops/use-cases?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(
    page.getByRole('link', { name: 'fraud-detection' }),
  ).toBeVisible();
  // The browser itself logs each failed request.
  expect(consoleLog.take().filter(message => !message.includes('503'))).toEqual(
    [],
  );
});
