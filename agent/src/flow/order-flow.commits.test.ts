import { expect, test } from 'vitest';
import { makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld } from '../../simulation/small-world.ts';

test('a first order costs few commits, each of which waits for the disk: intents, what the ERP answered, what is told', async () => {
  await using world = await createSmallWorld({ unique: true });
  const { database } = world.agent.open;
  const begin = database.transaction.bind(database);
  let commits = 0;
  database.transaction = () => {
    commits += 1;
    return begin();
  };
  // What a start costs once.
  await world.run(1_000);
  commits = 0;
  world.shop.save(makeSnapshot());
  await world.time.until(world.agent.flow.pollOnce());
  const polled = commits;
  await world.time.until(world.agent.flow.deliverDue(new AbortController().signal));
  const delivered = commits - polled;
  await world.time.until(world.agent.flow.sendReceiptsOnce(null));
  const sent = commits - polled - delivered;
  expect(world.journey(1047)?.state).toBe('delivered');
  expect({ polled, delivered, sent }).toEqual({ polled: 1, delivered: 7, sent: 1 });
});
