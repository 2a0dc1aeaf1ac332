import { expect, signIn, test } from './portal';

for (const [role, name] of [
  ['a data scientist', 'Mei Tanaka'],
  ['a team lead', 'Jonas Weber'],
  ['the platform team', 'Noor Haddad'],
]) {
  test(`${role} signs in and is greeted by name`, async ({ page }) => {
    await signIn(page, name);
    await expect(
      page.getByRole('heading', { name: `Welcome, ${name.split(' ')[0]}` }),
    ).toBeVisible();
  });
}

test('a guest signs in', async ({ page }) => {
  await signIn(page, 'Enter as a guest');
});

test('a reload does not ask again, and signing out does', async ({ page }) => {
  await signIn(page, 'Mei Tanaka');
  await page.reload();
  await expect(
    page.getByRole('heading', { name: 'Welcome, Mei' }),
  ).toBeVisible();

  await page.goto('/settings');
  await page.getByTestId('user-settings-menu').click();
  await page.getByRole('menuitem', { name: 'Sign Out' }).click();
  await expect(
    page.getByRole('heading', { name: 'Data scientists' }),
  ).toBeVisible();
});

test('home leads each kind of person to their first step', async ({ page }) => {
  await signIn(page, 'Noor Haddad');
  await expect(
    page.getByRole('link', { name: 'Create use case' }),
  ).toHaveAttribute('href', '/create/templates/default/create-use-case');
  await page.getByRole('link', { name: 'Browse use cases' }).click();
  await expect(
    page.getByRole('link', { name: 'fraud-detection' }),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('link', { name: 'Project templates' }).click();
  await expect(
    page.getByRole('link', { name: 'train-and-register' }),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('link', { name: 'AWS accounts' }).click();
  await expect(
    page.getByRole('link', { name: /ad-click-prediction \(dev\)/ }),
  ).toBeVisible();
});
