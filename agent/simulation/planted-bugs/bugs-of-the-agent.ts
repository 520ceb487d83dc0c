import type { PlantedBug } from './plant-bug.ts';

/** An order, a customer or an address. */
const DOUBLED = / is \d+ times in the ERP| has an address twice/;

export const BUGS_OF_THE_AGENT: readonly PlantedBug[] = [
  {
    name: 'retry-without-look-up',
    changes: [
      {
        file: 'src/flow/delivery/send-attempt.ts',
        replaces: '({ id } = await record.make(beforeWrite));',
        by: '({ id } = await record.make(beforeWrite).catch(() => record.make(beforeWrite)));',
      },
    ],
    found: DOUBLED,
    seeds: [3, 20],
  },
  {
    name: 'absent-after-failed-look-up',
    changes: [
      {
        file: 'src/flow/delivery/resolve-doubt.ts',
        replaces: "if (result.answer === 'absent' && attempt",
        by: 'if (attempt',
      },
      {
        file: 'src/flow/delivery/make-once.ts',
        replaces: "if (result.answer === 'absent') return null;",
        by: 'return null;',
      },
    ],
    found: DOUBLED,
    seeds: [3, 4],
  },
  {
    name: 'doubt-ends-by-wall-clock',
    changes: [
      {
        file: 'src/moment.ts',
        replaces: 'return byWall < 0 ? byMonotonic : Math.min(byWall, byMonotonic);',
        by: 'return byWall < 0 ? byMonotonic : byWall;',
      },
    ],
    found: / is \d+ times in the ERP| has an address twice|is held for doubt_not_resolved/,
    seeds: [11],
  },
  {
    name: 'transition-not-read-back',
    changes: [
      {
        file: 'src/flow/delivery/advance-order.ts',
        replaces: 'if (isBefore(document.state, to)) {\n',
        by: 'if (false) {\n',
      },
    ],
    found: /^order \d+ differs in status: confirmed in the shop, draft in the ERP/,
    seeds: [7, 21],
  },
  {
    name: 'no-intent',
    changes: [
      {
        file: 'src/flow/delivery/send-attempt.ts',
        replaces: 'await insertIntent(transaction, tenant, {',
        by: 'void ({',
      },
    ],
    found: DOUBLED,
    seeds: [42, 44],
  },
  {
    name: 'look-up-before-longest-commit',
    changes: [
      {
        file: 'src/flow/delivery/resolve-doubt.ts',
        replaces: "if (missing > 0) throw new OrderWaits('doubt', { forMs: missing });",
        by: 'void missing;',
      },
    ],
    found: DOUBLED,
    seeds: [42, 63],
  },
  {
    name: 'lease-not-asked-before-a-write',
    changes: [
      {
        file: 'src/flow/delivery/write-permit.ts',
        replaces: 'options.mayWrite() && lease.remainingMs() >= options.callTimeoutMs;',
        by: 'options.mayWrite();',
      },
    ],
    found: /was sent (with a lease of|by who does not hold)/,
    seeds: [32, 56],
  },
  {
    name: 'written-while-a-person-stops',
    changes: [
      {
        file: 'src/flow/delivery/write-permit.ts',
        replaces: 'options.mayWrite() && lease.remainingMs() >= options.callTimeoutMs;',
        by: 'lease.remainingMs() >= options.callTimeoutMs;',
      },
    ],
    found: /was sent while/,
    seeds: [38, 62],
  },
  {
    name: 'journey-told-before-it-arrived',
    changes: [
      {
        file: 'src/flow/receipts/send-receipts.ts',
        replaces: 'answer = await store.sendReceipts(request, signal);',
        by: 'await inTransaction(database, (transaction) => markJourneysSent(transaction, tenant, journeys));\n      answer = await store.sendReceipts(request, signal);',
      },
    ],
    found: /^order \d+ (ends|has no|is)/,
    seeds: [3, 6],
  },
  {
    name: 'held-orders-not-weighed-anew',
    changes: [
      {
        file: 'src/flow/delivery/plan-order.ts',
        replaces: 'const another = planAnotherOrder(facts, rules);',
        by: "if (facts.heldFor && !facts.word) return { do: 'answer', outcome: 'held', message: facts.heldFor };\n  const another = planAnotherOrder(facts, rules);",
      },
    ],
    found: /still waits for a/,
    seeds: [2, 3],
  },
  {
    name: 'customers-made-side-by-side',
    changes: [
      {
        file: 'src/flow/delivery/lock-anchor.ts',
        replaces: 'const mine = before.then(work, work);',
        by: 'const mine = before && work();',
      },
    ],
    found: /^customer \S+ is \d+ times in the ERP|UNIQUE constraint failed: bindings/,
    seeds: [1, 10],
  },
  {
    name: 'lost-state-not-doubted',
    changes: [
      {
        file: 'src/flow/delivery/load-order.ts',
        replaces: 'return wasOfferedAgain(database, tenant, orderId);',
        by: 'return false;',
      },
      {
        file: 'src/flow/delivery/load-order.ts',
        replaces: 'if (doubtBefore !== null && (order',
        by: 'if (doubtBefore === "" && (order',
      },
    ],
    found: /^order \d+ (is skipped|was deleted)/,
    seeds: [33, 39],
  },
  {
    name: 'restored-shop-not-noticed',
    changes: [
      {
        file: 'src/flow/inbox/restored-side.ts',
        replaces: 'const shopWentBack = answer.readCount < memory.highestReadCount || answer.unknown > 0;',
        by: 'const shopWentBack = answer.unknown > 99;',
      },
    ],
    found: /^order \d+ has no journey/,
    seeds: [79],
  },
  {
    name: 'id-without-check',
    changes: [
      {
        file: 'src/flow/delivery/load-order.ts',
        replaces:
          "const own = deliveries.findLast(({ key }) => key.kind === 'order' && key.check === check);",
        by: "const own = deliveries.findLast(({ key }) => key.kind === 'order');",
      },
      {
        file: 'src/flow/delivery/load-order.ts',
        replaces:
          "key.order.check !== check && key.order.check !== '' && (hasDocument(state) || isDoubtful(state)),",
        by: "key.order.check === check && key.order.check !== check && state === 'open',",
      },
    ],
    found: /^order \d+ .*(still waits for a person|is said to be in the ERP, and is not)/,
    seeds: [43],
  },
];
