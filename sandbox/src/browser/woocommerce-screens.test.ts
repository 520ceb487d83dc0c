import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Journey, readJourneys } from '../e2e/read-shop.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { queryDatabase } from '../store/query-database.ts';
import { runsOnStandIn } from '../store/runs-on-stand-in.ts';
import { keepPicture, lookAt } from './look-at.ts';
import { busyShop, ownLivedInShop, type Screens, useScreens } from './use-screens.ts';

interface Place {
  readonly screens: Screens;
  readonly list: string;
  readonly order: (id: number) => string;
  /** Ends the names of pictures. */
  readonly storage: string;
}

/** The stand-in for WooCommerce has no order screens. */
describe.skipIf(await runsOnStandIn())('WooCommerce’s own screens', () => {
  describe('on HPOS', () =>
    describeOrderScreens({
      // It puts orders into trouble, which files beside it would count.
      screens: useScreens(() => ownLivedInShop('order-screens', 'hpos')),
      list: 'admin.php?page=wc-orders',
      order: (id) => `admin.php?page=wc-orders&action=edit&id=${id}`,
      storage: 'hpos',
    }));
  describe('on legacy storage', () =>
    describeOrderScreens({
      screens: useScreens(busyShop),
      list: 'edit.php?post_type=shop_order',
      order: (id) => `post.php?post=${id}&action=edit`,
      storage: 'legacy',
    }));
});

function describeOrderScreens({ screens, list, order, storage }: Place): void {
  const states = {
    waiting: { code: 'order_waiting', says: 'going to Practice ERP', panelSays: 'Waiting to be picked up' },
    in_doubt: {
      code: 'order_in_doubt',
      says: 'being checked in Practice ERP',
      panelSays: 'Being checked in Practice ERP',
    },
    broken: { code: 'defect', says: 'we are stuck: get help', panelSays: 'we are stuck: get help' },
  };
  let journeys: Journey[];
  const known = (fits: (journey: Journey) => boolean): Journey => {
    const journey = journeys.find(fits);
    if (!journey) throw new Error('No such order.');
    return journey;
  };
  const delivered = () => known(({ state }) => state === 'delivered');
  const withoutSku = () => known(({ code }) => code === 'gap_product_without_sku');
  const changed = () => known(({ code }) => code === 'change_after_delivery');
  const panel = (page: Page) => page.locator('#counterfoil');

  beforeAll(async () => {
    journeys = await readJourneys(screens.shop);
    await keepJourneys(screens.shop);
  });
  afterAll(() => bringBackJourneys(screens.shop));

  test('the list has a column with the ERP’s name that says where each order stands', async () => {
    const { page, shop } = screens;
    onTestFinished(() => bringBackJourneys(shop));
    const inTrouble = journeys.filter(({ state }) => state === 'delivered').slice(-3);
    for (const [place, [state, { code }]] of Object.entries(states).entries())
      await putInto(shop, inTrouble[place]?.orderId ?? 0, state, code);
    await screens.open(list);
    await page.getByRole('columnheader', { name: 'Practice ERP' }).first().waitFor();
    const cell = async ({ orderId: id }: Pick<Journey, 'orderId'>) =>
      (await page.locator(`:is(#order-${id}, #post-${id}) .column-counterfoil`).textContent())?.trim();
    expect(await cell(delivered())).toBe(`in Practice ERP ${delivered().documentNumber}`);
    expect(await cell(withoutSku())).toBe('needs you');
    expect(await cell(changed())).toBe(`needs you${changed().documentNumber}`);
    expect(await cell(known(({ state }) => state === 'not_paid'))).toBe('not paid yet');
    for (const [place, { says }] of Object.values(states).entries())
      expect(await cell(inTrouble[place] as Journey)).toBe(says);
    await lookAt(page, `woocommerce-orders-${storage}`);
    for (const [place, { panelSays }] of Object.values(states).entries()) {
      await screens.open(order(inTrouble[place]?.orderId ?? 0));
      await panel(page).getByText(panelSays).first().waitFor();
      await keepPicture(page, `order-panel-${Object.keys(states)[place]}-${storage}`);
    }
  });

  test('an order’s panel says where it stands, what happened last and what a person does', async () => {
    const { page } = screens;
    await screens.open(order(delivered().orderId));
    await panel(page)
      .getByText(/In Practice ERP as SO-/)
      .waitFor();
    await panel(page)
      .getByText(/Sales order SO-\d+ made in Practice ERP/)
      .waitFor();
    await lookAt(page, `order-panel-${storage}`);
    await screens.open(order(changed().orderId));
    await panel(page)
      .getByText(/Changed in the shop after it went to Practice ERP/)
      .first()
      .waitFor();
    await panel(page).getByRole('link', { name: 'Leave as it is' }).click();
    await page.getByRole('heading', { name: `Order ${changed().orderId}` }).waitFor();
  });

  test('“Send again” in the panel, by keyboard, shows what became of it without loading the page', async () => {
    const { page } = screens;
    await screens.open(order(withoutSku().orderId));
    await panel(page)
      .getByText(
        'Give "Gift box (no SKU)" a SKU in the shop, the same as its code in Practice ERP. Then send it again.',
      )
      .waitFor();
    await lookAt(page, `order-panel-needs-you-${storage}`);
    await page.evaluate('window.stays = true');
    const again = panel(page).getByRole('button', { name: /^Send again/ });
    await again.focus();
    await page.keyboard.press('Space');
    await panel(page).getByText('admin asked to send it again').waitFor();
    await again.waitFor();
    expect(await page.evaluate('window.stays')).toBe(true);
  });
}

const tablesOf = ({ store: { db } }: SandboxInstance) => ({
  journeys: `${db.prefix}counterfoil_journeys`,
  kept: `${db.prefix}kept_journeys`,
});

async function keepJourneys(shop: SandboxInstance): Promise<void> {
  const { journeys, kept } = tablesOf(shop);
  await queryDatabase(shop.store.db, `CREATE TABLE ${kept} AS SELECT * FROM ${journeys}`);
}

/** As they were, for the files that look at them after. */
async function bringBackJourneys(shop: SandboxInstance): Promise<void> {
  const { journeys, kept } = tablesOf(shop);
  await queryDatabase(shop.store.db, `REPLACE INTO ${journeys} SELECT * FROM ${kept}`);
}

/** Writes a state that only an ERP in trouble brings about. */
async function putInto(shop: SandboxInstance, orderId: number, state: string, code: string): Promise<void> {
  await queryDatabase(
    shop.store.db,
    `UPDATE ${tablesOf(shop).journeys} SET state = ?, code = ?, code_values = '{"erp":"Practice ERP","reason":"no such column"}',
       document_id = NULL, document_number = NULL, document_url = NULL WHERE order_id = ?`,
    [state, code, orderId],
  );
}
