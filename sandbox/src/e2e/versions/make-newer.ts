import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Release } from './lay-out-release.ts';

/** What the newer side says and nobody else knows. */
export const NEW = {
  step: 'step_gift_wrapped',
  stepWords: 'Wrapped as a gift',
  state: 'picked_by_robot',
  outcome: 'handed_to_robot',
  command: 'counterfoil.command.reconcile',
  change: 'counterfoil.order.gifted',
  reason: 'asked_by_robot',
  /** In each message and each of its parts. */
  field: 'giftMessage',
} as const;

/** Names that it has more. */
const MORE = Object.keys(NEW).length - 1;

/** Replaces text that stands once in the file. @throws where it does not, as the code under it has changed */
type Edit = (file: string, text: string, by: string) => void;

/**
 * Makes plugin and agent of today newer than they are, as a later version will be: a word more in each place where
 * words may be added, and a field that nobody knew.
 */
export function makeNewer({ dir }: Release): void {
  const edit: Edit = (file, text, by) => {
    const path = join(dir, file);
    const parts = readFileSync(path, 'utf8').split(text);
    if (parts.length !== 2)
      throw new Error(
        `${file} has ${parts.length - 1} times, instead of once: ${text}\nName in make-newer.ts what stands there now.`,
      );
    writeFileSync(path, parts.join(by));
  };
  haveMoreNames(dir);
  changeAgent(edit);
  changePlugin(edit);
}

function haveMoreNames(dir: string): void {
  const raise = (file: string, before: RegExp) => {
    const path = join(dir, file);
    const text = readFileSync(path, 'utf8');
    const raised = text.replace(before, (_, name: string, count: string) => name + (Number(count) + MORE));
    if (raised === text) throw new Error(`${file} says no revision of the contract.`);
    writeFileSync(path, raised);
  };
  raise('shared-types/src/contract-revision.ts', /(CONTRACT_REVISION = )(\d+)/);
  raise('plugin/schema/contract.json', /("revision": )(\d+)/);
}

function changeAgent(edit: Edit): void {
  const client = 'agent/src/store-api/store-client.ts';
  edit(
    client,
    "operation: 'receipts',\n          message: request,",
    "operation: 'receipts', message: newer(request),",
  );
  edit(
    client,
    "{ operation: 'events', message: request,",
    "{ operation: 'events', message: withField(request),",
  );
  edit(
    client,
    'type Call =',
    `const withField = <T extends object>(one: T): T => ({ ...one, ${NEW.field}: { of: 'robots' } });
const wrapped = (step: ReceiptsRequest['steps'][number]) => ({
  ...step,
  id: step.id.replace(/^./, (first) => (first === '0' ? '1' : '0')),
  code: '${NEW.step}',
});
function newer(request: ReceiptsRequest): object {
  return withField({
    ...request,
    receipts: request.receipts.map((one) =>
      withField({ ...one, outcome: one.outcome === 'delivered' ? '${NEW.outcome}' : one.outcome }),
    ),
    journeys: request.journeys.map((one) =>
      withField({ ...one, state: one.state === 'delivered' ? '${NEW.state}' : one.state }),
    ),
    steps: [...request.steps, ...request.steps.filter((one) => one.code === 'step_document_confirmed').map(wrapped)].map(withField),
    heartbeat: request.heartbeat && withField(request.heartbeat),
  });
}

type Call =`,
  );
}

function changePlugin(edit: Edit): void {
  const field = `'${NEW.field}' => ['of' => 'robots'],`;
  const orderId = "'id' => $order->get_id(),\n            'readNumber'";
  edit('plugin/src/Resources/OrderSnapshot.php', orderId, field + orderId);
  const number = "'orderNumber' => $orderNumber,";
  edit('plugin/src/Rest/EventEnvelope.php', number, field + number);
  for (const call of ['Events', 'Receipts', 'Pair'])
    edit(`plugin/src/Rest/${call}Controller.php`, "'contractRevision' =>", `${field}'contractRevision' =>`);

  const types = 'plugin/src/Outbox/EventType.php';
  const deleted = "case OrderDeleted = 'counterfoil.order.deleted';";
  edit(types, deleted, `${deleted}\n    case New = '${NEW.command}';\n    case Gifted = '${NEW.change}';`);
  edit(types, 'self::CommandSendAgain, self::', 'self::New, self::CommandSendAgain, self::');
  edit(
    types,
    'self::OrderChanged, self::OrderDeleted =>',
    'self::Gifted, self::OrderChanged, self::OrderDeleted =>',
  );
  const reasons = 'plugin/src/Outbox/EventReason.php';
  const early = "case Early = 'early';";
  edit(reasons, early, `${early}\n    case New = '${NEW.reason}';`);
  edit(reasons, 'self::Early =>', 'self::New, self::Early =>');
  for (const language of ['en', 'de']) {
    const waiting = '"order_waiting":';
    edit(`plugin/catalogue/${language}.json`, waiting, `"${NEW.step}": "${NEW.stepWords}", ${waiting}`);
  }
}
