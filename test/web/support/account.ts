// What people do at the page with an account: register, log in, look who they are.
import type { Visitor } from './visitor.ts';

/** The sheet that is open, by its title. */
export function dialogOf({ page }: Visitor, name: string | RegExp) {
  return page.getByRole('dialog', { name });
}

export async function isClosed({ page }: Visitor): Promise<void> {
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** One's own name at the foot of the page opens what can be done about it. */
export async function opensOwn({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: /^You are / }).click();
  await page.getByRole('dialog').waitFor();
}

export async function opens(who: Visitor, button: string, title: string | RegExp): Promise<void> {
  await opensOwn(who);
  await who.page.getByRole('dialog').getByRole('button', { name: button }).click();
  await dialogOf(who, title).waitFor();
}

/** Fields by their labels. */
export async function fills(
  who: Visitor,
  title: string | RegExp,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [label, text] of Object.entries(fields)) {
    await dialogOf(who, title).getByLabel(label, { exact: true }).fill(text);
  }
}

export async function registers(who: Visitor, name: string, password: string): Promise<void> {
  await opens(who, 'Make the name yours', 'Register');
  await fills(who, 'Register', { Name: name, Password: password, 'Password again': password });
  await who.page.keyboard.press('Enter');
  await isClosed(who);
  await isMember(who, name);
}

export async function logsIn(who: Visitor, name: string, password: string): Promise<void> {
  await opens(who, 'Have an account? Log in', 'Log in');
  await entersPassword(who, name, password);
  await isClosed(who);
  await isMember(who, name);
}

/** In the sheet for it, which is open. */
export async function entersPassword(who: Visitor, name: string, password: string): Promise<void> {
  await fills(who, 'Log in', { Name: name, Password: password });
  await who.page.keyboard.press('Enter');
}

export async function isMember({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('button', { name: `You are ${name} : your account` }).waitFor();
}

export async function isGuest({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: /: change the name, log in$/ }).waitFor();
}

/** What the open sheet says is wrong. */
export async function isTold({ page }: Visitor, words: RegExp): Promise<void> {
  await page.getByRole('alert').filter({ hasText: words }).waitFor();
}
