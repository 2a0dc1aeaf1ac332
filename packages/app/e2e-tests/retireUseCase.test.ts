// Taking a use case out of service, from its page to its history.
import { card, expect, test } from './portal';

const NAME = 'price-elasticity';

test('a team lead retires a use case: its accounts are closed, its page keeps the history', async ({
  page,
}) => {
  await page.addInitScript(() =>
    localStorage.setItem('mlops-portal.sign-in', 'user:default/sofia'),
  );
  await page.goto(`/catalog/default/system/${NAME}`);
  await expect(
    card(page, 'Accounts').getByText('ACTIVE').first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'more' }).click();
  await page.getByRole('menuitem', { name: 'Retire use case' }).click();

  await expect(page.getByRole('textbox', { name: 'Use case' })).toHaveValue(
    NAME,
  );
  const confirmation = page.getByRole('textbox', { name: 'Confirmation' });
  await confirmation.fill('price');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByText(`This is not ${NAME}. Type the name exactly.`).first(),
  ).toBeVisible();
  await confirmation.fill(NAME);
  await page.getByRole('button', { name: 'Review' }).click();
  await page
    .getByRole('button', { name: 'Close the accounts and retire' })
    .click();
  await page
    .getByRole('link', { name: 'Open the use case' })
    .click({ timeout: 90_000 });

  const maturity = card(page, 'Maturity');
  await expect(maturity.getByText(/^Retired .+ by /)).toBeVisible();
  await expect(maturity.getByRole('list', { name: 'Stages' })).toBeVisible();
  const accounts = card(page, 'Accounts');
  await expect(accounts.getByText('CLOSED').first()).toBeVisible();
  await expect(accounts.getByText('ACTIVE')).toHaveCount(0);

  await page.getByRole('link', { name: 'MLOps', exact: true }).click();
  await expect(
    page.getByRole('link', { name: 'fraud-detection' }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: NAME })).toBeHidden();
  await page.getByRole('radio', { name: 'Retired' }).click();
  await expect(page).toHaveURL(/lifecycle=retired/);
  await expect(page.getByRole('link', { name: NAME })).toBeVisible();
});
