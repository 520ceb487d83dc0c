import { readJourneys } from '../e2e/read-shop.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { waitFor } from '../instance/wait-until.ts';

/** Waits until the shop's own tables say that the order stands so. */
export async function untilState(shop: SandboxInstance, orderId: number, state: string): Promise<void> {
  let known = 'unknown to the screens';
  const isSo = async () => {
    const journey = (await readJourneys(shop)).find((one) => one.orderId === orderId);
    if (journey) known = `${journey.state} (${journey.code})`;
    return journey?.state === state;
  };
  await waitFor(`order ${orderId} to be ${state}`, isSo).catch((error: Error) => {
    throw new Error(`${error.message} It is ${known}.`);
  });
}
