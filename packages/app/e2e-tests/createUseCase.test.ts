// The main path of a data scientist, from signing in to a use case with accounts and a stage.
import type { Page } from '@playwright/test';
import { card, expect, signIn, test } from './portal';

const NAME = 'churn-prediction';
const ENVIRONMENTS = ['Experimentation', 'Dev', 'Test', 'Prod'];

async function openUseCase(page: Page) {
  await page.goto(`/catalog/default/system/${NAME}`);
  await expect(
    page.getByRole('heading', { name: 'Churn prediction', exact: true }),
  ).toBeVisible();
}

async function fillForm(page: Page) {
  await page.getByRole('textbox', { name: /^Name/ }).fill(NAME);
  await expect(page.getByText(`${NAME} is free`)).toBeVisible();
  await page.getByRole('textbox', { name: 'Title' }).fill('Churn prediction');
  await expect(
    page.getByRole('button', { name: /Customer Intelligence.*Owner/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  for (const environment of ENVIRONMENTS) {
    const box = page.getByRole('checkbox', {
      name: new RegExp(`^${environment}`),
    });
    if (!(await box.isChecked())) {
      await page.getByText(environment, { exact: true }).click();
    }
    await expect(box).toBeChecked();
  }
  await page.getByText('train-and-register', { exact: true }).click();
  await page.getByRole('button', { name: 'Review' }).click();
}

async function expectFourAccounts(page: Page) {
  const accounts = card(page, 'Accounts');
  for (const environment of ['experimentation', 'dev', 'test', 'prod']) {
    await expect(
      accounts.getByRole('link', { name: `${NAME}-${environment}` }),
    ).toBeVisible();
  }
  await expect(accounts.getByText('ACTIVE')).toHaveCount(4);
  for (const unit of [
    'Experimentation',
    'Development',
    'Testing',
    'Production',
  ]) {
    await expect(
      accounts.getByText(`Organizational unit ${unit}`),
    ).toBeVisible();
  }
}

test.describe.configure({ mode: 'serial' });

test('a data scientist creates a use case and sees it happen', async ({
  page,
}) => {
  await signIn(page, 'Amara Okafor');
  await page.getByRole('link', { name: 'Create use case' }).click();
  await fillForm(page);
  await page.getByRole('button', { name: 'Create use case' }).click();

  for (const step of [
    'Check the request',
    'Register the use case',
    'Provision the AWS accounts',
    'Apply the security baseline',
    'Deploy Studio',
    'Launch the SageMaker project',
  ]) {
    await expect(page.getByText(step).first()).toBeVisible();
  }
  await page
    .getByRole('link', { name: 'Open the use case' })
    .click({ timeout: 60_000 });

  await expect(page).toHaveURL(new RegExp(`/catalog/default/system/${NAME}`));
  await expectFourAccounts(page);
});

test('the use case shows its project, and the ladder with its evidence', async ({
  page,
}) => {
  await signIn(page, 'Amara Okafor');
  await openUseCase(page);

  const projects = card(page, 'SageMaker projects');
  await expect(projects.getByText('CreateCompleted')).toBeVisible();
  await expect(
    projects.getByText(/From train-and-register 1\.1\.0/),
  ).toBeVisible();

  const maturity = card(page, 'Maturity');
  await expect(maturity.getByText('6 of 6 met')).toBeVisible();
  await maturity.getByRole('button', { name: /^Initial/ }).click();
  await maturity
    .getByRole('button', { name: /The experimentation account is active/ })
    .click();
  await expect(
    maturity.getByText(
      /Account churn-prediction-experimentation \(\d{12}\) is ACTIVE/,
    ),
  ).toBeVisible();
});

test("the catalog's own pages show the system, its accounts and their relations", async ({
  page,
}) => {
  await signIn(page, 'Amara Okafor');
  await openUseCase(page);
  const resources = page
    .getByRole('grid')
    .or(page.getByRole('table'))
    .filter({ hasText: 'aws-account' });
  await expect(
    resources.getByRole('link', { name: 'Churn prediction (prod)' }),
  ).toBeVisible();

  await page.goto(`/catalog/default/resource/${NAME}-prod`);
  await expect(
    page.getByRole('heading', { name: 'Churn prediction (prod)', exact: true }),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Churn prediction', exact: true }).first(),
  ).toHaveAttribute('href', `/catalog/default/system/${NAME}`);
});

test('restarting everything keeps everything', async ({ page, portal }) => {
  test.setTimeout(300_000);
  await portal.restart();

  await signIn(page, 'Amara Okafor');
  await page.goto(`/mlops?q=${NAME}`);
  await expect(
    page.getByRole('link', { name: 'Churn prediction' }),
  ).toBeVisible();
  await openUseCase(page);
  await expectFourAccounts(page);
});
