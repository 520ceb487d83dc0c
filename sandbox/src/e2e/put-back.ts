import { launchAgent } from '../agent/start-agent.ts';
import { startServer } from '../erp/start-erp.ts';
import { type InstanceRecord, readInstanceRecord, writeInstanceRecord } from '../instance/instance-record.ts';
import { isRunning } from '../instance/process-identity.ts';
import { stopProcess } from '../instance/stop-process.ts';
import { disarmFault, listFaults } from '../store/arm-fault.ts';
import { letLeaseRunOut, untilAgentIs } from './control-agent.ts';
import { orderIdOf, readBooks, untilSettled } from './expect-agreement.ts';
import type { WholeWay } from './whole-way.ts';

/**
 * Before each test: whatever the one before left broken, because it failed half-way, stands again. No fault is armed,
 * the ERP answers, one agent runs and nothing stands in its way. What a test takes away beyond that it gives back by
 * itself (`onTestFinished`).
 */
export async function putBack(way: WholeWay): Promise<void> {
  way.proxy.switches.reset();
  await way.proxy.switches.hurry();
  for (const { name } of listFaults(way)) disarmFault(way, name);
  if (!(await answers(way.erp.url))) await startServer(way.erp);
  const record = readInstanceRecord(way.baseDir, way.name);
  if (!record?.agent) throw new Error('The instance never had an agent.');
  await endSecondAgents(way, record);
  const agent = record.processes.findLast((one) => one.role === 'agent');
  if (!agent || !isRunning(agent)) {
    await letLeaseRunOut(way);
    await launchAgent(way.baseDir, record, way.paths, record.agent);
  }
  await untilAgentIs(record.agent.state, 'running');
}

/**
 * After a test that failed, once all stands again: its failure is told, and what it left half done is no failure of the
 * tests after it. What is on its way still gets the time to arrive, or it would meet the faults that the next test
 * arms.
 */
export async function giveUpOrders(way: WholeWay): Promise<void> {
  await untilSettled(way);
  const { shop, journeys, erp } = await readBooks(way);
  const ids = [
    ...shop.map(({ id }) => id),
    ...journeys.map(({ orderId }) => orderId),
    ...erp.map(({ externalReference }) => orderIdOf(externalReference)),
  ];
  for (const id of ids) way.meant.givenUp.add(id);
}

/** A busy server answers late; one that is down refuses at once. */
async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

async function endSecondAgents(way: WholeWay, record: InstanceRecord): Promise<void> {
  const second = record.processes.filter((one) => one.role === 'second-agent');
  for (const one of second) await stopProcess(one);
  record.processes = record.processes.filter((one) => !second.includes(one));
  writeInstanceRecord(way.baseDir, record);
}
