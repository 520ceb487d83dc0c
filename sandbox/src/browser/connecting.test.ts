import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type PairedAgent, pairAgent } from '../agent/pair-agent.ts';
import { launchAgent } from '../agent/start-agent.ts';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { readInstanceRecord } from '../instance/instance-record.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { queryDatabase } from '../store/query-database.ts';
import { lookAt } from './look-at.ts';
import { untilState } from './until-state.ts';
import { NEW_FIGURES_EVERY_MS, ownShop, useScreens } from './use-screens.ts';

const screens = useScreens(() => ownShop('connecting', { erp: 'sandbox', agent: false }));
const CONNECTION = 'admin.php?page=counterfoil&view=connection';

/** Makes a code on the Connection screen, which is open. @returns it as it is shown */
async function makeCode(button: 'Make a code' | 'Make another code'): Promise<string> {
  const { page } = screens;
  await page.getByRole('button', { name: button }).click();
  const code = page.getByLabel('Code', { exact: true });
  await code.waitFor();
  await page.getByText(/runs out in (30:00|29:\d\d)/).waitFor();
  return (await code.textContent()) ?? '';
}

/** Runs the real `counterfoil setup`; its files go beside each other. */
async function setUp(name: string, code: string, compare: (fingerprint: string) => Promise<void>) {
  const { store, erp, paths } = screens.shop;
  if (!erp) throw new Error('no ERP');
  return pairAgent(
    { store, erp },
    { ...paths, agent: join(paths.agent, name) },
    {
      administrator: {
        makeCode: async () => code,
        confirm: ({ fingerprint }) => compare(fingerprint),
      },
    },
  );
}

async function startConnector(shop: SandboxInstance, paired: PairedAgent): Promise<void> {
  const record = readInstanceRecord(shop.baseDir, shop.name);
  if (!record) throw new Error('no record');
  await launchAgent(shop.baseDir, record, shop.paths, paired);
}

test('a shop with nothing connected says so, and one button leads further', async () => {
  const { page } = screens;
  await screens.open('admin.php?page=counterfoil');
  await page.getByText('Your orders are being recorded. Nothing is connected yet.').waitFor();
  await lookAt(page, 'first-run');
  await page.getByRole('button', { name: 'Connect your ERP' }).click();
  await page.getByRole('heading', { name: 'Connect', exact: true }).waitFor();
  expect(page.url()).toContain('view=connection');
});

test('a code that nobody used runs out, and the page says so by itself', async () => {
  const { page, shop } = screens;
  await screens.open(CONNECTION);
  await makeCode('Make a code');
  await queryDatabase(
    shop.store.db,
    `UPDATE ${shop.store.db.prefix}counterfoil_pairing SET expires_at = UTC_TIMESTAMP(3)`,
  );
  await expect.poll(() => page.getByLabel('Code', { exact: true }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Make a code' }).isVisible()).toBe(true);
});

test('a code, `counterfoil setup` and the same characters on both sides connect the shop', async () => {
  const { page, shop } = screens;
  await screens.open(CONNECTION);
  const code = await makeCode('Make a code');
  await lookAt(page, 'connection-code');
  const paired = await setUp('first', code, async (fingerprint) => {
    await page.getByRole('heading', { name: 'Is this the sandbox?' }).waitFor();
    expect(await page.locator('.counterfoil-fingerprint').textContent()).toBe(fingerprint);
    await lookAt(page, 'connection-compare');
    await page.getByRole('button', { name: 'They are the same: start' }).click();
  });
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
  await page.getByText(/Orders count from .*Older ones are never sent\./).waitFor();
  await page.getByRole('heading', { name: 'Now start the connector on the sandbox' }).waitFor();
  await lookAt(page, 'connection-start');
  await startConnector(shop, paired);
  await screens.open(CONNECTION);
  await page.getByRole('heading', { name: 'Connector on the sandbox' }).waitFor();
  await lookAt(page, 'connection');
});

test('a connected shop without orders says that none are there yet, and shows the first one by itself', async () => {
  const { page, shop } = screens;
  await screens.open('admin.php?page=counterfoil&view=orders');
  await page.getByText('No orders yet. The next one that is placed shows up here by itself.').waitFor();
  await lookAt(page, 'orders-none');
  await page.clock.install();
  await screens.open('admin.php?page=counterfoil');
  await page.getByText('No orders yet today.').waitFor();
  await lookAt(page, 'overview-none');
  const order = await placeCheckout(shop, { customer: { guest: 1 } });
  await untilState(shop, order.orderId, 'delivered');
  await page.clock.fastForward(NEW_FIGURES_EVERY_MS);
  await page.getByText("Today's 1 order is in Practice ERP.").waitFor();
  await lookAt(page, 'overview-good');
});

test('a connector that shows other characters is turned away and gets nothing', async () => {
  const { page, shop } = screens;
  await screens.open(CONNECTION);
  const code = await makeCode('Make a code');
  const stranger = setUp('stranger', code, async () => {
    await page.getByRole('button', { name: 'They differ: turn it away' }).click();
  });
  await expect(stranger).rejects.toThrow(/setup ended with [1-9]/);
  await page.getByRole('heading', { name: 'Is this the sandbox?' }).waitFor({ state: 'detached' });
  const keys = await queryDatabase(
    shop.store.db,
    `SELECT state FROM ${shop.store.db.prefix}counterfoil_keys ORDER BY id`,
  );
  expect(keys.map(({ state }) => state)).toEqual(['confirmed', 'revoked']);
});

test('what becomes of the notes when the plugin is deleted is chosen beforehand, from its row in the list of plugins', async () => {
  const { page } = screens;
  await screens.open('plugins.php');
  await page
    .getByRole('row', { name: /Counterfoil/ })
    .getByRole('link', { name: 'Open' })
    .click();
  await page.getByRole('link', { name: 'Connection' }).click();
  const box = page.getByRole('checkbox', { name: /delete what it noted, too/ });
  expect(await box.isChecked()).toBe(false);
  await box.check();
  await expect.poll(() => box.isEnabled()).toBe(true);
  await screens.open(CONNECTION);
  expect(await box.isChecked()).toBe(true);
  await box.uncheck();
});

test('disconnecting is asked first, and afterwards the overview leads to connecting again and hides nothing', async () => {
  const { page, shop } = screens;
  const { orderId } = await placeCheckout(shop, {
    customer: { guest: 2 },
    lines: [{ product: 'gift-box', quantity: 1 }],
  });
  await untilState(shop, orderId, 'held');
  await screens.open(CONNECTION);
  await page.getByRole('button', { name: 'Disconnect the sandbox' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/gets nothing more from this shop, at once/).waitFor();
  await lookAt(page, 'disconnect');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
  await page.getByRole('button', { name: 'Disconnect the sandbox' }).click();
  await dialog.getByRole('button', { name: 'Disconnect the sandbox' }).click();
  await page.getByRole('heading', { name: 'Connect', exact: true }).waitFor();
  await screens.open('admin.php?page=counterfoil');
  await page.getByText('Your orders are being recorded. No connector is connected any more.').waitFor();
  await page.getByText(/then it goes on where it stopped/).waitFor();
  await page
    .getByRole('region', { name: /Needs you/ })
    .getByText(`#${orderId}`)
    .waitFor();
  await page.getByRole('region', { name: 'Today' }).waitFor();
  expect(await page.getByText('Nothing is connected yet').count()).toBe(0);
  await lookAt(page, 'disconnected');
  await page.getByRole('button', { name: 'Connect again' }).click();
  await page.getByRole('heading', { name: 'Connect', exact: true }).waitFor();
});
