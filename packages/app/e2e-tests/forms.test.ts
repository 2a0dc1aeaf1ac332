// What the form can know, it says before anything is asked of AWS.
import { expect, signIn, test } from './portal';

/** How quick a person types, in milliseconds a key. */
const AS_A_PERSON = { delay: 40 };

test.beforeEach(async ({ page }) => {
  await signIn(page, 'Amara Okafor');
  await page.goto('/create/templates/default/create-use-case');
});

test('a malformed name is told as one types', async ({ page }) => {
  const name = page.getByRole('textbox', { name: /^Name/ });
  await name.fill('Churn');
  await expect(
    page.getByText('A use case name starts with a lowercase letter.'),
  ).toBeVisible();
  await name.fill('churn_prediction');
  await expect(
    page.getByText(
      'A use case name has only lowercase letters, digits and hyphens.',
    ),
  ).toBeVisible();
});

test('a taken name is told, with who has it, and goes no further', async ({
  page,
}) => {
  await page.getByRole('textbox', { name: /^Name/ }).fill('fraud-detection');
  await expect(
    page.getByText(/The name fraud-detection is taken: .*risk/i).first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('group', { name: 'Environments' })).toBeHidden();
});

test('a free name shows the accounts it will get', async ({ page }) => {
  await page.getByRole('textbox', { name: /^Name/ }).fill('store-traffic');
  await expect(page.getByText('store-traffic is free')).toBeVisible();
  await expect(
    page.getByText('aws+store-traffic-prod@example.com'),
  ).toBeVisible();
});

test('the form can be filled in with the keyboard alone', async ({ page }) => {
  await expect(page.getByRole('textbox', { name: /^Name/ })).toBeFocused();
  // A key that is pressed while the form is still being drawn can be lost.
  await page.waitForLoadState('networkidle');
  await page.keyboard.type('store-traffic', AS_A_PERSON);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Store traffic', AS_A_PERSON);
  await page.keyboard.press('Tab');
  await page.keyboard.type('How many people come', AS_A_PERSON);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.type('Pric', AS_A_PERSON);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('button', { name: /Pricing.*Owner/ }),
  ).toBeFocused();
  await expect(page.getByText('store-traffic is free')).toBeVisible();
  for (const field of ['Domain', 'Cost center']) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('textbox', { name: field })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Environments' })).toBeVisible();
  await expect(
    page.getByRole('checkbox', { name: /^Experimentation/ }),
  ).toBeChecked();
});
