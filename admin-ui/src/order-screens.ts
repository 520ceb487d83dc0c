import apiFetch from '@wordpress/api-fetch';
import './order-screens.scss';
import { isSignedOut } from './resources/is-signed-out.ts';

/**
 * "Send again" in the panel on WooCommerce's order screen: asked in place, so that what is half written in the order's
 * form stays. The panel comes anew from the server, until the connector has answered. Without this script the button is
 * a link that does the same by a page load.
 */
const LOOK_EVERY = 3_000;
/** By then either the connector has answered or it is off, which the panel says. */
const LOOKS = 40;

document.addEventListener('click', (click) => {
  const button =
    click.target instanceof Element ? click.target.closest('[data-counterfoil-send-again]') : null;
  const panel = button?.closest<HTMLElement>('[data-counterfoil-order]');
  if (!(button instanceof HTMLElement) || !panel) return;
  click.preventDefault();
  if (button.ariaDisabled !== 'true') void sendAgain(panel, button);
});

// Space presses what is called a button; a link knows Enter only.
document.addEventListener('keydown', (key) => {
  const { target } = key;
  if (key.key !== ' ' || !(target instanceof HTMLElement)) return;
  if (!target.matches('[data-counterfoil-send-again]')) return;
  key.preventDefault();
  target.click();
});

async function sendAgain(panel: HTMLElement, button: HTMLElement): Promise<void> {
  button.ariaDisabled = 'true';
  try {
    const orderId = Number(panel.dataset['counterfoilOrder']);
    // As the panel shows it.
    const { counterfoilSendAgain: code, counterfoilVersion: version } = button.dataset;
    const orders = [{ orderId, code, version: Number(version) }];
    await apiFetch({ path: '/counterfoil-admin/v1/journeys/send-again', method: 'POST', data: { orders } });
    await follow(panel, LOOKS);
  } catch (failure) {
    button.ariaDisabled = 'false';
    say(panel, failureOf(panel, failure), true);
  }
}

/** WordPress itself shows its login over the page. */
function failureOf(panel: HTMLElement, failure: unknown): string {
  if (isSignedOut(failure)) return panel.dataset['counterfoilSignedOut'] ?? '';
  return failure instanceof Object && 'message' in failure ? String(failure.message) : '';
}

async function follow(panel: HTMLElement, looksLeft: number): Promise<void> {
  const inside = panel.querySelector<HTMLElement>('[data-counterfoil-inside]');
  const path = `/counterfoil-admin/v1/journeys/${panel.dataset['counterfoilOrder']}/panel`;
  const { html } = await apiFetch<{ html: string }>({ path });
  if (inside === null || !inside.isConnected) return;
  const hadFocus = inside.contains(document.activeElement);
  inside.innerHTML = html;
  const asked = inside.querySelector('[data-counterfoil-asked]');
  if (hadFocus) keepFocus(inside);
  say(panel, (asked ?? inside.querySelector('.counterfoil-mark'))?.textContent ?? '', false);
  if (asked !== null) followLater(panel, looksLeft - 1);
}

/** A look that fails is no answer: the panel goes on saying that it was asked, and is looked at again. */
function followLater(panel: HTMLElement, looksLeft: number): void {
  if (looksLeft < 0) return;
  window.setTimeout(
    () => void follow(panel, looksLeft).catch(() => followLater(panel, looksLeft - 1)),
    LOOK_EVERY,
  );
}

/** While the connector is at it there is no button: the panel itself holds the keyboard's place. */
function keepFocus(inside: HTMLElement): void {
  const button = inside.querySelector<HTMLElement>('[data-counterfoil-send-again]');
  inside.tabIndex = -1;
  (button ?? inside).focus();
}

/** For the ear; what went wrong for the eye too, since it stands nowhere else. */
function say(panel: HTMLElement, text: string, isFailure: boolean): void {
  const status = panel.querySelector('[role=status]');
  if (status === null) return;
  status.classList.toggle('screen-reader-text', !isFailure);
  if (status.textContent !== text) status.textContent = text;
}
